import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WatchQueue } from '../../../src/adapters/http/watch-queue.js';

function create(): { queue: WatchQueue<number>; ends: () => number } {
  let count = 0;
  const queue = new WatchQueue<number>(
    (older, newer) => older + newer,
    () => void count++,
  );
  return { queue, ends: () => count };
}

const done = { done: true, value: undefined };
const value = (number: number): object => ({ done: false, value: number });

describe('WatchQueue', () => {
  it('gives values in order, before and after they are asked for', async () => {
    const { queue } = create();
    const early = [queue.next(), queue.next()];
    for (const number of [1, 2, 3]) queue.push(number);
    assert.deepEqual(await Promise.all([...early, queue.next()]), [value(1), value(2), value(3)]);
  });

  it('merges into the last value when 32 wait', async () => {
    const { queue } = create();
    for (let count = 0; count < 100; count++) queue.push(1);
    for (let count = 0; count < 31; count++) assert.deepEqual(await queue.next(), value(1));
    assert.deepEqual(await queue.next(), value(69));
    queue.push(5);
    assert.deepEqual(await queue.next(), value(5));
  });

  it('breaks with a retryable error where values cannot be merged', async () => {
    let ends = 0;
    const queue = new WatchQueue<number>(
      () => undefined,
      () => void ends++,
    );
    for (let count = 1; count <= 33; count++) queue.push(count);
    assert.equal(ends, 1);
    for (let count = 1; count <= 32; count++) assert.deepEqual(await queue.next(), value(count));
    await assert.rejects(queue.next(), { code: 'unavailable', retryable: true });
  });

  it('fails after what waits, once', async () => {
    const { queue, ends } = create();
    queue.push(1);
    queue.fail(new Error('first'));
    queue.fail(new Error('second'));
    queue.push(2);
    assert.equal(ends(), 1);
    assert.deepEqual(await queue.next(), value(1));
    await assert.rejects(queue.next(), /first/);
    assert.deepEqual(await queue.next(), done);
  });

  it('aborts at once, also after a failure that nobody read', async () => {
    const { queue, ends } = create();
    queue.push(1);
    queue.fail(new Error('first'));
    queue.abort(new Error('aborted'));
    assert.equal(ends(), 1);
    await assert.rejects(queue.next(), /aborted/);
    assert.deepEqual(await queue.next(), done);
    queue.abort(new Error('again'));
    assert.deepEqual(await queue.next(), done);
  });

  it('tells an error to one of several readers, and the end to the others', async () => {
    const { queue } = create();
    const readers = [queue.next(), queue.next()] as const;
    queue.fail(new Error('broken'));
    await assert.rejects(readers[0], /broken/);
    assert.deepEqual(await readers[1], done);
  });

  it('ends by return, also for those who wait', async () => {
    const { queue, ends } = create();
    const waiting = queue.next();
    assert.deepEqual(await queue.return(), done);
    assert.deepEqual(await waiting, done);
    assert.deepEqual(await queue.return(), done);
    queue.push(1);
    queue.fail(new Error('late'));
    assert.deepEqual(await queue.next(), done);
    assert.equal(ends(), 1);
  });
});
