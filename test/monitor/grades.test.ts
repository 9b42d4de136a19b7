import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chatOperations, type Grade, type Session } from '../../src/contract/index.js';
import { offersFor } from '../../src/monitor/offers.js';
import { Transcript } from '../../src/monitor/index.js';
import { settled } from '../harness/fake-ports.js';
import { openFloor } from '../harness/floor.js';

/** The rest of what the table of docs/adapters.md says: a line whose test is elsewhere names its file there. */
describe('a grade', () => {
  it('emulated is offered like native', async () => {
    const { monitor } = await openFloor();
    const session = monitor.session.value as Session;
    const emulated: Grade = { grade: 'emulated', reason: 'It is built of something else.' };
    const operations = Object.fromEntries(chatOperations.map((operation) => [operation, emulated]));
    const lesser = { ...session, capabilities: { ...session.capabilities, operations } };
    assert.deepEqual(offersFor(monitor.chat('running'), lesser, undefined), monitor.offers('running'));
  });

  it('none offers nothing, whatever the row allows', async () => {
    const { monitor } = await openFloor();
    const session = monitor.session.value as Session;
    const lesser = { ...session, capabilities: { ...session.capabilities, operations: {} } };
    assert.notEqual(monitor.offers('running').length, 0);
    assert.deepEqual(offersFor(monitor.chat('running'), lesser, undefined), []);
  });

  for (const [operation, list] of [
    ['watch-agents', 'agents'],
    ['watch-notices', 'notices'],
  ] as const) {
    it(`none for ${operation} is said by its list, and the chats are live`, async () => {
      const { monitor } = await openFloor({ without: [operation] });
      const { phase, error } = monitor.list(list).value;
      assert.deepEqual([phase, error?.code], ['failed', 'unsupported']);
      assert.equal(monitor.connection.value.status, 'live');
    });
  }

  it('none for queues as targets leaves the agents', async () => {
    const { monitor } = await openFloor({ without: ['assign-queue', 'transfer-queue'] });
    assert.deepEqual(monitor.targets('waiting', 'assign'), { agents: true, queues: false });
    assert.deepEqual(monitor.targets('running', 'transfer'), { agents: true, queues: false });
  });

  it('none for watch-session keeps the session of the connection', async () => {
    for (const [without, roles] of [
      [[], ['supervisor']],
      [['watch-session'], ['supervisor', 'agent']],
    ] as const) {
      const { monitor, backend } = await openFloor({ without });
      backend.control.setUser({ id: 'sue', name: 'Sue Supervisor', roles: ['supervisor'] });
      await settled();
      assert.deepEqual(monitor.session.value?.viewer.roles, roles);
    }
  });

  it('none for report keeps the records in this browser', async () => {
    const { monitor, chat, backend } = await openFloor({ without: ['report'] });
    const { assignmentVersion: expected } = chat('running');
    await monitor.perform({ type: 'release', chatId: 'running', expected });
    await settled();
    assert.deepEqual(
      monitor.reports.value.map(({ delivery, event }) => [delivery, event.outcome]),
      [['waiting', 'done']],
    );
    assert.deepEqual(backend.control.reports, []);
  });

  it('none for messages: the transcript says so, and offers no writing', async () => {
    const { monitor, backend } = await openFloor({ without: ['read-messages', 'send-message'] });
    backend.control.as('sue').join('running', 'participate');
    const transcript = new Transcript(monitor, 'running');
    await settled();
    const { phase, error, canSend } = transcript.value;
    assert.deepEqual([phase, error?.code, canSend], ['failed', 'unsupported', false]);
    assert.equal(
      monitor.offers('running').some(({ name }) => name === 'open'),
      false,
    );
    transcript.close();
  });

  for (const resume of ['cursor', 'snapshot'] as const) {
    it(`${resume} for resume: after a break the floor is what it is, with nothing left behind`, async () => {
      const { monitor, backend, ports } = await openFloor({ guarantees: { resume } });
      backend.control.setReachable(false);
      await settled();
      backend.control.end('running');
      backend.control.setReachable(true);
      await ports.clock.advance(60_000);
      assert.equal(monitor.connection.value.status, 'live');
      assert.equal(monitor.chat('running'), undefined);
      assert.notEqual(monitor.chat('waiting'), undefined);
    });
  }

  for (const [joins, ids] of [
    ['shared', ['tom', 'sue']],
    ['own', ['sue']],
  ] as const) {
    it(`${joins} for joins: who is known to be in a chat is ${ids.join(' and ')}`, async () => {
      const { monitor, backend, chat } = await openFloor({ guarantees: { joins } });
      backend.control.setUser({ id: 'tom', name: 'Tom Supervisor', roles: ['supervisor', 'agent'] });
      for (const person of ['tom', 'sue']) backend.control.as(person).join('running', 'monitor');
      await settled();
      assert.deepEqual(
        chat('running').participants.map(({ id }) => id),
        ids,
      );
      assert.ok(monitor.offers('running').some(({ name }) => name === 'leave'));
    });
  }
});
