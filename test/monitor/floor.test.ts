import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatAdapter } from '../../src/contract/index.js';
import { ChatMonitor, isInScope, type Offer, type Scope } from '../../src/monitor/index.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { openFloor } from '../harness/floor.js';
import { manualScheduler } from '../harness/manual-scheduler.js';

const names = (offers: readonly Offer[]): string[] => offers.map(({ name }) => name);

describe('offers', () => {
  it('follow the row: what the backend names, in menu order', async () => {
    const { monitor } = await openFloor();
    assert.deepEqual(names(monitor.offers('waiting')), ['participate', 'monitor', 'assign']);
    assert.deepEqual(names(monitor.offers('running')), ['participate', 'monitor', 'transfer', 'release']);
  });

  it('show what is in the way: no agent role', async () => {
    const { monitor } = await openFloor({ viewerId: 'tom' });
    const offer = monitor.offers('running').find(({ name }) => name === 'participate');
    assert.deepEqual(offer?.permission, { reason: 'agent-role-required' });
  });

  it('leave out what this backend cannot do', async () => {
    const { monitor } = await openFloor({ without: ['monitor', 'transfer-agent', 'transfer-queue'] });
    assert.deepEqual(names(monitor.offers('running')), ['participate', 'release']);
  });

  it('have no queue tab where the administrator did not enable it', async () => {
    const { monitor, backend } = await openFloor();
    assert.deepEqual(monitor.targets('waiting', 'assign'), { agents: true, queues: true });
    backend.control.setSettings({ queueAssignment: false });
    await settled();
    assert.deepEqual(monitor.targets('waiting', 'assign'), { agents: true, queues: false });
  });

  it('are all disabled with the reason while nothing can be done', async () => {
    const { monitor, backend } = await openFloor();
    backend.control.setReachable(false);
    await settled();
    for (const { permission } of monitor.offers('running')) assert.deepEqual(permission, { reason: 'stale' });
  });
});

describe('assist requests', () => {
  it('are told once when they come, with who and why, and once when they end', async () => {
    const { monitor, backend } = await openFloor();
    const told: string[] = [];
    monitor.on('assist-requested', ({ chat, by, message }) => told.push(`${chat.id} ${by.name}: ${message}`));
    monitor.on('assist-cleared', ({ chatId }) => told.push(`${chatId} cleared`));
    backend.control.as('ann').raiseAssist('running', 'angry customer');
    backend.control.write('running', 'hello?');
    await settled();
    backend.control.as('ann').clearAssist('running');
    await settled();
    assert.deepEqual(told, ['running Ann Agent: angry customer', 'running cleared']);
  });

  it('are no news when they were there before', async () => {
    const floor = await openFloor();
    floor.backend.control.as('ann').raiseAssist('running');
    const told: string[] = [];
    const second = await openFloor({ backend: floor.backend, ports: floor.ports, viewerId: 'tom' });
    second.monitor.on('assist-requested', ({ chat }) => told.push(chat.id));
    await floor.ports.clock.advance(1_000);
    assert.deepEqual(told, []);
    assert.equal(second.monitor.attention.value.assists, 1);
  });

  it('that came while the connection was away are news', async () => {
    const { monitor, backend, ports } = await openFloor();
    const told: string[] = [];
    monitor.on('assist-requested', ({ chat }) => told.push(chat.id));
    backend.control.setReachable(false);
    backend.control.as('ann').raiseAssist('running');
    backend.control.expireCursors();
    backend.control.setReachable(true);
    await ports.clock.advance(10_000);
    assert.deepEqual(told, ['running']);
  });
});

describe('a floor that nobody watches any more', () => {
  it('is forgotten without news: its requests for assistance may stand', async () => {
    const { monitor, backend, ports, release } = await openFloor();
    backend.control.as('ann').raiseAssist('running');
    await settled();
    const told: string[] = [];
    monitor.on('assist-cleared', ({ chatId }) => told.push(chatId));
    release();
    await ports.clock.advance(5_000);
    assert.equal(monitor.chat('running'), undefined);
    assert.deepEqual(told, []);
  });
});

describe('the circle', () => {
  it('counts chats that need a hand: a breach does, a warning does not', async () => {
    const { monitor, ports, backend } = await openFloor();
    assert.equal(monitor.attention.value.count, 0);
    await ports.clock.advance(3 * 60_000);
    assert.equal(monitor.slaOf(monitor.chat('waiting')!).level, 'warning');
    assert.equal(monitor.attention.value.count, 0);
    await ports.clock.advance(2 * 60_000 + 1_000);
    assert.deepEqual(monitor.attention.value, { assists: 0, breaches: 1, count: 1 });
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    await settled();
    assert.equal(monitor.attention.value.count, 0);
  });

  it('counts a chat with two causes once', async () => {
    const { monitor, ports, backend } = await openFloor();
    backend.control.as('ann').raiseAssist('running');
    await ports.clock.advance(31 * 60_000);
    assert.deepEqual(monitor.attention.value, { assists: 1, breaches: 2, count: 2 });
  });
});

describe('the tiles', () => {
  it('count what is on the floor, and the mean waiting time of what waits', async () => {
    const { monitor, ports, backend } = await openFloor();
    await ports.clock.advance(60_000);
    backend.control.open({ requester: { id: 'r', name: 'R' }, issue: 'x', companyId: 'acme', queueId: 'vpn' });
    await settled();
    assert.deepEqual(monitor.metrics.value, { open: 3, assigned: 1, inQueue: 2, averageQueueTime: 30_000 });
  });
});

describe('the scope', () => {
  it('narrows the floor, and what was outside of it is no news', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.as('ann').raiseAssist('running');
    await settled();
    const told: string[] = [];
    monitor.on('assist-requested', ({ chat }) => told.push(chat.id));
    monitor.on('assist-cleared', ({ chatId }) => told.push(`${chatId} cleared`));
    monitor.setScope({ queues: ['vpn'] });
    await ports.clock.advance(100);
    assert.deepEqual(
      monitor.createView({ list: 'floor' }).rows.map(({ id }) => id),
      ['waiting'],
    );
    monitor.setScope({});
    await ports.clock.advance(100);
    assert.equal(monitor.createView({ list: 'floor' }).total, 2);
    assert.deepEqual(told, []);
  });
});

describe('agents', () => {
  it('are all there to be given a chat, and in scope by the queues they answer', async () => {
    const { monitor } = await openFloor();
    monitor.setScope({ queues: ['mail'] });
    await settled();
    const names = monitor.agents.value.map(({ name }) => name);
    assert.ok(names.includes('Bob Agent') && names.includes('Sue Supervisor'));
    const inScope = (scope: Scope): string[] =>
      monitor.agents.value.filter((agent) => isInScope(agent, scope, monitor.queues.value)).map(({ id }) => id);
    assert.deepEqual(inScope({ queues: ['mail'] }), ['ann']);
    assert.deepEqual(inScope({ companies: ['acme'] }), ['ann', 'bob', 'sue']);
    assert.deepEqual(inScope({ companies: ['other'] }), []);
    assert.deepEqual(inScope({ queues: [] }), []);
    assert.equal(inScope({}).length, monitor.agents.value.length);
  });
});

describe('bad data', () => {
  it('is set aside and reported, and no other row suffers', async () => {
    const { monitor, backend } = await openFloor();
    const { id: _, ...nameless } = backend.control.chat('waiting') as unknown as Record<string, unknown>;
    backend.control.inject('chats', nameless, 42, null);
    backend.control.write('running', 'hello');
    await settled();
    assert.equal(monitor.createView({ list: 'floor' }).total, 2);
    assert.equal(monitor.chat('running')?.messageCount, 1);
    assert.deepEqual(monitor.faults.value.map(({ path }) => path).sort(), ['', 'id']);
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('another viewer', () => {
  it('sees nothing of the one before, and delivers none of their records', async () => {
    const { backend, ports } = await openFloor();
    const users = ['sue', 'ann'];
    const adapter: ChatAdapter = {
      id: 'memory',
      connect: (options) => backend.adapter({ viewerId: users[0]! }).connect(options),
    };
    const monitor = new ChatMonitor({ adapter, ports });
    for (const name of ['floor', 'mine'] as const) monitor.use(name);
    monitor.start();
    await settled();
    backend.control.fail('report', { code: 'unauthenticated' });
    const { assignmentVersion } = monitor.chat('running')!;
    await monitor.perform({ type: 'release', chatId: 'running', expected: assignmentVersion });
    await settled();
    backend.control.signOut('sue');
    await settled();
    assert.equal(monitor.connection.value.status, 'signed-out');

    users.shift();
    monitor.reconnect();
    await ports.clock.advance(60_000);
    assert.equal(monitor.session.value?.viewer.id, 'ann');
    assert.equal(monitor.createView({ list: 'floor' }).total, 0);
    assert.deepEqual(monitor.reports.value, []);
    assert.equal(backend.control.reports.length, 0);

    users.unshift('sue');
    backend.control.signIn('sue');
    backend.control.signOut('ann');
    await settled();
    monitor.reconnect();
    await ports.clock.advance(60_000);
    assert.deepEqual(
      backend.control.reports.map(({ command, actor }) => [command, actor.id]),
      [['release', 'sue']],
    );
  });
});

describe('a list', () => {
  it('is to be seen by whoever is told that it is complete, however seldom is published', async () => {
    const ports = { ...fakePorts(), scheduler: manualScheduler() };
    const { monitor } = await openFloor({ ports });
    assert.equal(monitor.agents.value.length, 4);
    const view = monitor.createView({ list: 'floor' });
    const seen: number[] = [];
    monitor.list('floor').subscribe(({ phase }) => {
      if (phase === 'ready') seen.push(view.length);
    });
    monitor.setScope({ queues: ['vpn'] });
    ports.scheduler.flush();
    await ports.clock.advance(0);
    await settled();
    assert.deepEqual(seen, [1]);
  });
});
