import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it, describe, before, after } from 'node:test';
import type { Page, ReportEvent, ReportReceipt } from '../../src/contract/report-event.js';
import type { Session } from '../../src/contract/session.js';
import type { Database } from '../../demo/backend/database/database.js';
import { openPGlite } from '../../demo/backend/database/pglite.js';
import { onEachDatabase } from './support/on-each-database.js';
import { World, find, start, type ProblemBody } from './support/world.js';

const path = '/api/v1/report-events';

function record(change: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id: randomUUID(),
    command: 'transfer',
    chatId: 'chat-1030',
    actor: { id: 'nora.lindqvist', name: 'Nora Lindqvist' },
    from: { type: 'agent', id: 'ben.whitaker', name: 'Ben Whitaker' },
    to: { type: 'queue', id: 'nw-warehouse', name: 'Warehouse Systems' },
    note: 'Needs a scanner expert',
    outcome: 'done',
    startedAt: start,
    endedAt: start + 2_400,
    form: {
      event: 'Supervisor transfer',
      eventId: 10_001,
      eventStatus: 'Complete',
      company: 'Northwind Logistics',
      region: 'EMEA',
      userId: 'nora.lindqvist',
      start,
      end: start + 2_400,
      duration: 2,
      count: 1,
      filter1: 'Ben Whitaker',
      filter2: 'Warehouse Systems',
      filter3: 'Needs a scanner expert',
      sessionId: 'chat-1030',
      createDate: start,
    },
    ...change,
  };
}

onEachDatabase('report events', (world) => {
  it('keeps every field, with the actor of the sign-in and its own time', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const sent = record({ actor: { id: 'nora.lindqvist', name: 'Somebody else' } });
    const forged = { ...sent, receivedAt: 1, form: { ...sent.form, userId: 'tomas.keller' } };
    const receipt = await nora.post<ReportReceipt>(path, { events: [forged] });
    assert.deepEqual(receipt.body, { accepted: [sent.id], refused: [] });
    const { body } = await nora.get<Page<ReportEvent>>(`${path}?limit=1`);
    assert.deepEqual(body.items, [
      { ...sent, actor: { id: 'nora.lindqvist', name: 'Nora Lindqvist' }, receivedAt: world().clock.time },
    ]);
  });

  it('keeps a record that comes twice once, and completes an open one', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const { endedAt, ...open } = record({ outcome: 'unknown', chatId: 'chat-1031' });
    const done = { ...open, outcome: 'done', endedAt };
    for (const event of [open, open, done, { ...done, outcome: 'failed' }]) {
      const { body } = await nora.post<ReportReceipt>(path, { events: [event] });
      assert.deepEqual(body.accepted, [open.id]);
    }
    const { body } = await nora.get<Page<ReportEvent>>(`${path}?chatId=chat-1031`);
    assert.deepEqual(
      body.items.map(({ id, outcome }) => [id, outcome]),
      [[open.id, 'done']],
    );
  });

  it('refuses a record of somebody else, and a malformed one, alone', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const tomas = await world().signIn('tomas.keller');
    const own = record();
    await nora.post(path, { events: [own] });
    const good = record({ actor: { id: 'tomas.keller', name: 'Tomas Keller' } });
    const taken = { ...good, id: own.id };
    const events = [taken, record(), good];
    const { body } = await tomas.post<ReportReceipt>(path, { events });
    assert.deepEqual(body.accepted, [good.id]);
    assert.deepEqual(
      body.refused.map(({ id, code }) => [id, code]),
      [
        [own.id, 'forbidden'],
        [events[1]?.id, 'forbidden'],
      ],
    );
    const response = await world().backend.app.request(`/s/${tomas.slot}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-chat-monitor': '1', cookie: tomas.cookie },
      body: JSON.stringify({ events: [{ ...good, id: 'malformed-1', startedAt: 'yesterday' }] }),
    });
    const receipt = (await response.json()) as ReportReceipt;
    assert.deepEqual(
      receipt.refused.map(({ id, code }) => [id, code]),
      [['malformed-1', 'invalid']],
    );
  });

  it('reads newest first, by page and by filter, in the viewer’s companies', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const events = Array.from({ length: 7 }, (_, index) =>
      record({ startedAt: start + 10_000 + (index % 3), command: 'assign', chatId: 'chat-1032' }),
    );
    await nora.post(path, { events });
    const read: ReportEvent[] = [];
    let after = '';
    do {
      const page = await nora.get<Page<ReportEvent>>(`${path}?chatId=chat-1032&limit=3${after}`);
      read.push(...page.body.items);
      after = page.body.next === undefined ? '' : `&after=${encodeURIComponent(page.body.next)}`;
    } while (after !== '');
    assert.deepEqual(new Set(read.map(({ id }) => id)), new Set(events.map(({ id }) => id)));
    assert.equal(read.length, 7);
    assert.deepEqual(
      read.map(({ startedAt }) => startedAt),
      read.map(({ startedAt }) => startedAt).sort((a, b) => b - a),
    );
    const some = await nora.get<Page<ReportEvent>>(
      `${path}?command=assign&outcome=done&actorId=nora.lindqvist&since=${String(start + 10_001)}&until=${String(start + 10_002)}`,
    );
    assert.ok(some.body.items.length > 0 && some.body.items.every(({ startedAt }) => startedAt === start + 10_001));
    const agent = await world().signIn('theo.marchand');
    assert.deepEqual((await agent.get<Page<ReportEvent>>(path)).body.items, [], 'agents read their own only');
    assert.equal((await nora.get<ProblemBody>(`${path}?after=nonsense`)).status, 422);
  });
});

describe('report events written by the backend', () => {
  let database: Database;
  let world: World;
  before(async () => {
    database = await openPGlite();
    world = await World.open(database, { audit: 'backend' });
  });
  after(async () => {
    await world.close();
    await database.close();
  });

  it('writes one per command that the mapping names, refused ones too, under the key', async () => {
    const nora = await world.signIn('nora.lindqvist');
    const session = await nora.get<Session>('/api/v1/session');
    assert.equal(session.body.capabilities.guarantees.audit, 'backend');
    const chat = find(await nora.chats(), ({ status, queue }) => status === 'assigned' && queue !== undefined);
    const keys = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
    const released = await nora.command(chat, { type: 'release', note: 'Shift ends' }, keys[0]);
    await nora.command(chat, { type: 'release', note: 'Shift ends' }, keys[0]);
    await nora.command(chat, { type: 'release' }, keys[1]);
    await nora.command(released.body, { type: 'assign', to: { type: 'agent', id: 'nobody' } }, keys[2]);
    await nora.command(released.body, { type: 'join', mode: 'monitor' }, keys[3]);
    const { body } = await nora.get<Page<ReportEvent>>(`${path}?chatId=${chat.id}`);
    const byId = new Map(body.items.map((event) => [event.id, event]));
    assert.equal(body.items.length, 4);
    assert.deepEqual([byId.get(keys[3])?.command, byId.get(keys[3])?.to], ['join', undefined]);
    const done = byId.get(keys[0]);
    assert.deepEqual(
      [done?.outcome, done?.from?.id, done?.to?.id, done?.form.eventId, done?.form.filter3, done?.form.sessionId],
      ['done', chat.assignee?.id, chat.queue?.id, 10_003, 'Shift ends', chat.id],
    );
    assert.deepEqual([byId.get(keys[1])?.outcome, byId.get(keys[1])?.errorCode], ['refused', 'conflict']);
    assert.deepEqual([byId.get(keys[2])?.backendErrorCode, byId.get(keys[2])?.to?.name], ['agent-not-found', 'nobody']);
  });

  it('takes none from the client', async () => {
    const nora = await world.signIn('nora.lindqvist');
    const refused = await nora.post<ProblemBody>(path, { events: [record()] });
    assert.deepEqual([refused.status, refused.body.code], [501, 'unsupported']);
  });
});
