import type { ChatConnection, CommandType, ReportEvent, ReportReceipt } from '../../contract/index.js';
import { commandTypes } from '../../contract/index.js';
import { test, type RuleTest } from '../rule-test.js';
import type { Scene } from '../scene.js';
import { recordOf } from './records.js';

const written = { operations: ['report'], probe: ['reports'] } as const;
const once = { ...written, guarantees: { report: 'exactly-once' } } as const;
const byBackend = { guarantees: { audit: 'backend' }, probe: ['reports'] } as const;

function send(scene: Scene, connection: ChatConnection, events: readonly ReportEvent[]): Promise<ReportReceipt> {
  return scene.within(scene.method(connection, 'report')(events, scene.options()), 'the receipt of report');
}

/** Sends records that nothing is wrong with. */
async function deliver(scene: Scene, connection: ChatConnection, events: readonly ReportEvent[]): Promise<void> {
  const { accepted } = await send(scene, connection, events);
  const ids = events.map(({ id }) => id);
  scene.is([...accepted].sort(), [...ids].sort(), 'accepted ids, of records that nothing is wrong with');
}

async function kept(scene: Scene, id: string): Promise<readonly ReportEvent[]> {
  return (await scene.probe('reports')()).filter((record) => record.id === id);
}

export const reporting: readonly RuleTest[] = [
  test('R1', "a record keeps its command's idempotency key as its id", written, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect();
    const key = scene.key();
    await deliver(scene, connection, [recordOf(scene, 'supervisor', { id: key, chatId })]);
    const [record] = await kept(scene, key);
    scene.is([record?.chatId, record?.command, record?.outcome], [chatId, 'release', 'done'], 'the record of that id');
  }),

  test(
    'R1',
    'a record that the backend writes has the key as its id',
    { ...byBackend, operations: ['release'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect();
      const { assignmentVersion: expected } = await scene.seen(connection, chatId);
      const key = scene.key();
      await scene.act(connection, { type: 'release', chatId, expected }, key);
      scene.is((await kept(scene, key)).length, 1, 'records with the key of the command as id');
    },
  ),

  test('R2', 'the actor is who is signed in, whatever the record says', written, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('colleague');
    const forged = recordOf(scene, 'supervisor', { chatId });
    const { accepted } = await send(scene, connection, [forged]);
    const [record] = await kept(scene, forged.id);
    const actor = record?.actor.id ?? 'nobody: it was refused';
    const honest = record === undefined ? !accepted.includes(forged.id) : actor === scene.id('colleague');
    scene.ok(honest, "a record with somebody else's name", 'it is refused, or kept under the own name', actor);
  }),

  test('R2', 'the backend adds when it took the record', { ...written, probe: ['reports', 'now'] }, async (scene) => {
    const connection = await scene.connect();
    const before = await scene.probe('now')();
    const event = { ...recordOf(scene, 'supervisor', { chatId: await scene.openChat() }), receivedAt: 1 };
    await deliver(scene, connection, [event]);
    const { receivedAt = Number.NaN } = (await kept(scene, event.id))[0] ?? {};
    scene.ok(receivedAt >= before, "receivedAt, on the backend's clock", `from ${before} on`, receivedAt);
  }),

  test('R3', 'a record that is sent twice is accepted twice and kept once', once, async (scene) => {
    const connection = await scene.connect();
    const event = recordOf(scene, 'supervisor', { chatId: await scene.openChat() });
    await deliver(scene, connection, [event]);
    await deliver(scene, connection, [event]);
    scene.is((await kept(scene, event.id)).length, 1, 'records that are kept, of one that was sent twice');
  }),

  test('R3', 'an open record is completed by its later form', once, async (scene) => {
    const connection = await scene.connect();
    const [id, chatId] = [scene.key(), await scene.openChat()];
    await deliver(scene, connection, [recordOf(scene, 'supervisor', { id, chatId, outcome: 'performing' })]);
    await deliver(scene, connection, [recordOf(scene, 'supervisor', { id, chatId, outcome: 'refused' })]);
    await deliver(scene, connection, [recordOf(scene, 'supervisor', { id, chatId, outcome: 'done' })]);
    const outcomes = (await kept(scene, id)).map(({ outcome }) => outcome);
    scene.is(outcomes, ['refused'], 'the outcome of a record that was sent open, complete, and changed');
  }),

  test('R4', 'a receipt speaks of each record once', written, async (scene) => {
    const connection = await scene.connect();
    const chatId = await scene.openChat();
    const events: ReportEvent[] = [];
    for (let count = 0; count < 60; count += 1) {
      events.push(recordOf(scene, 'supervisor', { chatId, startedAt: 1_700_000_000_000 + count }));
    }
    const { accepted, refused } = await send(scene, connection, events);
    const named = [...accepted, ...refused.map(({ id }) => id)];
    scene.is(named.length, new Set(named).size, 'records that the receipt names, each of them once');
    scene.is([...accepted].sort(), events.map(({ id }) => id).sort(), 'accepted ids, of 60 good records');
    const missing = [];
    for (const { id } of events) if ((await kept(scene, id)).length !== 1) missing.push(id);
    scene.is(missing, [], 'accepted records that are not kept once', 'accept what is kept for good, and nothing else');
  }),

  test('R4', 'a bad record takes no good one with it', once, async (scene) => {
    const chatId = await scene.openChat();
    const taken = recordOf(scene, 'supervisor', { chatId });
    await deliver(scene, await scene.connect(), [taken]);
    const good = recordOf(scene, 'colleague', { chatId });
    const stolen = { ...taken, actor: scene.backend.people.colleague, note: 'Stolen' };
    const { accepted } = await send(scene, await scene.connect('colleague'), [stolen, good]);
    scene.ok(accepted.includes(good.id), 'the good record beside a bad one', 'accepted', accepted);
    scene.ok(!accepted.includes(taken.id), "a record with the id of somebody else's", 'not accepted', accepted);
    scene.is((await kept(scene, taken.id))[0]?.note, undefined, "the note of somebody else's record");
  }),

  test('R5', 'records of one chat are kept in the order in which they were sent', written, async (scene) => {
    const connection = await scene.connect();
    const chatId = await scene.assignedChat();
    const commands = ['transfer', 'release', 'assign', 'transfer'] as const;
    const events = commands.map((command, index) =>
      recordOf(scene, 'supervisor', { chatId, command, startedAt: 1_700_000_000_000 + index * 1_000 }),
    );
    await deliver(scene, connection, events.slice(0, 2));
    await deliver(scene, connection, events.slice(2));
    const ids = (await scene.probe('reports')()).filter((record) => record.chatId === chatId).map(({ id }) => id);
    scene.is(
      ids,
      events.map(({ id }) => id),
      'ids of the records of one chat, oldest first',
    );
  }),

  test(
    'R6',
    'with audit by the adapter, a command alone leaves no record',
    { ...written, guarantees: { audit: 'adapter' } },
    async (scene) => {
      const chatId = await scene.assignedChat();
      await scene.actOn(await scene.connect(), { type: 'release', chatId });
      scene.is(await scene.probe('reports')(), [], 'records after a command', 'leave the records to the monitor');
    },
  ),

  test(
    'R6',
    'with audit by the backend, each command leaves one record, refused ones too',
    byBackend,
    async (scene) => {
      const connection = await scene.connect();
      scene.is(connection.report, undefined, 'connection.report, where the backend writes');
      const chatId = await scene.openChat();
      const keys: string[] = [];
      for (const act of [
        { type: 'assign', to: scene.toAgent('agent') },
        { type: 'transfer', to: scene.toAgent('secondAgent') },
        { type: 'release' },
      ] as const) {
        const { assignmentVersion: expected } = await scene.seen(connection, chatId);
        keys.push(scene.key());
        await scene.act(connection, { ...act, chatId, expected }, keys[keys.length - 1]);
      }
      const refused = scene.key();
      const { assignmentVersion: expected } = await scene.seen(connection, chatId);
      const to = { type: 'agent', id: 'nobody-of-this-backend' } as const;
      const call = connection.perform({ type: 'assign', chatId, expected, to }, scene.keyed(refused));
      await scene.refused(call, ['not-found', 'invalid', 'forbidden'], 'an assignment to nobody', 'A4');
      for (const key of keys) {
        const records = await kept(scene, key);
        scene.is(
          records.map(({ outcome, actor }) => [outcome, actor.id]),
          [['done', scene.id('supervisor')]],
          'a record',
        );
      }
      const outcomes = (await kept(scene, refused)).map(({ outcome }) => outcome);
      scene.is(outcomes, ['refused'], 'the record of a refused command');
    },
  ),

  test(
    'R7',
    'a failing report undoes nothing',
    { ...written, probe: ['setReachable'], operations: ['report', 'release'] },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect();
      await scene.actOn(connection, { type: 'release', chatId });
      await scene.probe('setReachable')(false);
      const call = scene.method(connection, 'report')([recordOf(scene, 'supervisor', { chatId })], scene.options());
      await scene.refused(call, ['unavailable', 'timeout'], 'report, with the backend down');
      await scene.probe('setReachable')(true);
      scene.is((await scene.probed(chatId)).status, 'pending', 'the chat whose record could not be delivered');
    },
  ),

  test('R8', 'session.reports maps commands to event ids and fields', {}, async (scene) => {
    const { reports } = (await scene.connect()).session;
    for (const [command, definition] of Object.entries(reports)) {
      scene.ok(commandTypes.includes(command as CommandType), 'a key of session.reports', 'a command type', command);
      scene.ok(Number.isFinite(definition.eventId), `the event id of ${command}`, 'a number', definition.eventId);
      scene.ok(definition.event !== '', `the event of ${command}`, 'a text', definition.event);
    }
  }),

  test('R8', 'a command is recorded as the mapping says', { ...byBackend, operations: ['monitor'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect();
    const { join } = connection.session.reports;
    const key = scene.key();
    const { assignmentVersion: expected } = await scene.seen(connection, chatId);
    await scene.act(connection, { type: 'join', chatId, expected, mode: 'monitor' }, key);
    const ids = (await kept(scene, key)).map(({ form }) => form.eventId);
    scene.is(ids, join === undefined ? [] : [join.eventId], 'event ids of the records of a join');
  }),

  test(
    'R9',
    'records are read newest first, page by page',
    { operations: ['report', 'read-report'] },
    async (scene) => {
      const connection = await scene.connect();
      const chatId = await scene.openChat();
      const events = [5, 1, 4, 2, 3].map((minute) =>
        recordOf(scene, 'supervisor', { chatId, startedAt: 1_700_000_000_000 + minute * 60_000 }),
      );
      await deliver(scene, connection, events);
      const newest = [...events].sort((a, b) => b.startedAt - a.startedAt).map(({ id }) => id);
      const read = scene.method(connection, 'readReport');
      const ids: string[] = [];
      let after: string | undefined;
      for (let page = 0; page < events.length; page += 1) {
        const { items, next } = await read(
          { chatId, limit: 2, ...(after !== undefined && { after }) },
          scene.options(),
        );
        scene.ok(items.length <= 2, 'records of a page with the limit 2', 'at most 2', items.length);
        ids.push(...items.map(({ id }) => id));
        after = next;
        if (after === undefined) break;
      }
      scene.is([ids, after], [newest, undefined], 'ids over all pages, newest first, and the next of the last page');
    },
  ),
];
