import type { Chat } from '../../contract/index.js';
import type { Reader } from '../reader.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';

const manyChats = 10_000;
const rounds = 5;
const changes = 1_000;

/** Until `test` holds, with never more than the time of a heartbeat between two batches; the milliseconds it took. */
async function steadily(scene: Scene, reader: Reader<Chat>, holds: () => boolean): Promise<number> {
  const start = Date.now();
  while (!holds()) {
    const heard = reader.batches.length;
    await reader.until('the next batch', ({ batches }) => batches.length > heard, 'W7', scene.limits.heartbeat);
  }
  return Date.now() - start;
}

/** Figures for whoever compares; only a watch that stalls is wrong. */
export const timed: readonly RuleTest[] = [
  test(
    'W7',
    'a snapshot of 10,000 chats, then batches of 1,000 changes, come without a stall',
    { timed: true, probe: ['openChats', 'writeMany'] },
    async (scene) => {
      await scene.probe('openChats')(manyChats);
      const reader = scene.watchChats(await scene.connect());
      const snapshot = await steadily(scene, reader, () => reader.syncs > 0);
      scene.is(reader.rows.size, manyChats, 'chats of the snapshot');
      scene.figures.push({ what: 'a snapshot of 10,000 chats', value: snapshot, unit: 'ms' });

      const ids = [...reader.rows.keys()].slice(0, changes);
      let took = 0;
      for (let round = 0; round < rounds; round += 1) {
        const before = new Map(ids.map((id) => [id, reader.rows.get(id)]));
        await scene.probe('writeMany')(ids);
        took += await steadily(scene, reader, () => ids.every((id) => reader.rows.get(id) !== before.get(id)));
      }
      const perSecond = (rounds * changes * 1_000) / Math.max(took, 1);
      scene.figures.push({ what: 'changes, in batches of 1,000', value: perSecond, unit: 'per second' });
    },
  ),
];
