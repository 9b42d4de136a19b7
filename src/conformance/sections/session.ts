import { gradeOf, type Chat, type ChatConnection, type Operation } from '../../contract/index.js';
import { test, type RuleTest } from '../rule-test.js';
import { alike } from '../violation.js';

/** Operations with a method of their own. */
const methodOf: Readonly<Partial<Record<Operation, keyof ChatConnection>>> = {
  'watch-notices': 'watchNotices',
  'watch-session': 'watchSession',
  outcome: 'outcome',
  report: 'report',
  'read-report': 'readReport',
  'read-messages': 'watchMessages',
  'send-message': 'sendMessage',
};

/** Of guarantees: what needs no reason. */
const best = {
  precondition: 'checked',
  idempotency: 'key',
  resume: 'cursor',
  report: 'exactly-once',
  joins: 'shared',
} as const;

export const session: readonly RuleTest[] = [
  test('S1', 'a session is a whole value', {}, async (scene) => {
    const { session: value } = await scene.connect();
    const { viewer, settings, capabilities, reports, at } = value;
    scene.is(viewer, { ...scene.backend.people.supervisor, roles: viewer.roles }, 'session.viewer');
    scene.ok(viewer.roles.includes('supervisor'), 'session.viewer.roles', 'a list with "supervisor"', viewer.roles);
    scene.is(typeof settings.queueAssignment, 'boolean', 'the type of settings.queueAssignment');
    scene.ok(Array.isArray(settings.companies), 'settings.companies', 'a list', settings.companies);
    scene.is(typeof capabilities.operations, 'object', 'the type of capabilities.operations');
    scene.is(typeof reports, 'object', 'the type of reports');
    scene.ok(Number.isFinite(at), 'session.at', 'epoch milliseconds', at);
  }),

  test('S1', "a session carries the backend's time", { probe: ['now', 'advance'] }, async (scene) => {
    await scene.probe('advance')(3_600_000);
    const before = await scene.probe('now')();
    const { session: value } = await scene.connect();
    const after = await scene.probe('now')();
    const expected = `from ${before} to ${after}, the backend's clock`;
    scene.ok(value.at >= before && value.at <= after, 'session.at, an hour off the clock here', expected, value.at);
  }),

  test('S2', 'a connection ends when somebody else signs in', { probe: ['signInInstead'] }, async (scene) => {
    const connection = await scene.connect('agent');
    const reader = scene.watchChats(connection);
    await reader.synced();
    await scene.probe('signInInstead')('agent', 'secondAgent');
    const error = await reader.broken('somebody else signed in', 'S2');
    scene.isError(error, ['unauthenticated'], 'a watch, when somebody else signed in');
  }),

  test('S3', 'roles come from the sign-in: an agent has no floor', {}, async (scene) => {
    const connection = await scene.connect('agent');
    scene.is(connection.session.viewer.roles, ['agent'], "the agent's roles");
    const error = await scene.watchChats(connection, { view: 'floor' }).broken('an agent has no floor', 'S3');
    scene.isError(error, ['forbidden'], 'the floor, asked for by an agent');
  }),

  test(
    'S4',
    'other roles come as a new session, and the chats with what is allowed then',
    { operations: ['watch-session'], probe: ['setRoles'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect('colleague');
      const reader = scene.watchChats(connection);
      await reader.synced();
      const sessions = scene.method(connection, 'watchSession')(scene.options());
      const heard = (async () => {
        for await (const next of sessions) {
          if (alike(next.viewer.roles, ['supervisor'])) return next;
        }
        return undefined;
      })();
      const { allowed } = await reader.row(chatId, 'is there');
      const before = reader.batches.length;
      await scene.probe('setRoles')('colleague', ['supervisor']);
      const next = await scene.within(heard, 'a session with the new roles');
      scene.is(next?.viewer.id, scene.id('colleague'), 'the viewer of the new session');
      scene.is(Object.keys(next ?? {}).sort(), Object.keys(connection.session).sort(), 'fields of the new session');
      await reader.until('the chat again', () => reader.deliveries(chatId, before) > 0);
      const after = reader.rows.get(chatId)?.allowed;
      scene.ok(!alike(after, allowed), "the chat's allowed", 'another one, without the agent role', after);
    },
  ),

  test('S5', 'every operation that is graded has its method', {}, async (scene) => {
    const connection = await scene.connect();
    for (const [operation, method] of Object.entries(methodOf)) {
      const grade = gradeOf(scene.manifest.capabilities, operation as Operation);
      if (grade !== 'none') scene.method(connection, method);
    }
  }),

  test('S5', 'watch-agents is possible where it is graded', { operations: ['watch-agents'] }, async (scene) => {
    await scene.watchAgents(await scene.connect()).synced();
  }),

  test('S6', 'every grade but native says why', {}, async (scene) => {
    const { operations, guarantees, guaranteeReasons } = (await scene.connect()).session.capabilities;
    for (const [operation, grade] of Object.entries(operations)) {
      if (typeof grade === 'string' || grade.grade === 'native') continue;
      const hint = 'say in `reason` what is missing or what it costs';
      scene.ok(
        Boolean(grade.reason),
        `the reason for ${operation}, graded ${grade.grade}`,
        'words',
        grade.reason,
        hint,
      );
    }
    const graded = { joins: 'shared', ...guarantees };
    for (const name of Object.keys(best) as (keyof typeof best)[]) {
      if (graded[name] === best[name]) continue;
      const reason = guaranteeReasons?.[name];
      scene.ok(Boolean(reason), `the reason for ${name}, graded ${graded[name]}`, 'words', reason);
    }
  }),

  test(
    'S7',
    'of two commands at once, one is a conflict',
    { guarantees: { precondition: 'checked' }, operations: ['assign-agent'] },
    async (scene) => {
      const chatId = await scene.openChat();
      const connections = [await scene.connect('supervisor'), await scene.connect('colleague')];
      const { assignmentVersion: expected } = await scene.seen(connections[0] as ChatConnection, chatId);
      const targets = [scene.toAgent('agent'), scene.toAgent('secondAgent')];
      const answers = connections.map((connection, index) => {
        const to = targets[index] as (typeof targets)[number];
        return connection.perform({ type: 'assign', chatId, expected, to }, scene.keyed());
      });
      const outcomes = await scene.within(Promise.allSettled(answers), 'both answers');
      const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
      scene.is(
        done,
        1,
        'commands that were done, of two at once',
        'promise `precondition` only where the backend checks',
      );
    },
  ),

  test(
    'S7',
    'a precondition holds against every client',
    { guarantees: { precondition: 'checked' } },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect();
      const { assignmentVersion: expected } = await scene.seen(connection, chatId);
      await scene.backend.perform('agent', { type: 'release', chatId });
      await scene.backend.perform('colleague', { type: 'assign', chatId, to: scene.toAgent('agent') });
      const late = { type: 'transfer', chatId, expected, to: scene.toAgent('secondAgent') } as const;
      const call = connection.perform(late, scene.keyed());
      await scene.refused(call, ['conflict'], 'a command on what another client changed and changed back');
      scene.is((await scene.probed(chatId)).assigneeId, scene.id('agent'), 'the assignee, after the late command');
    },
  ),

  test(
    'S7',
    'who joins is seen by everybody',
    { guarantees: { joins: 'shared' }, operations: ['monitor'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const reader = scene.watchChats(await scene.connect('colleague'));
      await reader.synced();
      await scene.actOn(await scene.connect(), { type: 'join', chatId, mode: 'monitor' });
      const joined = ({ participants }: Chat): boolean => participants.some(({ id }) => id === scene.id('supervisor'));
      await reader.row(chatId, "shows in the colleague's watch that the supervisor joined", joined);
    },
  ),

  test('S8', 'settings.companies are those that the viewer may choose', {}, async (scene) => {
    const { home, other } = scene.backend.places;
    const sorted = (ids: readonly string[]): string[] => [...ids].sort();
    const supervisor = await scene.connect();
    const outsider = await scene.connect('outsider');
    const seen = supervisor.session.settings.companies.map(({ id }) => id);
    scene.is(sorted(seen), sorted([home.id, other.id]), "the supervisor's companies");
    scene.is(outsider.session.settings.companies, [other], "the outsider's companies");
    await scene.openChat();
    await scene.openChat({ place: 'otherQueue' });
    for (const connection of [supervisor, outsider]) {
      const { rows } = await scene.snapshot(connection);
      const watched = new Set([...rows.values()].map(({ company }) => company.id));
      const chosen = connection.session.settings.companies.map(({ id }) => id);
      scene.is(sorted([...watched]), sorted(chosen), 'companies of the chats that the same viewer watches');
    }
  }),
];
