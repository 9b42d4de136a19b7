import type { ChatConnection, ChatQuery } from '../../contract/index.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';

/** That a query has exactly these chats. */
async function matches(
  scene: Scene,
  connection: ChatConnection,
  query: ChatQuery,
  ids: readonly string[],
): Promise<void> {
  const { rows } = await scene.snapshot(connection, query);
  scene.is([...rows.keys()].sort(), [...ids].sort(), `chats of the query ${JSON.stringify(query)}`);
}

export const queries: readonly RuleTest[] = [
  test('Q1', "floor is every chat in the viewer's scope", {}, async (scene) => {
    const own = [await scene.openChat(), await scene.assignedChat(), await scene.openChat({ place: 'home' })];
    const foreign = await scene.openChat({ place: 'otherQueue' });
    await matches(scene, await scene.connect(), { view: 'floor' }, [...own, foreign]);
    await matches(scene, await scene.connect('outsider'), { view: 'floor' }, [foreign]);
  }),

  test('Q1', 'mine is every chat whose assignee or receiver the viewer is', {}, async (scene) => {
    await scene.openChat();
    const assigned = await scene.assignedChat();
    const transferred = await scene.transferredChat();
    await matches(scene, await scene.connect('agent'), { view: 'mine' }, [assigned]);
    await matches(scene, await scene.connect('secondAgent'), { view: 'mine' }, [transferred]);
    await matches(scene, await scene.connect('supervisor'), { view: 'mine' }, []);
  }),

  test('Q1', 'mine is every chat that the viewer has joined, too', { operations: ['monitor'] }, async (scene) => {
    const joined = await scene.assignedChat();
    await scene.assignedChat();
    const connection = await scene.connect('supervisor');
    await scene.actElsewhere(connection, { type: 'join', chatId: joined, mode: 'monitor' });
    await matches(scene, connection, { view: 'mine' }, [joined]);
    await matches(scene, await scene.connect('colleague'), { view: 'mine' }, []);
  }),

  test('Q2', 'companies and queues narrow the view', {}, async (scene) => {
    const { home, other, queue, secondQueue } = scene.backend.places;
    const first = await scene.openChat();
    const second = await scene.openChat({ place: 'secondQueue' });
    const foreign = await scene.openChat({ place: 'otherQueue' });
    const connection = await scene.connect();
    await matches(scene, connection, { view: 'floor', companies: [home.id] }, [first, second]);
    await matches(scene, connection, { view: 'floor', companies: [home.id, other.id] }, [first, second, foreign]);
    await matches(scene, connection, { view: 'floor', queues: [queue.id] }, [first]);
    await matches(scene, connection, { view: 'floor', queues: [queue.id, secondQueue.id] }, [first, second]);
    await matches(scene, connection, { view: 'floor', companies: [other.id], queues: [queue.id] }, []);
  }),

  test('Q2', 'null in queues stands for chats without a queue', {}, async (scene) => {
    const { queue } = scene.backend.places;
    const [queued, unqueued] = [await scene.openChat(), await scene.openChat({ place: 'home' })];
    const connection = await scene.connect();
    await matches(scene, connection, { view: 'floor', queues: [null] }, [unqueued]);
    await matches(scene, connection, { view: 'floor', queues: [null, queue.id] }, [unqueued, queued]);
  }),

  test('Q2', 'an empty list means none', {}, async (scene) => {
    await scene.openChat();
    const connection = await scene.connect();
    await matches(scene, connection, { view: 'floor', companies: [] }, []);
    await matches(scene, connection, { view: 'floor', queues: [] }, []);
  }),

  test('Q3', 'a closed chat never matches', {}, async (scene) => {
    const [pending, assigned, open] = [await scene.openChat(), await scene.assignedChat(), await scene.openChat()];
    const supervisor = await scene.connect();
    const agent = await scene.connect('agent');
    const readers = [scene.watchChats(supervisor), scene.watchChats(agent)];
    await Promise.all(readers.map((reader) => reader.synced()));
    await scene.backend.endChat(pending);
    await scene.backend.endChat(assigned);
    await readers[0]?.gone(pending);
    for (const reader of readers) await reader.gone(assigned);
    await matches(scene, supervisor, { view: 'floor' }, [open]);
    await matches(scene, agent, { view: 'mine' }, []);
  }),

  test('Q4', 'a query widens nothing', {}, async (scene) => {
    const { home, queue } = scene.backend.places;
    await scene.openChat();
    const own = await scene.openChat({ place: 'otherQueue' });
    const outsider = await scene.connect('outsider');
    await matches(scene, outsider, { view: 'floor' }, [own]);
    await matches(scene, outsider, { view: 'floor', companies: [home.id] }, []);
    await matches(scene, outsider, { view: 'floor', queues: [queue.id] }, []);
  }),

  test('Q4', "a foreign chat's id is not-found", { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const { assignmentVersion: expected } = await scene.seen(await scene.connect(), chatId);
    const outsider = await scene.connect('outsider');
    const command = { type: 'assign', chatId, expected, to: scene.toAgent('agent') } as const;
    await scene.refused(outsider.perform(command, scene.keyed()), ['not-found'], 'a command on a foreign chat');
    scene.is((await scene.probed(chatId)).status, 'pending', 'the foreign chat');
  }),

  test('Q4', 'a foreign transcript is not-found', { operations: ['read-messages'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const reader = scene.watchMessages(await scene.connect('outsider'), chatId);
    const error = await reader.broken('the chat is out of scope', 'Q4');
    scene.isError(error, ['not-found'], 'the transcript of a foreign chat');
  }),

  test(
    'Q5',
    'agents come with their load, and again when it changes',
    { operations: ['watch-agents'] },
    async (scene) => {
      const agent = scene.id('agent');
      const reader = scene.watchAgents(await scene.connect());
      await reader.synced();
      const { capacity } = await reader.row(agent, 'is there', ({ load }) => load === 0);
      scene.ok(
        capacity === undefined || capacity >= 2,
        "the agent's capacity",
        'two chats or more, or no limit',
        capacity,
      );
      const chatId = await scene.assignedChat();
      await reader.row(agent, 'has a load of 1', ({ load }) => load === 1);
      await scene.backend.endChat(chatId);
      await reader.row(agent, 'has no load', ({ load }) => load === 0);
    },
  ),

  test('Q5', 'a load counts chats that the viewer does not see', { operations: ['watch-agents'] }, async (scene) => {
    const { secondQueue, queue } = scene.backend.places;
    const connection = await scene.connect();
    const chatId = await scene.openChat({ place: 'secondQueue' });
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') });
    const reader = scene.watchAgents(connection, { queues: [queue.id] });
    await reader.synced();
    await reader.row(scene.id('agent'), `counts a chat of ${secondQueue.name}`, ({ load }) => load === 1);
  }),

  test('Q5', 'agents are those of the named companies or queues', { operations: ['watch-agents'] }, async (scene) => {
    const { queue, otherQueue } = scene.backend.places;
    const connection = await scene.connect();
    const readers = [queue, otherQueue].map(({ id }) => scene.watchAgents(connection, { queues: [id] }));
    await Promise.all(readers.map((reader) => reader.synced()));
    const there = readers.map(({ rows }) => rows.has(scene.id('agent')) && rows.has(scene.id('secondAgent')));
    scene.is(there, [true, false], `whether the agents are there, asked for ${queue.name} and ${otherQueue.name}`);
  }),

  test('Q6', 'queues are those of the companies that the viewer may choose', {}, async (scene) => {
    const { home, other, queue, secondQueue, otherQueue } = scene.backend.places;
    for (const [person, expected] of [
      ['supervisor', { [queue.id]: home.id, [secondQueue.id]: home.id, [otherQueue.id]: other.id }],
      ['outsider', { [otherQueue.id]: other.id }],
    ] as const) {
      const connection = await scene.connect(person);
      const queues = await scene.within(connection.listQueues(scene.options()), 'listQueues');
      const listed = Object.fromEntries(queues.map(({ id, company }) => [id, company.id]));
      scene.is(listed, expected, `queues of ${person}, each with its company`);
    }
  }),

  test('Q7', 'a window is ignored where it is not known', {}, async (scene) => {
    const ids = [await scene.openChat(), await scene.openChat(), await scene.openChat()];
    const query = { view: 'floor', window: { before: 0, after: 1 } } as const;
    await matches(scene, await scene.connect(), query, ids);
  }),
];
