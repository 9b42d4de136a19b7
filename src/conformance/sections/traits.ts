import type { CallOptions, ChatConnection, ChatErrorCode, Operation } from '../../contract/index.js';
import { turn } from '../patience.js';
import { test, type Needs, type RuleTest } from '../rule-test.js';
import type { RuleId } from '../rule-id.js';
import type { Scene } from '../scene.js';
import { recordOf } from './records.js';

/** What an operation is tried on. */
interface Stage {
  readonly scene: Scene;
  readonly connection: ChatConnection;
  /** Assigned to the agent. */
  readonly chatId: string;
  readonly expected: string;
}

/** One operation; for a watch, its values. */
type Ask = (stage: Stage, options: CallOptions) => Promise<unknown> | AsyncIterable<unknown>;

interface Trait {
  readonly person?: 'agent';
  readonly operation?: Operation;
  /** It need not say anything while nothing changes. */
  readonly quiet?: true;
  readonly ask: Ask;
}

const calls: Readonly<Record<string, Trait>> = {
  listQueues: { ask: ({ connection }, options) => connection.listQueues(options) },
  perform: {
    operation: 'release',
    ask: ({ scene, connection, chatId, expected }, options) =>
      connection.perform({ type: 'release', chatId, expected }, { ...scene.keyed(), ...options }),
  },
  outcome: {
    operation: 'outcome',
    ask: ({ scene, connection }, options) => scene.method(connection, 'outcome')(scene.key(), options),
  },
  report: {
    operation: 'report',
    ask: ({ scene, connection, chatId }, options) =>
      scene.method(connection, 'report')([recordOf(scene, 'supervisor', { chatId })], options),
  },
  readReport: {
    operation: 'read-report',
    ask: ({ scene, connection }, options) => scene.method(connection, 'readReport')({}, options),
  },
  sendMessage: {
    person: 'agent',
    operation: 'send-message',
    ask: ({ scene, connection, chatId }, options) =>
      scene.method(connection, 'sendMessage')({ chatId, text: 'Hello' }, { ...scene.keyed(), ...options }),
  },
};

const watches: Readonly<Record<string, Trait>> = {
  watchChats: { ask: ({ connection }, options) => connection.watchChats({ view: 'floor' }, options) },
  watchAgents: {
    operation: 'watch-agents',
    ask: ({ connection }, options) => connection.watchAgents({}, options),
  },
  watchSession: {
    operation: 'watch-session',
    quiet: true,
    ask: ({ scene, connection }, options) => scene.method(connection, 'watchSession')(options),
  },
  watchNotices: {
    operation: 'watch-notices',
    ask: ({ scene, connection }, options) => scene.method(connection, 'watchNotices')(options),
  },
  watchMessages: {
    person: 'agent',
    operation: 'read-messages',
    ask: ({ scene, connection, chatId }, options) => scene.method(connection, 'watchMessages')(chatId, options),
  },
};

/** A state in which each operation is tried. */
interface State {
  readonly name: string;
  readonly rule: RuleId;
  readonly needs: Needs;
  readonly codes: readonly ChatErrorCode[];
  readonly enter: (stage: Stage) => Promise<void>;
}

const down: Omit<State, 'name' | 'rule'> = {
  needs: { probe: ['setReachable'] },
  codes: ['unavailable', 'timeout'],
  enter: async ({ scene }) => scene.probe('setReachable')(false),
};
const signedOut: Omit<State, 'name' | 'rule'> = {
  needs: { probe: ['signOut'] },
  codes: ['unauthenticated'],
  enter: async ({ scene, connection }) => {
    const agent = connection.session.viewer.id === scene.id('agent');
    await scene.probe('signOut')(agent ? 'agent' : 'supervisor');
  },
};
const closed: Omit<State, 'name' | 'rule'> = {
  needs: { guarded: true },
  codes: ['unavailable'],
  enter: ({ connection }) => connection.close(),
};

const callStates: readonly State[] = [
  { name: 'backend down', rule: 'E1', ...down },
  { name: 'signed out', rule: 'E1', ...signedOut },
  { name: 'closed', rule: 'L5', ...closed },
];
const watchStates: readonly State[] = [
  { name: 'backend down', rule: 'W13', ...down },
  { name: 'signed out', rule: 'W13', ...signedOut },
  { name: 'closed', rule: 'L5', ...closed },
];

async function stageOf(scene: Scene, { person }: Trait): Promise<Stage> {
  const chatId = await scene.assignedChat();
  const connection = await scene.connect(person ?? 'supervisor');
  const { assignmentVersion: expected } = await scene.seen(connection, chatId);
  return { scene, connection, chatId, expected };
}

/** The answer, or for a watch its first value. */
function first(asked: ReturnType<Ask>): Promise<unknown> {
  return Symbol.asyncIterator in asked ? asked[Symbol.asyncIterator]().next() : asked;
}

function needsOf({ operation }: Trait, needs: Needs = {}): Needs {
  return { ...needs, ...(operation && { operations: [operation] }) };
}

/** Whatever it is: answered while live, ended by an abort, and refused in each state. */
function always(name: string, trait: Trait, states: readonly State[]): readonly RuleTest[] {
  return [
    test('L7', `${name}, live beside an open watch: answered`, needsOf(trait), async (scene) => {
      const stage = await stageOf(scene, trait);
      const reader = scene.watchChats(stage.connection);
      await reader.synced();
      const answer = first(trait.ask(stage, scene.options()));
      if (!trait.quiet) await scene.within(answer, `the answer of ${name}`);
      else answer.catch(() => undefined);
      await scene.openChat();
      reader.check();
      scene.is(reader.over, false, 'whether the open watch is over');
    }),
    test('L4', `${name}, aborted before: AbortError`, needsOf(trait), async (scene) => {
      const stage = await stageOf(scene, trait);
      const before = await scene.probed(stage.chatId);
      const call = (async () => first(trait.ask(stage, { signal: AbortSignal.abort() })))();
      await scene.aborted(call, name);
      scene.is(await scene.probed(stage.chatId), before, `the chat at the backend, after ${name} was aborted before`);
    }),
    test('L4', `${name}, aborted under way: AbortError`, needsOf(trait), async (scene) => {
      const stage = await stageOf(scene, trait);
      const controller = new AbortController();
      const call = (async () => first(trait.ask(stage, { signal: controller.signal })))();
      controller.abort();
      // Only the guard takes back an answer that has come in the same moment.
      await scene.aborted(call, name, scene.through === 'raw');
    }),
    ...states.map((state) =>
      test(state.rule, `${name}, ${state.name}: ${state.codes[0]}`, needsOf(trait, state.needs), async (scene) => {
        const stage = await stageOf(scene, trait);
        await state.enter(stage);
        const call = (async () => first(trait.ask(stage, scene.options())))();
        await scene.refused(call, state.codes, `${name}, ${state.name}`);
      }),
    ),
  ];
}

/** A watch that is open when a state begins. */
function whileOpen(name: string, trait: Trait): readonly RuleTest[] {
  return watchStates.map((state) =>
    test(
      state.rule,
      `${name}, open, then ${state.name}: ${state.codes[0]}`,
      needsOf(trait, state.needs),
      async (scene) => {
        const stage = await stageOf(scene, trait);
        const iterator = (trait.ask(stage, scene.options()) as AsyncIterable<unknown>)[Symbol.asyncIterator]();
        if (!trait.quiet) await scene.within(iterator.next(), `the first value of ${name}`);
        const end = (async () => {
          while (!(await iterator.next()).done);
        })();
        end.catch(() => undefined);
        await turn();
        await state.enter(stage);
        await scene.refused(end, state.codes, `${name}, open, then ${state.name}`);
      },
    ),
  );
}

/** Each operation in each state that a connection can be in. */
export const traits: readonly RuleTest[] = [
  ...Object.entries(calls).flatMap(([name, trait]) => always(name, trait, callStates)),
  ...Object.entries(watches).flatMap(([name, trait]) => [
    ...always(name, trait, watchStates),
    ...whileOpen(name, trait),
  ]),

  test('L4', 'connect, aborted before: AbortError', {}, async (scene) => {
    await scene.aborted(scene.adapter().connect({ signal: AbortSignal.abort() }), 'connect');
  }),

  test('L4', 'connect, aborted under way: AbortError', {}, async (scene) => {
    const controller = new AbortController();
    const call = scene.adapter().connect(controller);
    controller.abort();
    await scene.aborted(call, 'connect', scene.through === 'raw');
  }),

  test('L4', 'identify, aborted before: AbortError', { identify: true }, async (scene) => {
    const call = scene.adapter().identify?.({ signal: AbortSignal.abort() });
    await scene.aborted(Promise.resolve(call), 'identify');
  }),

  test('L9', 'identify, backend down: unavailable', { identify: true, ...down.needs }, async (scene) => {
    await scene.probe('setReachable')(false);
    const call = scene.adapter().identify?.(scene.options());
    await scene.refused(Promise.resolve(call), down.codes, 'identify, backend down');
  }),

  test('L9', 'identify, signed out: unauthenticated', { identify: true, ...signedOut.needs }, async (scene) => {
    const adapter = scene.adapter();
    await scene.probe('signOut')('supervisor');
    await scene.refused(Promise.resolve(adapter.identify?.(scene.options())), signedOut.codes, 'identify, signed out');
  }),
];
