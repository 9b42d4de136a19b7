import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Agent, Allowed, Chat, ChatCommand } from '../../../src/contract/index.js';
import { act, refused, settled, smallSeed, Table, type World, world } from './fixtures.js';

const toAl = { type: 'agent', id: 'al' } as const;
const toBo = { type: 'agent', id: 'bo' } as const;
const toHr = { type: 'queue', id: 'q2' } as const;

/** What a user's `allowed` says of a chat: offered operations, and refused ones with their reason. */
async function allowedOf({ connect }: World, userId: string, chatId: string): Promise<Allowed | undefined> {
  const connection = await connect(userId);
  const view = ['sup', 'watcher', 'admin'].includes(userId) ? 'floor' : 'mine';
  const table = new Table<Chat>();
  void table.follow((options) => connection.watchChats({ view }, options));
  await settled();
  table.controller.abort();
  return table.rows.get(chatId)?.allowed;
}

const refusal = { reason: 'agent-role-required' };
const tables: readonly [string, (w: World) => void, string, string, Record<string, unknown> | undefined][] = [
  [
    'a supervisor, of a waiting chat',
    () => undefined,
    'sup',
    'waiting',
    { 'assign-agent': true, 'assign-queue': true, participate: true, monitor: true },
  ],
  [
    'a supervisor where queues are off',
    (w) => {
      w.control.setSettings({ queueAssignment: false });
    },
    'sup',
    'waiting',
    { 'assign-agent': true, participate: true, monitor: true },
  ],
  [
    'a supervisor without the agent role',
    () => undefined,
    'watcher',
    'waiting',
    {
      'assign-agent': true,
      'assign-queue': true,
      participate: refusal,
      monitor: refusal,
      'read-messages': refusal,
    },
  ],
  [
    'a supervisor, of an assigned chat',
    () => undefined,
    'sup',
    'busy',
    { 'transfer-agent': true, 'transfer-queue': true, release: true, participate: true, monitor: true },
  ],
  [
    'a supervisor who takes part',
    (w) => w.control.as('sup').join('busy', 'participate'),
    'sup',
    'busy',
    {
      'transfer-agent': true,
      'transfer-queue': true,
      release: true,
      'set-mode': true,
      leave: true,
      'read-messages': true,
      'send-message': true,
    },
  ],
  [
    'a supervisor who monitors',
    (w) => w.control.as('sup').join('busy', 'monitor'),
    'sup',
    'busy',
    {
      'transfer-agent': true,
      'transfer-queue': true,
      release: true,
      'set-mode': true,
      leave: true,
      'read-messages': true,
    },
  ],
  [
    'a supervisor, of a request for assistance',
    (w) => w.control.as('al').raiseAssist('busy'),
    'sup',
    'busy',
    {
      'transfer-agent': true,
      'transfer-queue': true,
      release: true,
      participate: true,
      monitor: true,
      'clear-assist': true,
      'claim-assist': true,
    },
  ],
  [
    'a supervisor, of a transferred chat',
    (w) => w.control.as('al').transfer('busy', toBo),
    'sup',
    'busy',
    { 'transfer-agent': true, 'transfer-queue': true, release: true },
  ],
  [
    'the receiver of a transfer',
    (w) => w.control.as('al').transfer('busy', toBo),
    'bo',
    'busy',
    { accept: true, decline: true, 'read-messages': true, 'send-message': { reason: 'not-accepted-yet' } },
  ],
  [
    'the assignee',
    () => undefined,
    'al',
    'busy',
    {
      'transfer-agent': true,
      'transfer-queue': true,
      release: true,
      close: true,
      'read-messages': true,
      'send-message': true,
      'raise-assist': true,
    },
  ],
  [
    'the assignee who asked for help',
    (w) => w.control.as('al').raiseAssist('busy'),
    'al',
    'busy',
    {
      'transfer-agent': true,
      'transfer-queue': true,
      release: true,
      close: true,
      'read-messages': true,
      'send-message': true,
      'clear-assist': true,
    },
  ],
  ['an administrator', () => undefined, 'admin', 'busy', {}],
  ['somebody else', () => undefined, 'bo', 'busy', undefined],
];
for (const [name, prepare, userId, chatId, expected] of tables) {
  test(`A1: what ${name} may do`, async () => {
    const w = world();
    prepare(w);
    assert.deepEqual(await allowedOf(w, userId, chatId), expected);
  });
}

test('A1: an operation that the backend does not have is in no allowed, and unsupported', async () => {
  const w = world({ without: ['release', 'monitor'] });
  const allowed = await allowedOf(w, 'sup', 'busy');
  assert.equal('release' in (allowed ?? {}), false);
  await refused(act(await w.connect('sup'), { type: 'release', chatId: 'busy' }), 'unsupported');
});

test('A9: assign', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const chat = (await act(sup, { type: 'assign', chatId: 'waiting', to: toBo, expected: '1' })) as Chat;
  assert.deepEqual(
    [chat.status, chat.assignee?.id, chat.waitingSince, chat.handledSince, chat.assignmentVersion],
    ['assigned', 'bo', undefined, 1_000_000, '2'],
  );
  assert.equal(control.chat('waiting').changedBy?.id, 'sup');
});

const badTargets: readonly [string, ChatCommand, 'invalid' | 'not-found'][] = [
  ['somebody who is away', { type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'away' } }, 'invalid'],
  ['nobody', { type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'nobody' } }, 'not-found'],
  [
    'a supervisor without the agent role',
    { type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'watcher' } },
    'not-found',
  ],
  ['no queue', { type: 'assign', chatId: 'waiting', to: { type: 'queue', id: 'nowhere' } }, 'not-found'],
  ['the same queue', { type: 'assign', chatId: 'waiting', to: { type: 'queue', id: 'q1' } }, 'invalid'],
  ['its own assignee', { type: 'transfer', chatId: 'busy', to: toAl }, 'invalid'],
];
for (const [name, command, code] of badTargets) {
  test(`A4 A9: giving a chat to ${name} is ${code}, and changes nothing`, async () => {
    const { connect, control } = world();
    const before = control.chats();
    await refused(act(await connect('sup'), command), code);
    assert.deepEqual(control.chats(), before);
  });
}

test('A9: an assign may not exceed the capacity, a transfer may', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  control.as('al').setStatus('available', 'Ready', 1);
  await refused(act(sup, { type: 'assign', chatId: 'waiting', to: toAl }), 'invalid');
  await act(sup, { type: 'transfer', chatId: 'noqueue', to: toAl });
  assert.equal(control.chat('noqueue').assignee?.id, 'al');
});

test('A2 A3: a command on an old view is a conflict with the chat and who was faster', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  control.as('watcher').assign('waiting', toBo);
  const error = await refused(act(sup, { type: 'assign', chatId: 'waiting', to: toAl, expected: '1' }), 'conflict');
  assert.equal(error.by?.id, 'watcher');
  assert.equal(error.chat?.assignee?.id, 'bo');
  assert.equal(error.chat.assignmentVersion, '2');
  const late = await refused(act(sup, { type: 'assign', chatId: 'waiting', to: toAl }), 'conflict');
  assert.equal(late.chat?.assignee?.id, 'bo');
});

test('A2: claim-only refuses a taken chat and nothing else', async () => {
  const { connect, control } = world({ guarantees: { precondition: 'claim-only' } });
  const sup = await connect('sup');
  control.as('watcher').assign('waiting', toBo);
  await refused(act(sup, { type: 'assign', chatId: 'waiting', to: toAl, expected: '1' }), 'conflict');
  await act(sup, { type: 'transfer', chatId: 'waiting', to: toAl, expected: '1' });
});

test('A2: without preconditions the last one wins', async () => {
  const { connect, control } = world({ guarantees: { precondition: 'none' }, transfersNeedAcceptance: false });
  const sup = await connect('sup');
  control.as('watcher').assign('waiting', toBo);
  const chat = (await act(sup, { type: 'assign', chatId: 'waiting', to: toAl, expected: '1' })) as Chat;
  assert.equal(chat.assignee?.id, 'al');
  await act(sup, { type: 'release', chatId: 'waiting' });
  await act(sup, { type: 'release', chatId: 'waiting' });
});

test('A8 A12: assignmentVersion stays with messages and joins', async () => {
  const { control } = world();
  control.write('busy', 'hello');
  control.as('sup').join('busy', 'monitor');
  control.as('sup').setMode('busy', 'participate');
  assert.deepEqual(control.chat('busy').participants, [{ id: 'sup', name: 'Sam', mode: 'participate' }]);
  control.as('sup').leave('busy');
  assert.deepEqual(control.chat('busy').participants, []);
  assert.equal(control.chat('busy').assignmentVersion, '1');
});

test('A10: transfer, decline, transfer, accept', async () => {
  const { connect, control } = world();
  const al = await connect('al');
  const bo = await connect('bo');
  const sent = (await act(al, { type: 'transfer', chatId: 'busy', to: toBo, note: 'yours' })) as Chat;
  assert.deepEqual([sent.status, sent.assignee?.id], ['transferred', 'bo']);
  assert.deepEqual(sent.transfer, { from: { id: 'al', name: 'Al' }, at: 1_000_000, note: 'yours' });
  await refused(act(al, { type: 'accept', chatId: 'busy' }), 'not-found');
  const declined = control.as('bo').decline('busy');
  assert.deepEqual([declined.status, declined.assignee?.id, declined.transfer], ['assigned', 'al', undefined]);
  await act(al, { type: 'transfer', chatId: 'busy', to: toBo });
  const accepted = (await act(bo, { type: 'accept', chatId: 'busy' })) as Chat;
  assert.deepEqual([accepted.status, accepted.assignee?.id], ['assigned', 'bo']);
  await refused(act(bo, { type: 'accept', chatId: 'busy' }), 'conflict');
});

test('A10: moved on before it was accepted, a transfer still comes from its last holder', () => {
  const { control } = world();
  control.as('al').transfer('busy', toBo);
  const moved = control.as('watcher').transfer('busy', { type: 'agent', id: 'sup' });
  assert.equal(moved.transfer?.from?.id, 'al');
  const back = control.as('watcher').transfer('busy', toAl);
  assert.deepEqual([back.status, back.assignee?.id], ['assigned', 'al']);
});

test('A10: a supervisor who takes a chat over has it at once', () => {
  const { control } = world();
  assert.equal(control.as('sup').transfer('busy', { type: 'agent', id: 'sup' }).status, 'assigned');
});

test('A10: an unaccepted transfer goes back in time, an accepted one does not', async () => {
  const { control, time } = world({ transferTimeout: 120_000 });
  const sent = control.as('al').transfer('busy', toBo);
  assert.equal(sent.transfer?.expiresAt, 1_120_000);
  await time.advance(119_999);
  assert.equal(control.chat('busy').status, 'transferred');
  await time.advance(1);
  assert.deepEqual([control.chat('busy').status, control.chat('busy').assignee?.id], ['assigned', 'al']);
  control.as('al').transfer('busy', toBo);
  control.as('bo').accept('busy');
  await time.advance(500_000);
  assert.equal(control.chat('busy').assignee?.id, 'bo');
});

test('A10: where acceptance is not needed, a transfer is done at once', () => {
  const { control } = world({ transfersNeedAcceptance: false });
  assert.equal(control.as('al').transfer('busy', toBo).status, 'assigned');
});

test('A11: release lets the chat wait in its queue', () => {
  const { control } = world();
  control.as('al').raiseAssist('busy');
  const chat = control.as('sup').release('busy');
  assert.deepEqual(
    [chat.status, chat.assignee, chat.queue?.id, chat.waitingSince, chat.handledSince, chat.assist],
    ['pending', undefined, 'q1', 1_000_000, undefined, undefined],
  );
});

test('A9: a transfer to a queue waits there, in the queue’s company; an automatic one finds an agent', () => {
  const { control } = world();
  const chat = control.as('sup').transfer('busy', { type: 'queue', id: 'q3' });
  assert.deepEqual([chat.status, chat.queue?.id, chat.company.id], ['pending', 'q3', 'co2']);
  const auto = control.as('sup').assign('waiting', { type: 'queue', id: 'auto' });
  assert.deepEqual([auto.status, auto.assignee?.id], ['assigned', 'al']);
});

test('A13: assistance is raised, claimed and cleared by its id', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const first = control.as('al').raiseAssist('busy', 'stuck').assist;
  assert.deepEqual(first, { id: 'assist-1', by: { id: 'al', name: 'Al' }, at: 1_000_000, message: 'stuck' });
  const claimed = (await act(sup, { type: 'claim-assist', chatId: 'busy', assistId: 'assist-1' })) as Chat;
  assert.equal(claimed.assist?.claimedBy?.id, 'sup');
  await act(sup, { type: 'claim-assist', chatId: 'busy', assistId: 'assist-1' });
  const error = await refused(
    act(await connect('watcher'), { type: 'claim-assist', chatId: 'busy', assistId: 'assist-1' }),
    'conflict',
  );
  assert.equal(error.by?.id, 'sup');
  control.as('al').clearAssist('busy');
  control.as('al').raiseAssist('busy');
  await refused(act(sup, { type: 'clear-assist', chatId: 'busy', assistId: 'assist-1' }), 'conflict');
  await act(sup, { type: 'clear-assist', chatId: 'busy', assistId: 'assist-2' });
  assert.equal(control.chat('busy').assist, undefined);
});

test('A4: close answers with the closed chat', async () => {
  const { connect } = world();
  const al = await connect('al');
  const chat = (await act(al, { type: 'close', chatId: 'busy' })) as Chat;
  assert.deepEqual([chat.status, chat.assignee, chat.allowed], ['closed', undefined, {}]);
});

test('A14: agents set their own status, supervisors anybody’s', async () => {
  const { connect, time } = world();
  const al = await connect('al');
  await time.advance(5_000);
  const lunch = { type: 'set-agent-status', agentId: 'al', availability: 'unavailable', statusCode: 'Lunch' } as const;
  const agent = (await act(al, lunch)) as Agent;
  assert.deepEqual(
    [agent.availability, agent.statusCode, agent.statusSince, agent.load],
    ['unavailable', 'Lunch', 1_005_000, 1],
  );
  await refused(act(await connect('bo'), lunch), 'forbidden');
  await act(await connect('sup'), { type: 'set-agent-status', agentId: 'bo', availability: 'available', capacity: 9 });
  await refused(act(al, { ...lunch, agentId: 'nobody' }), 'not-found');
});

const forbidden: readonly [string, ChatCommand, 'forbidden' | 'not-found' | 'conflict'][] = [
  ['watcher', { type: 'join', chatId: 'busy', mode: 'monitor' }, 'forbidden'],
  ['watcher', { type: 'release', chatId: 'foreign' }, 'not-found'],
  ['bo', { type: 'release', chatId: 'busy' }, 'not-found'],
  ['admin', { type: 'release', chatId: 'busy' }, 'forbidden'],
  ['sup', { type: 'close', chatId: 'busy' }, 'forbidden'],
  ['sup', { type: 'raise-assist', chatId: 'busy' }, 'forbidden'],
  ['sup', { type: 'release', chatId: 'waiting' }, 'conflict'],
  ['sup', { type: 'leave', chatId: 'busy' }, 'conflict'],
  ['sup', { type: 'transfer', chatId: 'waiting', to: toHr }, 'conflict'],
  ['al', { type: 'join', chatId: 'busy', mode: 'monitor' }, 'conflict'],
  ['sup', { type: 'release', chatId: 'nothing' }, 'not-found'],
];
for (const [userId, command, code] of forbidden) {
  test(`A1 Q4: ${userId} who tries to ${command.type} ${'chatId' in command ? command.chatId : ''} gets ${code}`, async () => {
    const { connect, control } = world();
    const before = control.chats();
    await refused(act(await connect(userId), command), code);
    assert.deepEqual(control.chats(), before);
  });
}

test('the seed of the tests is left as it is', () => {
  assert.equal(smallSeed.chats.length, 4);
  const { control } = world();
  control.as('sup').release('busy');
  assert.equal(world().control.chat('busy').status, 'assigned');
});
