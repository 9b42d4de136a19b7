import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, type ChatConnection, type ReportEvent, type ReportReceipt } from '../../src/contract/index.js';
import { MemoryStore, type MonitorFault, type Store } from '../../src/monitor/index.js';
import { ReportOutbox } from '../../src/monitor/report-outbox.js';
import { FakeClock, settled } from '../harness/fake-ports.js';

const record = (id: string, chatId: string, outcome: ReportEvent['outcome'] = 'performing'): ReportEvent => ({
  id,
  command: 'release',
  chatId,
  actor: { id: 'sue', name: 'Sue' },
  outcome,
  startedAt: 0,
  form: {
    event: 'Release chat',
    eventId: 10003,
    eventStatus: 'Open',
    company: 'Acme',
    userId: 'sue',
    start: 0,
    count: 1,
    sessionId: chatId,
    createDate: 0,
  },
});

type Answer = (ids: readonly string[]) => ReportReceipt | Promise<ReportReceipt>;
const accept: Answer = (ids) => ({ accepted: ids, refused: [] });

async function setUp(options: { store?: Store; answers?: Answer[] } = {}) {
  const clock = new FakeClock();
  const faults: MonitorFault[] = [];
  const sent: string[][] = [];
  const answers = options.answers ?? [];
  const store = options.store ?? new MemoryStore();
  const outbox = new ReportOutbox(
    { clock, random: { id: () => '', fraction: () => 0.5 }, fault: (fault) => faults.push(fault) },
    Promise.resolve(store),
  );
  await settled();
  const connection = {
    report: async (events: readonly ReportEvent[]) => {
      const ids = events.map(({ id }) => id);
      sent.push(ids);
      return (answers.shift() ?? accept)(ids);
    },
  } as unknown as ChatConnection;
  outbox.deliverTo(connection);
  return { clock, faults, sent, outbox, store, connection };
}

describe('the outbox', () => {
  it('delivers only what is complete, in order per chat, and lets no chat wait for another', async () => {
    const { outbox, sent } = await setUp();
    await outbox.begin(record('a1', 'a'));
    await outbox.begin(record('a2', 'a'));
    await outbox.begin(record('b1', 'b'));
    outbox.complete(record('a2', 'a', 'done'));
    outbox.complete(record('b1', 'b', 'done'));
    await settled();
    assert.deepEqual(sent, [['b1']]);
    outbox.complete(record('a1', 'a', 'done'));
    await settled();
    assert.deepEqual(sent, [['b1'], ['a1', 'a2']]);
  });

  it('takes a record out of the store only once it is accepted', async () => {
    const store = new MemoryStore();
    const { outbox, clock } = await setUp({
      store,
      answers: [() => Promise.reject(new ChatError('unavailable', 'down'))],
    });
    await outbox.begin(record('a1', 'a'));
    outbox.complete(record('a1', 'a', 'done'));
    await settled();
    assert.equal((await store.reports.readAll()).length, 1);
    await clock.advance(1_000);
    assert.equal((await store.reports.readAll()).length, 0);
    assert.equal(outbox.entries.value[0]?.delivery, 'delivered');
  });

  it('sets a refused record aside with the reason, and goes on with the others', async () => {
    const refuseFirst: Answer = (ids) => ({
      accepted: ids.slice(1),
      refused: [{ id: ids[0]!, code: 'invalid', message: 'no such event id' }],
    });
    const { outbox, store } = await setUp({ answers: [refuseFirst] });
    await outbox.begin(record('a1', 'a'));
    await outbox.begin(record('b1', 'b'));
    outbox.deliverTo(undefined);
    outbox.complete(record('a1', 'a', 'done'));
    outbox.complete(record('b1', 'b', 'done'));
    await settled();
    const connection = { report: async (events: readonly ReportEvent[]) => refuseFirst(events.map(({ id }) => id)) };
    outbox.deliverTo(connection as unknown as ChatConnection);
    await settled();
    assert.deepEqual(
      outbox.entries.value.map(({ event, delivery, reason }) => [event.id, delivery, reason]),
      [
        ['a1', 'refused', 'no such event id'],
        ['b1', 'delivered', undefined],
      ],
    );
    assert.deepEqual(
      (await store.reports.readAll()).map(({ event, delivery }) => [event.id, delivery]),
      [['a1', 'refused']],
    );
  });

  it('sends again what a receipt does not name', async () => {
    const { outbox, clock, sent } = await setUp({ answers: [() => ({ accepted: [], refused: [] })] });
    await outbox.begin(record('a1', 'a'));
    outbox.complete(record('a1', 'a', 'done'));
    await settled();
    assert.equal(outbox.entries.value[0]?.delivery, 'waiting');
    await clock.advance(1_000);
    assert.deepEqual(sent, [['a1'], ['a1']]);
    assert.equal(outbox.entries.value[0]?.delivery, 'delivered');
  });

  it('sends refused records again when it is told to, all or some of them', async () => {
    const refuse: Answer = (ids) => ({ accepted: [], refused: ids.map((id) => ({ id, code: 'invalid' })) });
    const { outbox, store, sent } = await setUp({ answers: [refuse, refuse] });
    for (const id of ['a1', 'b1']) {
      await outbox.begin(record(id, id));
      outbox.complete(record(id, id, 'done'));
      await settled();
    }
    const deliveries = () => outbox.entries.value.map(({ delivery }) => delivery);
    assert.deepEqual(deliveries(), ['refused', 'refused']);
    outbox.retry(['b1']);
    await settled();
    assert.deepEqual(deliveries(), ['refused', 'delivered']);
    outbox.retry();
    await settled();
    assert.deepEqual(deliveries(), ['delivered', 'delivered']);
    assert.deepEqual(sent, [['a1'], ['b1'], ['b1'], ['a1']]);
    assert.deepEqual(await store.reports.readAll(), []);
  });

  it('waits for another sign-in when nobody is signed in', async () => {
    const { outbox, clock, sent, connection } = await setUp({
      answers: [() => Promise.reject(new ChatError('unauthenticated', 'expired'))],
    });
    await outbox.begin(record('a1', 'a'));
    outbox.complete(record('a1', 'a', 'done'));
    await clock.advance(600_000);
    assert.equal(sent.length, 1);
    outbox.deliverTo(connection);
    await settled();
    assert.equal(sent.length, 2);
  });

  it('goes on with what an earlier page left', async () => {
    const store = new MemoryStore();
    await store.reports.add([{ event: record('old', 'a', 'done'), delivery: 'waiting', attempts: 3, page: 'old' }]);
    const { sent } = await setUp({ store });
    await settled();
    assert.deepEqual(sent, [['old']]);
  });

  it('lets no command wait for a slow or broken store, and says so', async () => {
    const hanging = new MemoryStore();
    hanging.reports.update = () => new Promise<void>(() => {});
    const slow = await setUp({ store: hanging });
    const writing = slow.outbox.begin(record('a1', 'a'));
    await slow.clock.advance(250);
    await writing;
    assert.match(slow.faults[0]?.message ?? '', /250 ms/);

    const broken = new MemoryStore();
    broken.reports.update = () => Promise.reject(new Error('QuotaExceededError'));
    const failing = await setUp({ store: broken });
    await failing.outbox.begin(record('a1', 'a'));
    assert.equal(failing.faults[0]?.message, 'QuotaExceededError');
    assert.equal(failing.outbox.entries.value.length, 1);
  });
});
