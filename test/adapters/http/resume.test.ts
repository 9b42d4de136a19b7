import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import { guard, type ChatChanges } from '../../../src/contract/index.js';
import { chat, session } from './fixtures.js';

/** Resolves after every timer that was due at once when it was called. */
const timersDue = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

interface AskedWatch {
  readonly id: string;
  readonly kind: string;
  readonly cursor?: string;
}

/** A backend without a network: its chats are a log of numbers, and a cursor is a place in it. */
class LogBackend {
  refuse = false;
  latency = 0;
  pieceSize = 7;
  #length = 3;
  readonly #streams = new Set<{ watches: readonly AskedWatch[]; write(event: string, data: object): void }>();

  get open(): number {
    return this.#streams.size;
  }

  append(): number {
    const entry = this.#length++;
    for (const { watches, write } of this.#streams) {
      for (const { id, kind } of watches) if (kind === 'chats') write('changes', this.#batch(id, entry, entry + 1));
    }
    return entry;
  }

  readonly fetch: typeof fetch = async (_, init) => {
    if (init?.method === 'GET') return Response.json(session);
    const refused = this.refuse;
    this.refuse = false;
    for (let rest = this.latency; rest > 0; rest--) await turn();
    if (init?.signal?.aborted) throw new DOMException('aborted', 'AbortError');
    if (refused) return new Response(null, { status: 503 });
    const { watches } = JSON.parse(init?.body as string) as { watches: readonly AskedWatch[] };
    return new Response(this.#body(watches), { headers: { 'Content-Type': 'text/event-stream' } });
  };

  #batch(watch: string, from: number, to: number): object {
    const upserts = Array.from({ length: to - from }, (_, index) => chat(String(from + index)));
    return { watch, upserts, removes: [], at: 1, cursor: String(to) };
  }

  #body(watches: readonly AskedWatch[]): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const stream = {
      watches,
      write: (event: string, data: object): void => {
        const bytes = encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        for (let at = 0; at < bytes.length; at += this.pieceSize) {
          controller.enqueue(bytes.subarray(at, at + this.pieceSize));
        }
      },
    };
    return new ReadableStream<Uint8Array>({
      start: (given) => {
        controller = given;
        this.#streams.add(stream);
        for (const { id, kind, cursor } of watches) {
          const empty = { watch: id, upserts: [], removes: [], at: 1, synced: true };
          if (kind !== 'chats') stream.write('changes', empty);
          else if (cursor !== undefined) {
            stream.write('changes', { ...this.#batch(id, Number(cursor), this.#length), synced: true });
          } else {
            stream.write('changes', { ...this.#batch(id, 0, 2), snapshot: true });
            stream.write('changes', { ...this.#batch(id, 2, this.#length), snapshot: true, synced: true });
          }
        }
      },
      cancel: () => void this.#streams.delete(stream),
    });
  }
}

const step = fc.oneof(
  fc.constantFrom('append', 'append', 'open', 'close', 'refuse', 'turn', 'turn'),
  fc.record({ latency: fc.nat(4), pieceSize: fc.constantFrom(1, 7, 100, 10_000) }),
);

describe('a watch of the http adapter', () => {
  it('has no gap and no double, whatever other watches come and go, and however openings end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const backend = new LogBackend();
        const { signal } = new AbortController();
        const adapter = guard(createHttpAdapter({ src: 'https://x.example', fetch: backend.fetch }));
        const connection = await adapter.connect({ signal });
        const seen: number[] = [];
        const watch = connection.watchChats({ view: 'floor' }, { signal })[Symbol.asyncIterator]();
        const take = async (): Promise<void> => {
          const { value } = (await watch.next()) as IteratorYieldResult<ChatChanges>;
          seen.push(...value.upserts.map(({ id }) => Number(id)));
        };
        await take();
        let final = Infinity;
        const readToFinal = async (): Promise<void> => {
          while (seen.at(-1) !== final) await take();
        };
        const reading = readToFinal();
        const others: AbortController[] = [];
        for (const one of steps) {
          if (typeof one === 'object') Object.assign(backend, one);
          else if (one === 'append') backend.append();
          else if (one === 'refuse') backend.refuse = true;
          else if (one === 'close') others.pop()?.abort();
          else if (one === 'turn') await turn();
          else {
            const other = new AbortController();
            others.push(other);
            // It may be refused or closed; what counts is what that does to the other watch.
            const watch = connection.watchAgents({}, { signal: other.signal });
            const ignore = (): void => undefined;
            void watch[Symbol.asyncIterator]().next().then(ignore, ignore);
          }
        }
        final = backend.append();
        await reading;
        assert.deepEqual(
          seen,
          Array.from({ length: final + 1 }, (_, index) => index),
        );
        await connection.close();
        for (let turns = 0; backend.open > 0 && turns < 100; turns++) await timersDue();
        assert.equal(backend.open, 0);
      }),
      { numRuns: 300 },
    );
  });
});
