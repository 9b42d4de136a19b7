import { isChatError, type ChatAdapter, type ChatCommand, type ChatQuery } from '../../contract/index.js';
import { settled } from '../checks.js';
import { tamper } from '../tamper.js';
import { test, type RuleTest } from '../rule-test.js';
import { show } from '../violation.js';

const unknown = {} as unknown;

/** An adapter whose method throws no error, on its way to the guard. */
const wordThrower = (adapter: ChatAdapter): ChatAdapter =>
  tamper(adapter, () => {
    const word: unknown = 'a word';
    const listQueues = async (): Promise<never> => {
      throw word;
    };
    return { listQueues };
  });

export const errors: readonly RuleTest[] = [
  test('E1', 'whatever is refused is a ChatError with a code', { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const { assignmentVersion: expected } = await scene.seen(connection, chatId);
    const to = scene.toAgent('agent');
    for (const command of [
      { type: 'assign', chatId: 'no-chat-of-this-backend', expected, to },
      { type: 'assign', chatId, expected: 'no-version-of-this-chat', to },
      { type: 'assign', chatId, expected, to: { type: 'agent', id: 'nobody-of-this-backend' } },
      { type: 'accept', chatId, expected },
    ] as const satisfies readonly ChatCommand[]) {
      const outcome = await scene.within(settled(connection.perform(command, scene.keyed())), show(command));
      const fine = 'answer' in outcome || isChatError(outcome.error);
      scene.ok(
        fine,
        `perform ${show(command)}`,
        'a ChatError with a code of the contract',
        'error' in outcome && outcome.error,
      );
    }
  }),

  test('E1', 'a backend that is down makes every call unavailable', { probe: ['setReachable'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const codes = ['unavailable', 'timeout'] as const;
    await scene.probe('setReachable')(false);
    await scene.refused(connection.listQueues(scene.options()), codes, 'listQueues, backend down');
    const command = { type: 'release', chatId, expected: '1' } as const;
    await scene.refused(connection.perform(command, scene.keyed()), codes, 'perform, backend down');
  }),

  test('E2', 'what the backend breaks off is no AbortError', { probe: ['setReachable'] }, async (scene) => {
    const connection = await scene.connect();
    const reader = scene.watchChats(connection);
    await reader.synced();
    await scene.probe('setReachable')(false);
    scene.isError(await reader.broken('the backend is down'), ['unavailable', 'timeout'], 'a watch, backend down');
    const call = connection.listQueues(scene.options());
    await scene.refused(call, ['unavailable', 'timeout'], 'a call, backend down');
  }),

  test(
    'E3',
    'wrong arguments are a TypeError, and the backend is not asked',
    { guarded: true, probe: ['requests'] },
    async (scene) => {
      const connection = await scene.connect();
      const before = await scene.probe('requests')();
      const calls: readonly [string, () => Promise<unknown>][] = [
        ['listQueues without options', async () => connection.listQueues(unknown as never)],
        ['perform with an unknown command', async () => connection.perform({ type: 'dance' } as never, scene.keyed())],
        [
          'perform without a key',
          async () => connection.perform({ type: 'release', chatId: 'c' }, scene.options() as never),
        ],
        [
          'watchChats with an unknown view',
          async () => connection.watchChats({ view: 'all' } as unknown as ChatQuery, scene.options()),
        ],
        ['watchAgents without a signal', async () => connection.watchAgents({}, unknown as never)],
      ];
      for (const [what, call] of calls) {
        const outcome = await settled(call());
        const typeError = 'error' in outcome && outcome.error instanceof TypeError;
        scene.ok(typeError, what, 'a TypeError', 'error' in outcome ? outcome.error : outcome.answer);
      }
      scene.is(await scene.probe('requests')(), before, 'requests');
    },
  ),

  test('E4', 'whatever else an adapter throws is protocol, with its cause', { guarded: true }, async (scene) => {
    const adapter = scene.adapter('supervisor', wordThrower);
    const connection = await scene.connect('supervisor', adapter);
    const error = await scene.refused(connection.listQueues(scene.options()), ['protocol'], 'a call that threw a text');
    scene.is(error.cause, 'a word', 'the cause');
    const named = error.message.includes(adapter.id) && error.message.includes('listQueues');
    scene.ok(named, 'the message', 'adapter and method by name', error.message);
  }),

  test(
    'E4',
    'nothing that a backend does makes the adapter fail with protocol',
    { probe: ['setReachable', 'signOut'] },
    async (scene) => {
      const connection = await scene.connect();
      await scene.probe('setReachable')(false);
      await scene.refused(connection.listQueues(scene.options()), ['unavailable', 'timeout'], 'a call, backend down');
      await scene.probe('setReachable')(true);
      await scene.probe('signOut')('supervisor');
      await scene.refused(connection.listQueues(scene.options()), ['unauthenticated'], 'a call without a sign-in');
    },
  ),

  test('E5', 'retryable where the same call can succeed later', { probe: ['setReachable'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const command = {
      type: 'assign',
      chatId: 'no-chat-of-this-backend',
      expected: '1',
      to: scene.toAgent('agent'),
    } as const;
    const missing = await scene.refused(connection.perform(command, scene.keyed()), ['not-found'], 'an unknown chat');
    scene.is(missing.retryable, false, 'retryable, of an unknown chat');
    await scene.probe('setReachable')(false);
    const down = await scene.refused(
      connection.listQueues(scene.options()),
      ['unavailable', 'timeout'],
      'backend down',
    );
    scene.is(down.retryable, true, `retryable, with the backend of chat "${chatId}" down`);
    for (const { retryAfter = 0 } of [missing, down]) {
      scene.ok(retryAfter >= 0 && retryAfter <= 3_600_000, 'retryAfter', 'milliseconds, up to an hour', retryAfter);
    }
  }),

  test('E6', "backendCode is the backend's own word", { probe: ['numberedRefusal'] }, async (scene) => {
    const { person, command, backendCode } = await scene.probe('numberedRefusal')();
    const connection = await scene.connect(person);
    const outcome = await scene.within(settled(connection.perform(command, scene.keyed())), 'the refusal');
    const error = 'error' in outcome ? outcome.error : undefined;
    scene.ok(
      isChatError(error),
      'a command that the backend refuses',
      'a ChatError',
      'error' in outcome ? error : outcome,
    );
    scene.is(isChatError(error) && error.backendCode, backendCode, 'backendCode', "pass on the backend's own code");
  }),
];
