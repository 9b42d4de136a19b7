import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatConnection, Message, Notice, ReportEvent, Session } from '../../../src/contract/index.js';
import { fullReport } from '../../contract/fixtures.js';
import { act, never, refused, settled, Table, world } from './fixtures.js';

const signal = never();
const toBo = { type: 'agent', id: 'bo' } as const;

type Required<K extends keyof ChatConnection> = NonNullable<ChatConnection[K]>;

function noticesOf(connection: ChatConnection, table = new Table<Notice>()): Table<Notice> {
  void table.follow((options) => (connection.watchNotices as Required<'watchNotices'>)(options));
  return table;
}

function messagesOf(connection: ChatConnection, chatId: string, table = new Table<Message>()): Table<Message> {
  void table.follow((options) => (connection.watchMessages as Required<'watchMessages'>)(chatId, options));
  return table;
}

test('N1 N2 N4: those concerned are told, since they connected, and not of their own doing', async () => {
  const { connect, control } = world();
  control.as('sup').transfer('noqueue', { type: 'agent', id: 'al' });
  const tables = new Map<string, Table<Notice>>();
  for (const id of ['al', 'bo', 'sup', 'watcher']) tables.set(id, noticesOf(await connect(id)));
  await settled();
  control.as('watcher').transfer('busy', toBo, 'please');
  control.as('bo').decline('busy', 'no time');
  control.as('sup').assign('waiting', toBo);
  control.as('al').release('busy');
  await settled();
  const told = (id: string): unknown =>
    [...(tables.get(id) as Table<Notice>).rows.values()].map((notice) => [
      notice.type,
      notice.chatId,
      notice.by?.id,
      notice.note,
    ]);
  assert.deepEqual(told('al'), [
    ['moved-away', 'busy', 'watcher', 'please'],
    ['declined', 'busy', 'bo', 'no time'],
  ]);
  assert.deepEqual(told('bo'), [
    ['transferred-to-you', 'busy', 'watcher', 'please'],
    ['assigned-to-you', 'waiting', 'sup', undefined],
  ]);
  assert.deepEqual(told('sup'), []);
  assert.deepEqual(told('watcher'), []);
  const [first] = [...(tables.get('al') as Table<Notice>).rows.values()];
  assert.deepEqual([first?.requester, first?.to], ['Sol', { id: 'bo', name: 'Bo' }]);
});

test('N1: an expired transfer is told to its sender', async () => {
  const { connect, control, time } = world({ transferTimeout: 1_000 });
  const table = noticesOf(await connect('al'));
  await settled();
  control.as('al').transfer('busy', toBo);
  await time.advance(1_000);
  assert.deepEqual(
    [...table.rows.values()].map((notice) => notice.type),
    ['transfer-expired'],
  );
});

test('N3: resumed with its cursor, a watch repeats nothing and misses nothing', async () => {
  const { connect, control } = world();
  const al = await connect('al');
  const table = noticesOf(al);
  await settled();
  control.as('sup').release('busy');
  await settled();
  control.cut();
  await settled();
  control.as('sup').assign('busy', { type: 'agent', id: 'al' });
  control.setSettings({ queueAssignment: false });
  const before = table.batches.length;
  noticesOf(al, table);
  await settled();
  assert.deepEqual(
    table.batches.slice(before).flatMap((batch) => batch.upserts.map((notice) => notice.type)),
    ['assigned-to-you'],
  );
});

test('M1 M2: a transcript begins with what was said, and goes on', async () => {
  const { connect, control } = world();
  control.write('busy', 'one');
  control.write('noqueue', 'elsewhere');
  const table = messagesOf(await connect('al'), 'busy');
  await settled();
  control.as('al').write('busy', 'two');
  await settled();
  assert.deepEqual(
    [...table.rows.values()].map((message) => [message.text, message.author.kind, message.author.name]),
    [
      ['one', 'requester', 'Sol'],
      ['two', 'agent', 'Al'],
    ],
  );
});

test('M3 M5: sending', async () => {
  const { connect, control } = world();
  const al = await connect('al');
  const send = al.sendMessage as Required<'sendMessage'>;
  const options = { signal, idempotencyKey: 'm' };
  const sent = await send({ chatId: 'busy', text: '<b>hi</b>' }, options);
  assert.equal(sent.text, '<b>hi</b>');
  assert.deepEqual(await send({ chatId: 'busy', text: '<b>hi</b>' }, options), sent);
  assert.equal(control.messages('busy').length, 1);
  assert.equal(control.chat('busy').messageCount, 1);
  const other = { signal, idempotencyKey: 'm2' };
  await refused(send({ chatId: 'busy', text: ' ' }, other), 'invalid');
  await refused(send({ chatId: 'busy', text: 'x'.repeat(21) }, { signal, idempotencyKey: 'm3' }), 'invalid');
  await refused(send({ chatId: 'waiting', text: 'x' }, { signal, idempotencyKey: 'm4' }), 'not-found');
});

test('M4: who monitors reads only, and who leaves reads no more', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const early = messagesOf(sup, 'busy');
  await settled();
  assert.equal(early.error?.code, 'forbidden');
  control.as('sup').join('busy', 'monitor');
  const table = messagesOf(sup, 'busy');
  await settled();
  assert.ok(table.synced);
  const send = sup.sendMessage as Required<'sendMessage'>;
  await refused(send({ chatId: 'busy', text: 'x' }, { signal, idempotencyKey: 'a' }), 'forbidden');
  control.as('sup').setMode('busy', 'participate');
  await send({ chatId: 'busy', text: 'x' }, { signal, idempotencyKey: 'b' });
  control.as('sup').leave('busy');
  await settled();
  assert.equal(table.error?.code, 'forbidden');
  const unknown = messagesOf(sup, 'nowhere');
  await settled();
  assert.equal(unknown.error?.code, 'not-found');
});

test('S4: sessions follow roles and settings', async () => {
  const { connect, control } = world();
  const watcher = await connect('watcher');
  const sessions: Session[] = [];
  void (async () => {
    for await (const session of (watcher.watchSession as Required<'watchSession'>)({ signal })) sessions.push(session);
  })();
  await settled();
  control.setSettings({ queueAssignment: false });
  await settled();
  control.setUser({ id: 'watcher', name: 'Lena', roles: ['agent'], companies: ['co1'] });
  await settled();
  assert.deepEqual(
    sessions.map(({ viewer, settings }) => [viewer.roles, settings.queueAssignment]),
    [
      [['supervisor'], true],
      [['supervisor'], false],
      [['agent'], false],
    ],
  );
  assert.deepEqual(
    watcher.session.settings.companies.map((company) => company.id),
    ['co1'],
  );
});

test('S5 S7: capabilities say what the options left', async () => {
  const { connect } = world({
    without: ['watch-notices', 'read-messages', 'watch-agents', 'watch-session'],
    guarantees: { audit: 'backend', report: 'at-least-once' },
  });
  const connection = await connect('sup');
  const { operations, guarantees } = connection.session.capabilities;
  assert.equal(guarantees.audit, 'backend');
  for (const operation of ['watch-notices', 'read-messages', 'watch-agents', 'report'] as const) {
    assert.equal(operations[operation], undefined);
  }
  for (const method of ['watchNotices', 'watchMessages', 'report', 'watchSession'] as const) {
    assert.equal(connection[method], undefined);
  }
  const agents = connection.watchAgents({}, { signal })[Symbol.asyncIterator]();
  await refused(agents.next(), 'unsupported');
});

const report = (fields: Partial<ReportEvent>): ReportEvent => ({ ...fullReport, ...fields });

test('R2 R3 R4: records are kept once, under the signed-in user’s name', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const send = sup.report as Required<'report'>;
  const receipt = await send([report({ id: 'a' }), report({ id: 'b', outcome: 'performing' })], { signal });
  assert.deepEqual(receipt, { accepted: ['a', 'b'], refused: [] });
  assert.deepEqual((await send([report({ id: 'a' }), report({ id: 'b', outcome: 'done' })], { signal })).accepted, [
    'a',
    'b',
  ]);
  assert.deepEqual(
    control.reports.map((record) => [record.id, record.actor, record.receivedAt, record.outcome]),
    [
      ['a', { id: 'sup', name: 'Sam' }, 1_000_000, 'refused'],
      ['b', { id: 'sup', name: 'Sam' }, 1_000_000, 'done'],
    ],
  );
  const stranger = (await connect('al')).report as Required<'report'>;
  const answer = await stranger([report({ id: 'a' }), report({ id: 'c' })], { signal });
  assert.deepEqual([answer.accepted, answer.refused.map(({ id }) => id)], [['c'], ['a']]);
});

test('R3: at-least-once keeps what comes twice', async () => {
  const { connect, control } = world({ guarantees: { report: 'at-least-once' } });
  const send = (await connect('sup')).report as Required<'report'>;
  await send([report({})], { signal });
  await send([report({})], { signal });
  assert.equal(control.reports.length, 2);
});

test('R9: records are read newest first, filtered and in pages', async () => {
  const { connect } = world();
  const sup = await connect('sup');
  const send = sup.report as Required<'report'>;
  const read = sup.readReport as Required<'readReport'>;
  await send(
    [1, 2, 3, 4, 5].map((at) => report({ id: String(at), startedAt: at, chatId: at % 2 === 0 ? 'even' : 'odd' })),
    { signal },
  );
  const ids = async (query: Parameters<typeof read>[0]): Promise<string[]> =>
    (await read(query, { signal })).items.map((item) => item.id);
  assert.deepEqual(await ids({}), ['5', '4', '3', '2', '1']);
  assert.deepEqual(await ids({ chatId: 'even' }), ['4', '2']);
  assert.deepEqual(await ids({ since: 2, until: 4 }), ['3', '2']);
  assert.deepEqual(await ids({ actorId: 'al' }), []);
  assert.deepEqual(await ids({ command: 'assign' }), []);
  assert.deepEqual(await ids({ outcome: 'refused', limit: 1 }), ['5']);
  const page = await read({ limit: 3 }, { signal });
  assert.ok(page.next !== undefined);
  const last = await read({ limit: 3, after: page.next }, { signal });
  assert.deepEqual([last.items.map((item) => item.id), last.next], [['2', '1'], undefined]);
  await refused(read({ after: 'x' }, { signal }), 'invalid');
  const others = (await connect('al')).readReport as Required<'readReport'>;
  assert.deepEqual((await others({}, { signal })).items, []);
});

test('R6 R8: where the backend audits, it records what its mapping names, refusals too', async () => {
  const { connect, control, faults } = world({ guarantees: { audit: 'backend' } });
  const sup = await connect('sup');
  const key = (idempotencyKey: string): { signal: AbortSignal; idempotencyKey: string } => ({ signal, idempotencyKey });
  await sup.perform({ type: 'assign', chatId: 'waiting', to: toBo, note: 'vip' }, key('k1'));
  await refused(sup.perform({ type: 'assign', chatId: 'waiting', to: toBo }, key('k2')), 'conflict');
  await sup.perform({ type: 'release', chatId: 'busy' }, key('k3'));
  await sup.perform({ type: 'release', chatId: 'busy' }, key('k3'));
  await act(sup, { type: 'join', chatId: 'busy', mode: 'monitor' });
  assert.deepEqual(
    control.reports.map(({ id, command, outcome, errorCode, from, to, form }) => [
      id,
      command,
      outcome,
      errorCode,
      from?.name,
      to?.name,
      form.eventId,
    ]),
    [
      ['k1', 'assign', 'done', undefined, 'IT', 'Bo', 10002],
      ['k2', 'assign', 'refused', 'conflict', 'Bo', 'Bo', 10002],
      ['k3', 'release', 'done', undefined, 'Al', undefined, 10003],
    ],
  );
  const page = await (sup.readReport as Required<'readReport'>)({}, { signal });
  assert.equal(page.items.length, 3);
  assert.deepEqual(faults, []);
});
