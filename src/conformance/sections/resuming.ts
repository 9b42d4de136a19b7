import type { Chat } from '../../contract/index.js';
import type { Reader } from '../reader.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';

const cursor = { guarantees: { resume: 'cursor' } } as const;

/** That a watch shows what a fresh one shows. */
async function agrees(scene: Scene, reader: Reader<Chat>, open: () => Promise<Reader<Chat>>): Promise<void> {
  const fresh = await open();
  const plain = (rows: ReadonlyMap<string, Chat>): Chat[] => [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  scene.is([...reader.rows.keys()].sort(), [...fresh.rows.keys()].sort(), 'chats, against a fresh snapshot');
  scene.is(plain(reader.rows), plain(fresh.rows), 'records, against a fresh snapshot');
}

export const resuming: readonly RuleTest[] = [
  test('W9', 'a version grows with every change', {}, async (scene) => {
    const chatId = await scene.openChat();
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    const first = await reader.row(chatId, 'is there');
    if (first.version === undefined) return;
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') });
    const second = await reader.row(chatId, 'is assigned', ({ status }) => status === 'assigned');
    await scene.backend.perform('agent', { type: 'release', chatId });
    const third = await reader.row(chatId, 'is pending', ({ status }) => status === 'pending');
    const versions = [first, second, third].map(({ version }) => version ?? Number.NaN);
    const [a = 0, b = 0, c = 0] = versions;
    scene.ok(a < b && b < c, 'versions of a chat that changed twice', 'growing numbers', versions);
  }),

  test('W10', 'resumed, a watch brings what changed since, and nothing else', cursor, async (scene) => {
    const { home } = scene.backend.places;
    const query = { view: 'floor', companies: [home.id] } as const;
    const same = await scene.openChat();
    const changed = await scene.assignedChat();
    const moved = await scene.openChat();
    const connection = await scene.connect();
    const first = await scene.snapshot(connection, query);
    scene.ok(first.cursor !== undefined, 'a cursor with the synced mark', 'a cursor', first.cursor);
    await scene.backend.perform('supervisor', { type: 'release', chatId: changed });
    await scene.backend.perform('supervisor', { type: 'assign', chatId: moved, to: scene.toQueue('otherQueue') });
    const added = await scene.openChat();
    const resumed = scene.watchChats(connection, query, first);
    await resumed.synced();
    await resumed.stop();
    const snapshots = resumed.batches.filter((batch) => batch.snapshot);
    scene.is(snapshots.length, 0, 'snapshot batches of a resumed watch', 'go on from the cursor');
    scene.is(resumed.deliveries(same), 0, 'deliveries of a chat that did not change');
    scene.is(resumed.deliveries(added), 1, 'deliveries of a chat that was opened meanwhile');
    scene.is(resumed.deliveries(changed), 1, 'deliveries of a chat that changed meanwhile');
    await agrees(scene, resumed, () => scene.snapshot(connection, query));
  }),

  test('W10', 'stopped after every batch and resumed, a watch misses nothing', cursor, async (scene) => {
    const connection = await scene.connect();
    let reader = await scene.snapshot(connection);
    const open: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      open.push(await scene.openChat());
      if (round % 3 === 2) await scene.backend.endChat(String(open.shift()));
      else await scene.backend.write(String(open[0]), `Round ${round}`);
      const next = scene.watchChats(connection, undefined, reader);
      await next.until('a batch', ({ batches }) => batches.length > 0);
      await next.stop();
      reader = next;
    }
    const last = scene.watchChats(connection, undefined, reader);
    await last.synced();
    await last.stop();
    await agrees(scene, last, () => scene.snapshot(connection));
  }),

  test('W10', 'an unknown cursor gives a new snapshot', cursor, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const reader = scene.watchChats(connection, undefined, { cursor: 'no-cursor-of-this-backend' });
    await reader.synced();
    scene.is([...reader.rows.keys()], [chatId], 'chats after an unknown cursor');
    scene.is(reader.batches[0]?.snapshot, true, 'the mark of the first batch after an unknown cursor');
  }),

  test('W10', 'an expired cursor gives a new snapshot', { ...cursor, probe: ['forget'] }, async (scene) => {
    const [kept, ended] = [await scene.openChat(), await scene.openChat()];
    const connection = await scene.connect();
    const first = await scene.snapshot(connection);
    await scene.backend.endChat(ended);
    await scene.probe('forget')();
    const resumed = scene.watchChats(connection, undefined, first);
    await resumed.synced();
    scene.is([...resumed.rows.keys()], [kept], 'chats after an expired cursor');
  }),

  test('W10', 'a cursor is good for its own query and viewer', cursor, async (scene) => {
    const { home, other } = scene.backend.places;
    const away = await scene.openChat({ place: 'otherQueue' });
    const mine = await scene.assignedChat('supervisor');
    const connection = await scene.connect();
    const { cursor: given } = await scene.snapshot(connection, { view: 'floor', companies: [home.id] });
    const from = { cursor: given };
    const elsewhere = scene.watchChats(connection, { view: 'floor', companies: [other.id] }, from);
    await elsewhere.synced();
    scene.is([...elsewhere.rows.keys()], [away], "chats of another query, by this one's cursor");
    const narrower = scene.watchChats(connection, { view: 'mine' }, from);
    await narrower.synced();
    scene.is([...narrower.rows.keys()], [mine], "chats of another view, by this one's cursor");
    const outsider = scene.watchChats(await scene.connect('outsider'), undefined, from);
    await outsider.synced();
    scene.is([...outsider.rows.keys()], [away], "chats of another viewer, by this one's cursor");
  }),

  test('W11', 'a cut inside a snapshot costs nothing', { ...cursor, probe: ['openChats'] }, async (scene) => {
    await scene.probe('openChats')(1_200);
    const connection = await scene.connect();
    const cut = scene.watchChats(connection);
    await cut.until('the first batch', ({ batches }) => batches.length > 0);
    await cut.stop();
    const given = cut.batches[cut.batches.length - 1]?.cursor;
    if (cut.syncs > 0 || given === undefined) return;
    const next = scene.watchChats(connection, undefined, { cursor: given });
    await next.synced();
    scene.is(
      next.rows.size,
      1_200,
      'chats, by a cursor from inside a snapshot',
      'send none before the snapshot is whole',
    );
  }),
];
