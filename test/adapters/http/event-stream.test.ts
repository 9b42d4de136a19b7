import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventStream } from '../../../src/adapters/http/event-stream.js';

interface Opened {
  readonly stream: EventStream;
  readonly cancelled: () => boolean;
  send(data: string | Uint8Array): void;
  fail(): void;
}

function open(): Opened {
  let source: ReadableStreamDefaultController<Uint8Array>;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (source = controller),
    cancel: () => void (cancelled = true),
  });
  return {
    stream: new EventStream(body),
    cancelled: () => cancelled,
    send: (data) => source.enqueue(typeof data === 'string' ? new TextEncoder().encode(data) : data),
    fail: () => source.error(new Error('cut')),
  };
}

describe('EventStream', () => {
  it('reads letters that are cut in two, and skips a byte order mark', async () => {
    const { stream, send } = open();
    for (const byte of new TextEncoder().encode('\uFEFFdata: é😀\n\n')) send(Uint8Array.of(byte));
    const { value } = await stream.events().next();
    assert.equal(value?.data, 'é😀');
    stream.cancel();
  });

  it('is cancelled where its reader leaves', async () => {
    const { stream, send, cancelled } = open();
    send('data: 1\n\n');
    for await (const { data } of stream.events()) {
      assert.equal(data, '1');
      break;
    }
    assert.ok(cancelled());
  });

  it('ends at once where it is cancelled while it is read', async () => {
    const { stream } = open();
    const reading = stream.events().next();
    stream.cancel();
    await assert.rejects(reading, { code: 'unavailable' });
  });

  it('throws what broke it', async () => {
    const { stream, fail } = open();
    const reading = stream.events().next();
    fail();
    await assert.rejects(reading, /cut/);
  });
});
