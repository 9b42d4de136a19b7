import { people } from '../backend.js';
import { test, type RuleTest } from '../rule-test.js';

/** Not about the adapter: what is wrong here makes everything else worthless. */
export const factory: readonly RuleTest[] = [
  test('K1', 'a world begins without chats, and with everybody in their places', {}, async (scene) => {
    const connection = await scene.connect();
    const { rows } = await scene.snapshot(connection);
    scene.is([...rows.keys()], [], 'the chats of a new world', 'give each world a tenant or company of its own');
    for (const person of people) {
      const { session } = await scene.connect(person);
      scene.is(session.viewer.id, scene.id(person), `who is signed in at adapter("${person}")`);
    }
  }),

  test('K1', 'what one world does is not seen in the next', {}, async (scene) => {
    const connection = await scene.connect();
    const reader = scene.watchChats(connection);
    await reader.synced();
    const next = await scene.anotherWorld();
    const foreign = await next.backend.openChat({});
    const own = await scene.openChat();
    await reader.row(own, 'is there');
    await reader.stop();
    const ids = [...reader.rows.keys()].filter((id) => id !== own);
    scene.is(ids, [], `the chats of this world, beside its own, after chat "${foreign}" of the next one`);
  }),

  test('K2', 'the probe sees what it did itself', {}, async (scene) => {
    const chatId = await scene.openChat({ place: 'secondQueue' });
    const { home, secondQueue } = scene.backend.places;
    const opened = await scene.probed(chatId);
    scene.is(
      [opened.status, opened.companyId, opened.queueId, opened.assigneeId, opened.participants],
      ['pending', home.id, secondQueue.id, undefined, []],
      'a chat that was opened, by probe.chat',
    );
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') });
    const busy = await scene.probed(chatId);
    scene.is([busy.status, busy.assigneeId], ['assigned', scene.id('agent')], 'the same chat, assigned');
    const mode = scene.sharesJoins ? 'monitor' : 'participate';
    if (scene.can(mode)) {
      await scene.backend.perform('colleague', { type: 'join', chatId, mode });
      const { participants } = await scene.probed(chatId);
      scene.is(participants, [{ id: scene.id('colleague'), mode }], 'participants of the same chat, joined');
    }
    if (scene.can('raise-assist')) {
      await scene.backend.perform('agent', { type: 'raise-assist', chatId });
      const { assistId } = await scene.probed(chatId);
      scene.ok(assistId !== undefined, 'the request for assistance in the same chat', 'its id', assistId);
    }
    await scene.backend.endChat(chatId);
    scene.is((await scene.probed(chatId)).status, 'closed', 'the same chat, ended');
  }),

  test('K3', 'the manifest is what the session says', {}, async (scene) => {
    const { session } = await scene.connect();
    const { operations, guarantees } = scene.manifest.capabilities;
    scene.is(session.capabilities.guarantees, guarantees, 'the guarantees of the session, against the manifest');
    for (const [operation, grade] of Object.entries(operations)) {
      const said = session.capabilities.operations[operation as keyof typeof operations];
      scene.is(gradeName(said), gradeName(grade), `the grade of ${operation}, against the manifest`);
    }
    scene.is(Object.keys(session.capabilities.operations).sort(), Object.keys(operations).sort(), 'graded operations');
  }),
];

function gradeName(grade: string | { readonly grade: string } | undefined): string | undefined {
  return typeof grade === 'object' ? grade.grade : grade;
}
