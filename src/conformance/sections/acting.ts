import type { CommandOutcome, OnChatCommand } from '../../contract/index.js';
import type { Person } from '../backend.js';
import { settled } from '../checks.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';
import { commandOf, commandOperations } from './commands.js';

const situations: readonly (readonly [string, Person, (scene: Scene) => Promise<string>])[] = [
  ['a waiting chat', 'supervisor', (scene) => scene.openChat()],
  ['an assigned chat', 'supervisor', (scene) => scene.assignedChat()],
  ['a transferred chat', 'supervisor', (scene) => scene.transferredChat()],
  ["the agent's own chat", 'agent', (scene) => scene.assignedChat()],
  ['a chat transferred to the agent', 'secondAgent', (scene) => scene.transferredChat()],
];

const checked = { guarantees: { precondition: 'checked' }, operations: ['assign-agent'] } as const;
const keyed = { guarantees: { idempotency: 'key' }, operations: ['assign-agent'] } as const;
const refusals = ['not-found', 'invalid', 'forbidden', 'conflict'] as const;
const nobody = { type: 'agent', id: 'nobody-of-this-backend' } as const;

async function assignOf(scene: Scene, chatId: string): Promise<OnChatCommand> {
  const { assignmentVersion: expected } = await scene.seen(await scene.connect(), chatId);
  return { type: 'assign', chatId, expected, to: scene.toAgent('agent') };
}

export const acting: readonly RuleTest[] = [
  ...situations.map(([name, person, prepare]) =>
    test('A1', `what is not allowed with ${name} is refused and does nothing`, checked, async (scene) => {
      const chatId = await prepare(scene);
      const connection = await scene.connect(person);
      const chat = await scene.seen(connection, chatId);
      const before = await scene.probed(chatId);
      for (const operation of commandOperations) {
        if (chat.allowed[operation] === true) continue;
        const call = connection.perform(commandOf(scene, operation, chat), scene.keyed());
        await scene.refused(call, ['forbidden', 'conflict', 'unsupported'], `${operation}, which is not allowed`);
        scene.is(await scene.probed(chatId), before, `the chat at the backend, after ${operation} was refused`);
      }
    }),
  ),

  ...situations.map(([name, person, prepare]) =>
    test('A1', `what is allowed with ${name} is not forbidden`, {}, async (scene) => {
      const connection = await scene.connect(person);
      const first = await prepare(scene);
      const { allowed } = await scene.seen(connection, first);
      await scene.backend.endChat(first);
      for (const operation of commandOperations) {
        if (allowed[operation] !== true) continue;
        const chatId = await prepare(scene);
        const command = commandOf(scene, operation, await scene.seen(connection, chatId));
        const outcome = await settled(connection.perform(command, scene.keyed()));
        scene.ok(
          'answer' in outcome,
          `${operation}, which is allowed`,
          'an answer',
          'error' in outcome && outcome.error,
        );
        if ((await scene.probed(chatId)).status !== 'closed') await scene.backend.endChat(chatId);
      }
    }),
  ),

  test(
    'A2',
    'a command on an old view is a conflict and changes nothing',
    { ...checked, operations: ['transfer-agent'] },
    async (scene) => {
      const chatId = await scene.assignedChat('colleague');
      const connection = await scene.connect();
      const { assignmentVersion: expected } = await scene.seen(connection, chatId);
      await scene.backend.perform('colleague', { type: 'release', chatId });
      await scene.backend.perform('colleague', { type: 'assign', chatId, to: scene.toAgent('secondAgent') });
      const command = { type: 'transfer', chatId, expected, to: scene.toAgent('agent') } as const;
      const call = connection.perform(command, scene.keyed());
      await scene.refused(call, ['conflict'], 'a transfer of a chat that is with somebody else now');
      const { status, assigneeId } = await scene.probed(chatId);
      scene.is([status, assigneeId], ['assigned', scene.id('secondAgent')], 'status and assignee after it');
    },
  ),

  test(
    'A2',
    'a taken chat is not handed out again',
    { guarantees: { precondition: 'claim-only' }, operations: ['assign-agent'] },
    async (scene) => {
      const chatId = await scene.openChat();
      const command = await assignOf(scene, chatId);
      await scene.backend.perform('colleague', { type: 'assign', chatId, to: scene.toAgent('secondAgent') });
      const call = (await scene.connect()).perform(command, scene.keyed());
      await scene.refused(call, ['conflict'], 'an assignment of a taken chat');
      scene.is((await scene.probed(chatId)).assigneeId, scene.id('secondAgent'), 'the assignee after it');
    },
  ),

  test('A3', 'a conflict says how the chat is now, and who was faster', checked, async (scene) => {
    const chatId = await scene.openChat();
    const command = await assignOf(scene, chatId);
    await scene.backend.perform('colleague', { type: 'assign', chatId, to: scene.toAgent('secondAgent') });
    const connection = await scene.connect();
    const error = await scene.refused(connection.perform(command, scene.keyed()), ['conflict'], 'an old view', 'A2');
    const now = await scene.seen(connection, chatId);
    scene.is(
      error.chat?.id,
      chatId,
      "the id of the conflict's chat",
      'read the chat again, and give it with the error',
    );
    scene.is(error.chat?.assignmentVersion, now.assignmentVersion, "assignmentVersion of the conflict's chat");
    scene.is(error.chat?.assignee?.id, scene.id('secondAgent'), "the assignee of the conflict's chat");
    if (error.by !== undefined) scene.is(error.by.id, scene.id('colleague'), 'who was faster');
  }),

  test('A4', 'an answer is the chat as it now is', { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const answer = await scene.actOn(connection, { type: 'assign', chatId, to: scene.toAgent('agent') });
    const held = await scene.probed(chatId);
    scene.is(answer.id, chatId, 'the id of the answer');
    scene.is([answer.status, answer.assignee?.id], [held.status, held.assigneeId], 'the answer, against the backend');
    scene.is([held.status, held.assigneeId], ['assigned', scene.id('agent')], 'the chat at the backend');
  }),

  test('A4', 'what cannot have happened is no answer', { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const { assignmentVersion: expected } = await scene.seen(connection, chatId);
    const call = connection.perform({ type: 'assign', chatId, expected, to: nobody }, scene.keyed());
    const outcome = await scene.within(settled(call), 'an assignment to nobody');
    const hint = 'verify an answer before you believe it: read the chat and look at its assignee';
    scene.ok('error' in outcome, 'an assignment to nobody', 'a rejection', 'answer' in outcome && outcome.answer, hint);
    scene.is((await scene.probed(chatId)).status, 'pending', 'the chat at the backend');
  }),

  test('A5', 'a repeated command is performed once, and answered as the first time', keyed, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const command = await assignOf(scene, chatId);
    const key = scene.key();
    const first = await scene.act(connection, command, key);
    await scene.backend.perform('agent', { type: 'release', chatId });
    const again = await scene.act(connection, command, key);
    scene.is([again.id, again.status], [first.id, first.status], 'the second answer, against the first');
    scene.is((await scene.probed(chatId)).status, 'pending', 'the chat, released between the two');
  }),

  test('A5', 'a repeated refusal is the same refusal', keyed, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const command = { ...(await assignOf(scene, chatId)), to: nobody } as OnChatCommand;
    const key = scene.key();
    for (const time of ['first', 'second']) {
      const call = connection.perform(command, scene.keyed(key));
      await scene.refused(call, refusals, `an assignment to nobody, the ${time} time`, 'A4');
    }
  }),

  test('A5', 'one key for two commands is invalid', keyed, async (scene) => {
    const [first, second] = [await scene.openChat(), await scene.openChat()];
    const connection = await scene.connect();
    const key = scene.key();
    await scene.act(connection, await assignOf(scene, first), key);
    const call = connection.perform(await assignOf(scene, second), scene.keyed(key));
    await scene.refused(call, ['invalid'], 'another command with a key that was used');
    scene.is((await scene.probed(second)).status, 'pending', 'the chat of the other command');
  }),

  test(
    'A6',
    'the outcome of a command is what became of it',
    { operations: ['outcome', 'assign-agent'] },
    async (scene) => {
      const chatId = await scene.openChat();
      const connection = await scene.connect();
      const outcome = scene.method(connection, 'outcome');
      const command = await assignOf(scene, chatId);
      const [refused, done] = [scene.key(), scene.key()];
      const call = connection.perform({ ...command, to: nobody } as OnChatCommand, scene.keyed(refused));
      const { code } = await scene.refused(call, refusals, 'an assignment to nobody', 'A4');
      const said = await outcome(refused, scene.options());
      scene.is([said.state, 'code' in said && said.code], ['refused', code], 'the outcome of a refused command');
      await scene.act(connection, command, done);
      const happened: CommandOutcome = await outcome(done, scene.options());
      scene.is(happened.state, 'done', 'the outcome of a command that was done');
      if (happened.state !== 'done' || happened.chat === undefined) return;
      scene.is(happened.chat.assignee?.id, scene.id('agent'), "the assignee of the outcome's chat");
    },
  ),

  test(
    'A6',
    'a command that was not performed never will be',
    { operations: ['outcome', 'assign-agent'] },
    async (scene) => {
      const chatId = await scene.openChat();
      const connection = await scene.connect();
      const key = scene.key();
      const said = await scene.method(connection, 'outcome')(key, scene.options());
      if (said.state === 'unknown') return;
      scene.is(said.state, 'not-performed', 'the outcome of a command that was never sent');
      const call = connection.perform(await assignOf(scene, chatId), scene.keyed(key));
      await scene.refused(call, ['invalid', 'conflict'], 'the command, sent after its outcome was told');
      scene.is((await scene.probed(chatId)).status, 'pending', 'its chat');
    },
  ),

  test('A6', 'only who sent a command may ask', { operations: ['outcome', 'assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const key = scene.key();
    await scene.act(await scene.connect(), await assignOf(scene, chatId), key);
    const stranger = await scene.connect('outsider');
    const said = await settled(scene.method(stranger, 'outcome')(key, scene.options()));
    const state = 'answer' in said ? (said.answer as CommandOutcome).state : 'refused to say';
    scene.ok(state !== 'done', 'the outcome, asked for by somebody else', 'not-performed, unknown or an error', state);
  }),

  test('A7', 'a command without an answer is not sent again', { probe: ['loseAnswer', 'requests'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const command = await assignOf(scene, chatId);
    const controller = new AbortController();
    const clock = scene.watchChats(connection);
    const before = await scene.probe('requests')();
    await scene.probe('loseAnswer')();
    const call = settled(connection.perform(command, { signal: controller.signal, idempotencyKey: scene.key() }));
    const arrived = async (): Promise<boolean> => (await scene.probed(chatId)).status === 'assigned';
    await scene.until('the command to be performed', arrived);
    if (scene.manifest.timesOut) {
      const outcome = await scene.within(call, 'the adapter to give the command up');
      scene.ok('error' in outcome, 'a command whose answer was lost', 'an error', outcome);
      if ('error' in outcome) scene.isError(outcome.error, ['timeout', 'unavailable'], 'a command without an answer');
    }
    // So long that an adapter would have tried again.
    const heard = clock.batches.length;
    await clock.until(
      'three heartbeats',
      ({ batches }) => batches.length > heard + 3,
      'W7',
      4 * scene.limits.heartbeat,
    );
    controller.abort();
    await scene.within(call, 'the end of the command, after its abort');
    scene.is(
      await scene.probe('requests')(),
      before + 1,
      'requests for one command',
      'leave the repetition to the monitor',
    );
  }),
];
