import type { Notice } from '../../contract/index.js';
import type { Reader } from '../reader.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';

const noticed = { operations: ['watch-notices'] } as const;

/** Until a notice about this chat has come; all that came by then. */
async function toldOf(reader: Reader<Notice>, chatId: string): Promise<readonly Notice[]> {
  const about = ({ rows }: Reader<Notice>): boolean => [...rows.values()].some((notice) => notice.chatId === chatId);
  await reader.until(`a notice about chat "${chatId}"`, about);
  return [...reader.rows.values()];
}

/** A chat of the agent's that the supervisor takes away. */
async function takenAway(scene: Scene): Promise<string> {
  const chatId = await scene.assignedChat();
  await scene.backend.perform('supervisor', { type: 'release', chatId });
  return chatId;
}

export const notices: readonly RuleTest[] = [
  test('N1', 'notices begin with nothing, and a mark', noticed, async (scene) => {
    await takenAway(scene);
    const reader = scene.watchNotices(await scene.connect('agent'));
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    scene.is([...reader.rows.keys()], [], 'notices of what happened before connecting');
    scene.is(reader.batches.filter(({ snapshot }) => snapshot).length, 0, 'snapshot batches of a watch of notices');
  }),

  test('N1', "what happens to the viewer's chats comes", noticed, async (scene) => {
    const chatId = await scene.assignedChat();
    const reader = scene.watchNotices(await scene.connect('agent'));
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    await scene.backend.perform('supervisor', { type: 'transfer', chatId, to: scene.toAgent('secondAgent') });
    const told = await toldOf(reader, chatId);
    scene.is(
      told.map(({ type }) => type),
      ['moved-away'],
      'types of the notices',
    );
  }),

  test('N1', 'what happened since the connection was made comes too', noticed, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('agent');
    await scene.backend.perform('supervisor', { type: 'release', chatId });
    await toldOf(scene.watchNotices(connection), chatId);
  }),

  test('N2', 'nobody is told of what they did themselves', noticed, async (scene) => {
    const own = await scene.assignedChat();
    const taken = await scene.assignedChat();
    const reader = scene.watchNotices(await scene.connect('agent'));
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    await scene.backend.perform('agent', { type: 'release', chatId: own });
    await scene.backend.perform('supervisor', { type: 'release', chatId: taken });
    const told = await toldOf(reader, taken);
    scene.is(
      told.map((notice) => notice.chatId),
      [taken],
      'chats of the notices, after an own release and another',
    );
  }),

  test('N2', 'a notice goes to the people concerned only', noticed, async (scene) => {
    const [first, second] = [await scene.assignedChat(), await scene.assignedChat('secondAgent')];
    const reader = scene.watchNotices(await scene.connect('secondAgent'));
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    await scene.backend.perform('supervisor', { type: 'release', chatId: first });
    await scene.backend.perform('supervisor', { type: 'release', chatId: second });
    const told = await toldOf(reader, second);
    scene.is(
      told.map((notice) => notice.chatId),
      [second],
      'chats of the notices that the second agent got',
    );
  }),

  test('N3', 'a notice comes once', { ...noticed, guarantees: { resume: 'cursor' } }, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('agent');
    const reader = scene.watchNotices(connection);
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    await scene.backend.perform('supervisor', { type: 'release', chatId });
    const [first] = await toldOf(reader, chatId);
    await reader.stop();
    const resumed = scene.watchNotices(connection, reader);
    const next = await takenAway(scene);
    await toldOf(resumed, next);
    scene.is(resumed.deliveries(String(first?.id)), 0, 'deliveries of a notice that had come before');
    const all = resumed.batches.flatMap(({ upserts }) => upserts.map(({ id }) => id));
    scene.is(all.length, new Set(all).size, 'notices that came, each of them once');
    scene.is(
      resumed.batches.flatMap(({ removes }) => removes),
      [],
      'removes of notices',
    );
  }),

  test('N4', 'a notice has its names, even for a chat that is out of reach', noticed, async (scene) => {
    const { otherQueue } = scene.backend.places;
    const chatId = await scene.openChat({ requester: 'Rita Requester' });
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') });
    const reader = scene.watchNotices(await scene.connect('agent'));
    await reader.until('the synced mark', ({ syncs }) => syncs > 0);
    await scene.backend.perform('supervisor', { type: 'transfer', chatId, to: scene.toQueue('otherQueue') });
    const notice = (await toldOf(reader, chatId)).find((one) => one.chatId === chatId);
    scene.is(notice?.requester, 'Rita Requester', "the requester's name");
    scene.is(notice?.by, scene.backend.people.supervisor, 'who did it');
    scene.is(notice?.to, otherQueue, 'where the chat is now');
  }),
];
