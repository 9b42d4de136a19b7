import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Changes, ChatConnection } from '../../src/contract/index.js';
import { Watch } from '../../src/monitor/watch.js';
import { FakeClock, settled } from '../harness/fake-ports.js';

interface Row {
  readonly id: string;
}

describe('a watch', () => {
  it('lets the browser breathe after each thousand records, however fast they come', async () => {
    const taken: number[] = [];
    let breathe: () => void = () => {};
    const watch = new Watch<Row>(
      {
        heartbeats: true,
        async *open() {
          for (let batch = 0; batch < 6; batch += 1) {
            const upserts = Array.from({ length: 400 }, (_, at) => ({ id: `${batch}.${at}` }));
            yield { upserts, removes: [], at: 0, snapshot: true } satisfies Changes<Row>;
          }
          await new Promise(() => {});
        },
        apply: ({ upserts }) => taken.push(upserts.length),
        isEmpty: () => true,
        retain: () => {},
        healthy: () => {},
        broken: () => {},
        failed: () => {},
      },
      {
        clock: new FakeClock(),
        random: { id: () => '', fraction: () => 0 },
        scheduler: {
          requestFlush: () => () => {},
          breathe: () => new Promise((resolve) => (breathe = resolve)),
        },
        resumes: () => false,
      },
    );
    watch.start({} as ChatConnection);
    await settled();
    assert.equal(taken.length, 3);
    breathe();
    await settled();
    assert.equal(taken.length, 6);
    watch.stop();
  });
});
