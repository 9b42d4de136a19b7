import type {
  Agent,
  Chat,
  ChatConnection,
  JoinCommand,
  JoinMode,
  LeaveCommand,
  Participant,
  SetModeCommand,
} from '../../contract/index.js';
import type { Person } from '../backend.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';

type PlaceCommand = JoinCommand | SetModeCommand | LeaveCommand;

const statusChanges = [
  { title: "an agent's status changes no chat", operation: 'set-agent-status', capacity: undefined },
  { title: "an agent's capacity changes no chat", operation: 'set-agent-capacity', capacity: { capacity: 5 } },
] as const;

/** Whether there is a number of chats that an agent takes at once; taken for granted where agents are not shown. */
async function hasCapacity(scene: Scene, connection: ChatConnection, person: Person): Promise<boolean> {
  if (!scene.can('watch-agents')) return true;
  const reader = scene.watchAgents(connection);
  await reader.synced();
  await reader.stop();
  return reader.rows.get(scene.id(person))?.capacity !== undefined;
}

export const moves: readonly RuleTest[] = [
  test('A8', 'assignmentVersion stays with messages and joins', {}, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect();
    const { assignmentVersion, messageCount } = await scene.seen(connection, chatId);
    await scene.backend.write(chatId, 'Hello?');
    const written = await scene.seen(connection, chatId);
    scene.is(written.assignmentVersion, assignmentVersion, 'assignmentVersion after a message');
    if (messageCount !== undefined) scene.is(written.messageCount, messageCount + 1, 'messageCount after a message');
    if (scene.can('monitor')) await scene.backend.perform('colleague', { type: 'join', chatId, mode: 'monitor' });
    if (scene.can('raise-assist')) await scene.backend.perform('agent', { type: 'raise-assist', chatId });
    const joined = await scene.seen(connection, chatId);
    scene.is(
      joined.assignmentVersion,
      assignmentVersion,
      'assignmentVersion after a join and a request for assistance',
    );
  }),

  test('A8', 'assignmentVersion changes with assignee, queue and status', {}, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    let { assignmentVersion: before } = await scene.seen(connection, chatId);
    for (const act of [
      () => scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toQueue('secondQueue') }),
      () => scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') }),
      () => scene.backend.perform('agent', { type: 'transfer', chatId, to: scene.toAgent('secondAgent') }),
      ...(scene.can('accept') ? [() => scene.backend.perform('secondAgent', { type: 'accept', chatId })] : []),
      () => scene.backend.perform('supervisor', { type: 'release', chatId }),
    ]) {
      await act();
      const { assignmentVersion } = await scene.seen(connection, chatId);
      scene.ok(assignmentVersion !== before, 'assignmentVersion after a change', `not ${before}`, assignmentVersion);
      before = assignmentVersion;
    }
  }),

  test('A9', 'a target that does not exist is not-found', { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const { assignmentVersion: expected, allowed } = await scene.seen(connection, chatId);
    const targets = [{ type: 'agent', id: 'nobody-of-this-backend' } as const];
    if (allowed['assign-queue'] === true) targets.push({ type: 'queue', id: 'no-queue-of-this-backend' } as never);
    for (const to of targets) {
      const call = connection.perform({ type: 'assign', chatId, expected, to }, scene.keyed());
      await scene.refused(call, ['not-found'], `an assignment to the ${to.type} "${to.id}"`, 'A4');
    }
  }),

  test(
    'A9',
    'an agent who is away or full gets no assignment',
    { operations: ['assign-agent'], probe: ['setAgent'] },
    async (scene) => {
      const chatId = await scene.openChat();
      const connection = await scene.connect();
      const { assignmentVersion: expected } = await scene.seen(connection, chatId);
      const full = { availability: 'available', capacity: 0 } as const;
      const away = { availability: 'unavailable' } as const;
      for (const status of (await hasCapacity(scene, connection, 'agent')) ? [away, full] : [away]) {
        await scene.probe('setAgent')('agent', status);
        const command = { type: 'assign', chatId, expected, to: scene.toAgent('agent') } as const;
        const what = `an assignment to an agent with ${JSON.stringify(status)}`;
        await scene.refused(connection.perform(command, scene.keyed()), ['invalid'], what);
      }
      scene.is((await scene.probed(chatId)).status, 'pending', 'the chat');
    },
  ),

  test(
    'A9',
    'a transfer may exceed the capacity',
    { operations: ['transfer-agent'], probe: ['setAgent'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      await scene.probe('setAgent')('secondAgent', { availability: 'available', capacity: 0 });
      const connection = await scene.connect();
      const chat = await scene.actOn(connection, { type: 'transfer', chatId, to: scene.toAgent('secondAgent') });
      scene.is(chat.assignee?.id, scene.id('secondAgent'), 'the assignee');
    },
  ),

  test('A9', 'a queue as target', { operations: ['assign-queue', 'transfer-queue'] }, async (scene) => {
    const { secondQueue } = scene.backend.places;
    const connection = await scene.connect();
    for (const [type, chatId] of [
      ['assign', await scene.openChat()],
      ['transfer', await scene.assignedChat()],
    ] as const) {
      const chat = await scene.actOn(connection, { type, chatId, to: scene.toQueue('secondQueue') });
      scene.is([chat.status, chat.queue?.id], ['pending', secondQueue.id], `a chat after ${type} to a queue`);
      scene.is((await scene.probed(chatId)).queueId, secondQueue.id, 'its queue at the backend');
    }
  }),

  test(
    'A10',
    'a transfer waits for its receiver, who accepts',
    { operations: ['transfer-agent', 'accept'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const [agent, receiver] = [await scene.connect('agent'), await scene.connect('secondAgent')];
      const to = scene.toAgent('secondAgent');
      const sent = await scene.actOn(agent, { type: 'transfer', chatId, to, note: 'Yours, I think' });
      scene.is([sent.status, sent.assignee?.id], ['transferred', scene.id('secondAgent')], 'status and assignee, sent');
      scene.ok(sent.transfer !== undefined, 'chat.transfer', 'since when, and from whom', sent.transfer);
      if (sent.transfer?.from) scene.is(sent.transfer.from.id, scene.id('agent'), 'chat.transfer.from');
      const accepted = await scene.actOn(receiver, { type: 'accept', chatId });
      const got = [accepted.status, accepted.assignee?.id, accepted.transfer];
      scene.is(got, ['assigned', scene.id('secondAgent'), undefined], 'status, assignee and transfer, accepted');
      scene.is((await scene.probed(chatId)).status, 'assigned', 'the status at the backend');
    },
  ),

  test('A10', 'a declined transfer goes back', { operations: ['decline'] }, async (scene) => {
    const chatId = await scene.transferredChat();
    const declined = await scene.actOn(await scene.connect('secondAgent'), { type: 'decline', chatId });
    scene.is([declined.status, declined.transfer], ['assigned', undefined], 'status and transfer, declined');
    scene.is((await scene.probed(chatId)).assigneeId, scene.id('agent'), 'the assignee at the backend');
  }),

  test('A10', 'a transfer that nobody accepts goes back in time', { probe: ['advance', 'now'] }, async (scene) => {
    const chatId = await scene.transferredChat();
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    const { transfer } = await reader.row(chatId, 'is transferred', ({ status }) => status === 'transferred');
    if (transfer?.expiresAt === undefined) return;
    await scene.probe('advance')(transfer.expiresAt - (await scene.probe('now')()) + 1_000);
    const back = await reader.row(chatId, 'went back', ({ status }) => status !== 'transferred');
    scene.is([back.status, back.assignee?.id], ['assigned', scene.id('agent')], 'status and assignee, expired');
  }),

  test('A11', 'a release lets the chat wait in its own queue', { operations: ['release'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const { queue } = scene.backend.places;
    const chat = await scene.actOn(await scene.connect(), { type: 'release', chatId });
    scene.is([chat.status, chat.assignee, chat.queue?.id], ['pending', undefined, queue.id], 'the answer');
    scene.ok(chat.waitingSince !== undefined, 'waitingSince', 'since when it waits', chat.waitingSince);
    const held = await scene.probed(chatId);
    scene.is([held.status, held.assigneeId, held.queueId], ['pending', undefined, queue.id], 'the chat at the backend');
  }),

  test(
    'A12',
    'joining, changing the mode and leaving change the own place only',
    { operations: ['monitor', 'set-mode', 'leave'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect();
      const me = scene.id('supervisor');
      const before = await scene.seen(connection, chatId);
      const untouched = (chat: Chat): unknown => [chat.assignmentVersion, chat.status, chat.assignee, chat.queue];
      /** Where joins are not shared, the backend knows of those who take part only. */
      const known = ({ mode }: Pick<Participant, 'mode'>): boolean => scene.sharesJoins || mode === 'participate';
      const changes = async (command: PlaceCommand, mode?: JoinMode): Promise<void> => {
        const after = await scene.actOn(connection, command);
        const expected = mode === undefined ? [] : [{ id: me, mode }];
        const held = (await scene.probed(chatId)).participants.filter(known);
        scene.is(held, expected.filter(known), `participants at the backend, after ${command.type}`);
        for (const chat of [after, await scene.seen(connection, chatId)]) {
          const own = chat.participants.filter(({ id }) => id === me).map(({ id, mode: as }) => ({ id, mode: as }));
          scene.is(own, expected, `the own place, after ${command.type}`);
          scene.is(untouched(chat), untouched(before), `version, status, assignee and queue, after ${command.type}`);
        }
      };
      await changes({ type: 'join', chatId, mode: 'monitor' }, 'monitor');
      await changes({ type: 'leave', chatId });
      await changes({ type: 'join', chatId, mode: 'monitor' }, 'monitor');
      await changes({ type: 'set-mode', chatId, mode: 'participate' }, 'participate');
      // Some backends let nobody out who takes part.
      const { allowed } = await scene.seen(connection, chatId);
      if (allowed.leave === true) await changes({ type: 'leave', chatId });
    },
  ),

  test(
    'A13',
    'each request for assistance has its own id',
    { operations: ['raise-assist', 'clear-assist'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const [agent, supervisor] = [await scene.connect('agent'), await scene.connect()];
      const first = (await scene.actOn(agent, { type: 'raise-assist', chatId, message: 'Please help' })).assist;
      scene.is([first?.by.id, first?.message], [scene.id('agent'), 'Please help'], 'who asks, and for what');
      const cleared = await scene.actOn(supervisor, { type: 'clear-assist', chatId, assistId: String(first?.id) });
      scene.is(cleared.assist, undefined, 'the request, cleared');
      const second = (await scene.actOn(agent, { type: 'raise-assist', chatId })).assist;
      scene.ok(
        second !== undefined && second.id !== first?.id,
        'the id of the second request',
        'another one',
        second?.id,
      );
      const { assignmentVersion: expected } = await scene.seen(supervisor, chatId);
      const late = { type: 'clear-assist', chatId, expected, assistId: String(first?.id) } as const;
      await scene.refused(supervisor.perform(late, scene.keyed()), ['conflict'], "a click on the first request's flag");
      scene.is((await scene.probed(chatId)).assistId, second?.id, 'the open request at the backend');
    },
  ),

  test('A13', 'a request is claimed by one', { operations: ['claim-assist'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    await scene.backend.perform('agent', { type: 'raise-assist', chatId });
    const { assistId } = await scene.probed(chatId);
    const claim = { type: 'claim-assist', chatId, assistId: String(assistId) } as const;
    const claimed = await scene.actOn(await scene.connect(), claim);
    scene.is(claimed.assist?.claimedBy?.id, scene.id('supervisor'), 'who takes the request');
    const colleague = await scene.connect('colleague');
    const { assignmentVersion: expected } = await scene.seen(colleague, chatId);
    const call = colleague.perform({ ...claim, expected }, scene.keyed());
    await scene.refused(call, ['conflict'], 'a claim of what somebody else has claimed');
  }),

  ...statusChanges.map(({ title, operation, capacity }) =>
    test('A14', title, { operations: ['set-agent-status', operation] }, async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect();
      const before = await scene.seen(connection, chatId);
      const agentId = scene.id('agent');
      const command = { type: 'set-agent-status', agentId, availability: 'unavailable', ...capacity } as const;
      const answer = (await scene.act(connection, command)) as unknown as Agent;
      scene.is([answer.id, answer.availability], [agentId, 'unavailable'], 'the answer, an agent');
      if (capacity) scene.is(answer.capacity, capacity.capacity, 'the capacity of the answer');
      scene.is(answer.load, 1, "the agent's load");
      const after = await scene.seen(connection, chatId);
      scene.is([after.status, after.assignee?.id], [before.status, agentId], 'the chat in hand');
      scene.is(after.assignmentVersion, before.assignmentVersion, 'its assignmentVersion');
    }),
  ),
];
