import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AssignCommand, ReleaseCommand, TransferCommand } from '../../src/contract/index.js';
import { MemoryStore } from '../../src/monitor/index.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { openFloor, type Floor } from '../harness/floor.js';

const assignToBob = (floor: Floor): AssignCommand => ({
  type: 'assign',
  chatId: 'waiting',
  to: { type: 'agent', id: 'bob' },
  expected: floor.chat('waiting').assignmentVersion,
});
const transferToBob = (floor: Floor): TransferCommand => ({
  type: 'transfer',
  chatId: 'running',
  to: { type: 'agent', id: 'bob' },
  expected: floor.chat('running').assignmentVersion,
  note: 'knows the mail server',
});
const release = (floor: Floor): ReleaseCommand => ({
  type: 'release',
  chatId: 'running',
  expected: floor.chat('running').assignmentVersion,
});

describe('an action', () => {
  it('shows its guess at once, and the backend’s record when it is there', async () => {
    const floor = await openFloor();
    floor.backend.control.setLatency('perform', 400);
    const acting = floor.monitor.perform(assignToBob(floor));
    await settled();
    assert.equal(floor.chat('waiting').assignee?.name, 'Bob Agent');
    assert.equal(floor.monitor.pendingOf('waiting')?.command.type, 'assign');
    assert.equal(floor.backend.control.chat('waiting').assignee?.id, undefined);
    await floor.ports.clock.advance(500);
    const result = await acting;
    assert.equal(result.state, 'done');
    assert.equal(floor.monitor.pendingOf('waiting'), undefined);
    assert.equal(floor.chat('waiting').assignee?.id, 'bob');
  });

  it('takes its guess back when the backend refuses', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('perform', { code: 'forbidden', message: 'not today', backendCode: '9093' });
    const result = await floor.monitor.perform(assignToBob(floor));
    assert.equal(result.state === 'failed' && result.outcome, 'refused');
    assert.equal(floor.chat('waiting').assignee, undefined);
    await settled();
    const record = floor.backend.control.reports[0];
    assert.deepEqual(
      [record?.outcome, record?.errorCode, record?.backendErrorCode, record?.form.eventStatus],
      ['refused', 'forbidden', '9093', 'Complete'],
    );
  });

  it('that comes too late tells who was faster, and shows what the chat is now', async () => {
    const floor = await openFloor();
    const command = transferToBob(floor);
    floor.backend.control.as('tom').release('running');
    const result = await floor.monitor.perform(command);
    assert.ok(result.state === 'failed');
    assert.equal(result.error.code, 'conflict');
    assert.equal(result.error.by?.name, 'Tom Supervisor');
    assert.equal(result.error.chat?.status, 'pending');
    assert.equal(floor.chat('running').status, 'pending');
  });

  for (const precondition of ['claim-only', 'none'] as const) {
    it(`on an old row is not sent to a backend that does not check it (${precondition})`, async () => {
      const floor = await openFloor({ guarantees: { precondition } });
      const command = transferToBob(floor);
      floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'sue' });
      await settled();
      const result = await floor.monitor.perform(command);
      assert.ok(result.state === 'failed');
      assert.deepEqual([result.outcome, result.error.code], ['refused', 'conflict']);
      assert.equal(result.error.chat?.assignee?.id, 'sue');
      assert.equal(floor.backend.control.chat('running').assignee?.id, 'sue');
      await settled();
      assert.deepEqual(
        floor.backend.control.reports.map(({ outcome, errorCode }) => [outcome, errorCode]),
        [['refused', 'conflict']],
      );
      const again = await floor.monitor.perform(transferToBob(floor));
      assert.equal(again.state, 'done');
    });
  }

  it('is not disturbed by messages that come in between', async () => {
    const floor = await openFloor();
    const command = transferToBob(floor);
    for (let message = 0; message < 20; message += 1) floor.backend.control.write('running', `still there? ${message}`);
    await settled();
    const result = await floor.monitor.perform(command);
    assert.equal(result.state, 'done');
  });

  it('never shows an older state again while it is on its way', async () => {
    const floor = await openFloor();
    floor.backend.control.setLatency('perform', 300);
    const shown: (string | undefined)[] = [];
    floor.monitor.watchChat('waiting', (chat) => shown.push(chat?.assignee?.id));
    const acting = floor.monitor.perform(assignToBob(floor));
    await settled();
    floor.backend.control.write('waiting', 'hello?');
    await floor.ports.clock.advance(100);
    floor.backend.control.write('waiting', 'hello??');
    await floor.ports.clock.advance(400);
    await acting;
    await settled();
    assert.ok(shown.length >= 2);
    assert.deepEqual([...new Set(shown)], ['bob']);
  });

  it('is refused without a record while another one on the same chat is on its way', async () => {
    const floor = await openFloor();
    floor.backend.control.setLatency('perform', 300);
    const first = floor.monitor.perform(assignToBob(floor));
    await settled();
    const second = await floor.monitor.perform(assignToBob(floor));
    assert.equal(second.state === 'failed' && second.error.code, 'conflict');
    await floor.ports.clock.advance(400);
    assert.equal((await first).state, 'done');
    assert.equal(floor.backend.control.reports.length, 1);
  });

  it('sets the status and capacity of an agent', async () => {
    const floor = await openFloor();
    const result = await floor.monitor.perform({
      type: 'set-agent-status',
      agentId: 'bob',
      availability: 'available',
      capacity: 5,
    });
    assert.ok(result.state === 'done');
    assert.equal(result.agent?.capacity, 5);
  });

  it('does not send a capacity to a backend that takes none', async () => {
    const floor = await openFloor({ without: ['set-agent-capacity'] });
    floor.backend.control.fail('perform', { code: 'invalid' });
    const status = { type: 'set-agent-status', agentId: 'bob', availability: 'unavailable' } as const;
    const refused = await floor.monitor.perform({ ...status, capacity: 5 });
    assert.ok(refused.state === 'failed');
    assert.equal(refused.error.code, 'unsupported');
    // What was to fail at the backend is the next command, so this one was never there.
    const sent = await floor.monitor.perform(status);
    assert.ok(sent.state === 'failed');
    assert.equal(sent.error.code, 'invalid');
  });

  it('is refused without a record when the row does not offer it', async () => {
    const floor = await openFloor();
    const result = await floor.monitor.perform({ type: 'accept', chatId: 'waiting' });
    assert.equal(result.state === 'failed' && result.error.code, 'forbidden');
    assert.equal(floor.backend.control.calls('perform').length, 0);
    assert.deepEqual(floor.monitor.reports.value, []);
  });

  it('is refused without a record for a chat that is not there', async () => {
    const floor = await openFloor();
    const result = await floor.monitor.perform({ type: 'release', chatId: 'no such chat' });
    assert.equal(result.state === 'failed' && result.error.code, 'not-found');
  });

  it('is never kept for later: without a connection it is refused', async () => {
    const floor = await openFloor();
    floor.backend.control.setReachable(false);
    await floor.ports.clock.advance(10_000);
    const result = await floor.monitor.perform(assignToBob(floor));
    assert.equal(result.state === 'failed' && result.error.code, 'unavailable');
    floor.backend.control.setReachable(true);
    await floor.ports.clock.advance(60_000);
    assert.equal(floor.monitor.connection.value.status, 'live');
    assert.equal(floor.backend.control.chat('waiting').assignee?.id, undefined);
  });
});

describe('an action whose answer is lost', () => {
  it('asks the backend what happened, and performs nothing twice', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('perform', { answer: 'lost' });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(18_000);
    const result = await acting;
    assert.equal(result.state, 'done');
    assert.equal(floor.backend.control.performed(result.id), 1);
    assert.equal(floor.backend.control.calls('perform').length, 1);
    await settled();
    assert.deepEqual(
      floor.backend.control.reports.map(({ id, outcome }) => [id, outcome]),
      [[result.id, 'done']],
    );
  });

  it('is sent again with its key where outcomes cannot be asked but a key counts once', async () => {
    const floor = await openFloor({ without: ['outcome'] });
    floor.backend.control.fail('perform', { code: 'unavailable' });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(2_000);
    const result = await acting;
    assert.equal(result.state, 'done');
    assert.equal(floor.backend.control.calls('perform').length, 2);
    assert.equal(floor.backend.control.performed(result.id), 1);
  });

  it('is not taken for refused because the backend would not hear it again at once', async () => {
    const floor = await openFloor({ without: ['outcome'] });
    floor.backend.control.fail('perform', { answer: 'lost' }, { code: 'rate-limited', retryAfter: 3_000 });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(20_000);
    const { id } = await acting;
    assert.equal(floor.backend.control.performed(id), 1);
    assert.deepEqual(
      floor.backend.control.reports.map(({ outcome }) => outcome),
      ['done'],
    );
  });

  it('stays unknown, and is never sent again, where nothing promises more', async () => {
    const floor = await openFloor({ without: ['outcome'], guarantees: { idempotency: 'none' } });
    floor.backend.control.fail('perform', { answer: 'lost' });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(18_000);
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'unknown');
    await floor.ports.clock.advance(120_000);
    assert.equal(floor.backend.control.calls('perform').length, 1);
    assert.deepEqual(
      floor.backend.control.reports.map(({ outcome }) => outcome),
      ['unknown'],
    );
  });

  it('stays unknown where the backend refuses to say what happened', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('perform', { answer: 'lost' });
    floor.backend.control.fail('outcome', { code: 'forbidden' });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(18_000);
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'unknown');
  });

  it('leaves the chat free after a while, and its record gets the true outcome later', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('perform', { answer: 'lost' });
    for (let turn = 0; turn < 6; turn += 1) floor.backend.control.fail('outcome', { code: 'unavailable' });
    const acting = floor.monitor.perform(assignToBob(floor));
    await floor.ports.clock.advance(20_000);
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'unknown');
    assert.equal(floor.monitor.pendingOf('waiting'), undefined);
    assert.equal(floor.backend.control.reports.length, 0, 'nothing is claimed before it is known');
    await floor.ports.clock.advance(120_000);
    assert.deepEqual(
      floor.backend.control.reports.map(({ id, outcome }) => [id, outcome]),
      [[result.id, 'done']],
    );
  });
});

describe('a Report_Event', () => {
  it('tells who moved which chat from where to where, and fills the form', async () => {
    const floor = await openFloor();
    const startedAt = floor.ports.clock.now();
    floor.backend.control.setLatency('perform', 2_400);
    const acting = floor.monitor.perform(transferToBob(floor));
    await floor.ports.clock.advance(2_500);
    const { id } = await acting;
    await settled();
    const [record] = floor.backend.control.reports;
    assert.ok(record);
    assert.equal(record.id, id);
    assert.deepEqual(record.actor, { id: 'sue', name: 'Sue Supervisor' });
    assert.deepEqual(record.from, { type: 'agent', id: 'ann', name: 'Ann Agent' });
    assert.deepEqual(record.to, { type: 'agent', id: 'bob', name: 'Bob Agent' });
    assert.equal(record.note, 'knows the mail server');
    assert.equal(record.outcome, 'done');
    assert.equal(record.form.start, startedAt);
    assert.equal(record.form.duration, 2);
    assert.equal(record.form.sessionId, 'running');
    assert.equal(record.form.company, 'Acme');
    assert.equal(record.form.userId, 'sue');
    assert.ok(record.form.eventId >= 10_000);
  });

  it('is not written by the monitor where the backend writes it', async () => {
    const floor = await openFloor({ guarantees: { audit: 'backend' } });
    await floor.monitor.perform(release(floor));
    await settled();
    assert.equal(floor.backend.control.calls('report').length, 0);
    assert.deepEqual(
      floor.backend.control.reports.map(({ command, outcome }) => [command, outcome]),
      [['release', 'done']],
    );
  });

  it('is kept and delivered later when the log is down, and the action stands', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('report', { code: 'unavailable' }, { code: 'rate-limited', retryAfter: 7_000 });
    const result = await floor.monitor.perform(release(floor));
    assert.equal(result.state, 'done');
    await settled();
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'waiting');
    await floor.ports.clock.advance(5_000);
    assert.equal(floor.backend.control.reports.length, 0, 'not before the backend wants it');
    await floor.ports.clock.advance(5_000);
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'delivered');
    assert.equal(floor.backend.control.reports.length, 1);
  });

  it('says what the host did, when the host takes the action over', async () => {
    const floor = await openFloor();
    const done = await floor.monitor.perform(release(floor), { by: Promise.resolve() });
    assert.equal(done.state, 'done');
    const failed = await floor.monitor.perform(release(floor), { by: Promise.reject(new Error('their ESB is down')) });
    assert.ok(failed.state === 'failed');
    assert.deepEqual(
      [failed.outcome, failed.error.code, failed.error.message],
      ['failed', 'invalid', 'their ESB is down'],
    );
    await settled();
    assert.equal(floor.backend.control.calls('perform').length, 0);
    assert.deepEqual(
      floor.backend.control.reports.map(({ outcome }) => outcome),
      ['done', 'failed'],
    );
  });

  it('may fail in the hands of the host before its record is written', async () => {
    const ports = fakePorts({
      openStore: async () => {
        const store = new MemoryStore();
        store.reports.add = () => new Promise(() => {});
        return store;
      },
    });
    const floor = await openFloor({ ports });
    const acting = floor.monitor.perform(release(floor), { by: Promise.reject(new Error('their form is locked')) });
    // A rejection that nobody waits for by then ends the test.
    await settled();
    await ports.clock.advance(250);
    const result = await acting;
    assert.ok(result.state === 'failed');
    assert.equal(result.error.message, 'their form is locked');
  });
});
