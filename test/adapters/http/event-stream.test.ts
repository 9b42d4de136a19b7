import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { EventStream } from '../../../src/adapters/http/event-stream.js';

interface Opened {
  readonly stream: EventStream;
  readonly seen: string[];
  readonly end: ReturnType<EventStream['read']>;
  send(data: string | Uint8Array): void;
  fail(): void;
}

function open(): Opened {
  const seen: string[] = [];
  let source: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (source = controller) });
  const stream = new EventStream(body);
  return {
    stream,
    seen,
    end: stream.read(({ data }) => void seen.push(data)),
    send: (data) => source.enqueue(typeof data === 'string' ? new TextEncoder().encode(data) : data),
    fail: () => source.error(new Error('cut')),
  };
}

describe('EventStream', () => {
  it('reads letters that are cut in two, and skips a byte order mark', async () => {
    const { stream, seen, send } = open();
    for (const byte of new TextEncoder().encode('\uFEFFdata: é😀\n\n')) send(Uint8Array.of(byte));
    await turn();
    assert.deepEqual(seen, ['é😀']);
    stream.stop();
  });

  it('hands out nothing while it is held, and everything once it is released', async () => {
    const { stream, seen, send } = open();
    stream.hold();
    send('data: 1\n\ndata: 2\n\n');
    await turn();
    assert.deepEqual(seen, []);
    stream.release();
    stream.hold();
    await turn();
    assert.deepEqual(seen, []);
    stream.release();
    await turn();
    assert.deepEqual(seen, ['1', '2']);
    stream.stop();
  });

  it('tells that it broke only once it is released', async () => {
    const { stream, end, fail } = open();
    stream.hold();
    fail();
    await turn();
    assert.equal(await Promise.race([end, Promise.resolve('held')]), 'held');
    stream.release();
    assert.equal((await end)?.code, 'unavailable');
  });

  it('ends without a reason where it was stopped, whatever happened meanwhile', async () => {
    const { stream, seen, end, send, fail } = open();
    stream.hold();
    send('data: 1\n\n');
    await turn();
    fail();
    await turn();
    stream.stop();
    assert.equal(await end, undefined);
    assert.deepEqual(seen, []);
  });
});
