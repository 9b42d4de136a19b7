import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CallLine } from '../../../src/adapters/shared/call-line.js';

/** Calls that end when the test says so. */
class Calls {
  readonly line = new CallLine();
  readonly begun: string[] = [];
  readonly #ends = new Map<string, (error?: Error) => void>();

  run(name: string, about?: string, signal = new AbortController().signal): Promise<string> {
    const call = (): Promise<string> => {
      this.begun.push(name);
      return new Promise((resolve, reject) => {
        this.#ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
      });
    };
    return this.line.run(signal, call, about);
  }

  async end(name: string, error?: Error): Promise<void> {
    this.#ends.get(name)?.(error);
    await settled();
  }
}

/** Whatever can go on without the test has gone on. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('A line of calls', () => {
  it('goes on after one that throws at once', async () => {
    const { line } = new Calls();
    const { signal } = new AbortController();
    const broken = line.run(signal, () => {
      throw new RangeError('x');
    });
    await assert.rejects(broken, RangeError);
    assert.equal(await line.run(signal, async () => 7), 7);
  });

  it('makes one at a time, in order, whether or not the one before failed', async () => {
    const calls = new Calls();
    const all = Promise.allSettled([calls.run('a'), calls.run('b'), calls.run('c')]);
    await settled();
    assert.deepEqual(calls.begun, ['a']);
    await calls.end('a', new Error('no'));
    assert.deepEqual(calls.begun, ['a', 'b']);
    await calls.end('b');
    await calls.end('c');
    assert.deepEqual(
      (await all).map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
  });

  it('lets calls about different things go side by side', async () => {
    const calls = new Calls();
    void calls.run('a1', 'a');
    void calls.run('b1', 'b');
    void calls.run('a2', 'a');
    await settled();
    assert.deepEqual(calls.begun, ['a1', 'b1']);
    await calls.end('b1');
    assert.deepEqual(calls.begun, ['a1', 'b1']);
    await calls.end('a1');
    assert.deepEqual(calls.begun, ['a1', 'b1', 'a2']);
  });

  it('ends a waiting call with its abort at once, and makes those behind it', async () => {
    const calls = new Calls();
    const controller = new AbortController();
    void calls.run('a');
    const left = calls.run('b', undefined, controller.signal);
    void calls.run('c');
    controller.abort();
    await assert.rejects(left, { name: 'AbortError' });
    await assert.rejects(calls.run('d', undefined, controller.signal), { name: 'AbortError' });
    await calls.end('a');
    assert.deepEqual(calls.begun, ['a', 'c']);
  });
});
