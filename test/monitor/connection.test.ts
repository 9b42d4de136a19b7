import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatMonitor, Transcript, type ConnectionState } from '../../src/monitor/index.js';
import { DeadLines } from '../harness/dead-lines.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { createFloorBackend, openFloor } from '../harness/floor.js';

const statuses = (monitor: ChatMonitor): string[] => {
  const seen: string[] = [monitor.connection.value.status];
  monitor.on('chat-connection-change', ({ status }: ConnectionState) => {
    if (seen[seen.length - 1] !== status) seen.push(status);
  });
  return seen;
};

describe('the connection', () => {
  it('is live once every list in use is complete', async () => {
    const { monitor } = await openFloor();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.list('floor').value.phase, 'ready');
    assert.deepEqual([...monitor.createView({ list: 'floor' }).rows].map(({ id }) => id).sort(), [
      'running',
      'waiting',
    ]);
  });

  it('goes stale when the backend goes, and comes back by itself with what it missed', async () => {
    const { monitor, backend, ports, chat } = await openFloor();
    const seen = statuses(monitor);
    const lostAt = ports.clock.now();
    backend.control.setReachable(false);
    await ports.clock.advance(30_000);
    assert.equal(monitor.connection.value.status, 'stale');
    assert.equal(monitor.connection.value.since, lostAt);
    assert.ok((monitor.connection.value.retryAt ?? 0) > ports.clock.now());
    assert.equal(chat('waiting').status, 'pending', 'the last state stays on screen');
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    const opened = backend.control.open({ requester: { id: 'r3', name: 'Ralf' }, issue: 'new', companyId: 'acme' });
    backend.control.setReachable(true);
    await ports.clock.advance(45_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(chat('waiting').assignee?.id, 'bob');
    assert.equal(chat(opened).issue, 'new');
    assert.deepEqual(seen, ['live', 'stale', 'live']);
  });

  it('forgets what went while a cursor was too old to go on from', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.setReachable(false);
    backend.control.end('waiting');
    backend.control.expireCursors();
    backend.control.setReachable(true);
    await ports.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.chat('waiting'), undefined);
    assert.ok(monitor.chat('running'));
  });

  it('opens a single broken watch again without a new connection', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.cut('unavailable', 'agents');
    await settled();
    assert.equal(monitor.connection.value.status, 'stale');
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.connection.value.error, undefined);
    backend.control.cut('unavailable', 'agents');
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('stays live while one more list is being opened', async () => {
    const { monitor, backend, ports } = await openFloor({ viewerId: 'ann' });
    const seen = statuses(monitor);
    backend.control.setLatency('watchMessages', 5_000);
    const transcript = new Transcript(monitor, 'running');
    backend.control.setUser({ id: 'ann', name: 'Ann', roles: ['agent'], agent: { capacity: 4, queues: ['mail'] } });
    await ports.clock.advance(1_000);
    assert.equal(transcript.value.phase, 'loading');
    await ports.clock.advance(5_000);
    assert.equal(transcript.value.phase, 'ready');
    assert.deepEqual(seen, ['live']);
    transcript.close();
  });

  it('stays live beside a list that makes no sense, says so there, and takes it up again when it does', async () => {
    const { monitor, backend, ports } = await openFloor();
    for (let times = 0; times < 4; times++) backend.control.fail('watchAgents', { code: 'protocol' });
    backend.control.cut('protocol', 'agents');
    await ports.clock.advance(2_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.list('agents').value.phase, 'failed');
    assert.equal(monitor.list('agents').value.error?.code, 'protocol');
    assert.deepEqual(monitor.agents.value, []);
    assert.equal(monitor.list('floor').value.phase, 'ready');
    await ports.clock.advance(30_000);
    assert.equal(monitor.list('agents').value.phase, 'ready');
    assert.ok(monitor.agents.value.length > 0);
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('makes a new connection where no list makes sense', async () => {
    const { monitor, backend, ports } = await openFloor();
    for (const method of ['watchChats', 'watchChats', 'watchAgents', 'watchNotices', 'watchSession'] as const) {
      backend.control.fail(method, { code: 'protocol' }, { code: 'protocol' });
    }
    backend.control.cut('protocol');
    await settled();
    assert.equal(monitor.connection.value.status, 'stale');
    await ports.clock.advance(20_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.ok(backend.control.calls('connect').length > 1);
  });

  it('asks again at once for a list that was refused, when it is told to try again', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.fail('watchAgents', { code: 'invalid' });
    backend.control.cut('unavailable', 'agents');
    await ports.clock.advance(2_000);
    assert.equal(monitor.list('agents').value.phase, 'failed');
    monitor.reconnect();
    await settled();
    assert.equal(monitor.list('agents').value.phase, 'ready');
    assert.ok(monitor.agents.value.length > 0);
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('takes a silent backend for gone', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.setSilent(true);
    await ports.clock.advance(39_000);
    assert.equal(monitor.connection.value.status, 'live');
    await ports.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'stale');
    backend.control.setSilent(false);
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('is stale as of the last heartbeat of the one watch that went silent, and only that one is opened again', async () => {
    const lines = new DeadLines();
    const { monitor, backend, ports, chat } = await openFloor({ wrap: lines.wrap });
    await ports.clock.advance(12_000);
    const heardAt = ports.clock.now() - 2_000;
    lines.kill('watchAgents');
    await ports.clock.advance(37_000);
    assert.equal(monitor.connection.value.status, 'live');
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'stale');
    assert.equal(monitor.connection.value.error?.code, 'timeout');
    assert.equal(monitor.connection.value.since, heardAt);
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    await settled();
    assert.equal(chat('waiting').assignee?.id, 'bob', 'the others go on');
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(backend.control.calls('watchAgents').length, 2);
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('stays live on heartbeats alone', async () => {
    const { monitor, ports, backend } = await openFloor();
    backend.control.setHeartbeat(15_000);
    const seen = statuses(monitor);
    await ports.clock.advance(10 * 60_000);
    assert.deepEqual(seen, ['live']);
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('waits longer and longer while a backend lets it in and then delivers nothing', async () => {
    const { monitor, backend, ports } = await openFloor();
    for (let times = 0; times < 100; times += 1) backend.control.fail('watchChats', { code: 'unavailable' });
    const waits: number[] = [];
    monitor.connection.subscribe(({ retryAt }) => {
      if (retryAt !== undefined) waits.push(retryAt - ports.clock.now());
    });
    backend.control.cut();
    await ports.clock.advance(40_000);
    assert.deepEqual(waits.slice(0, 6), [375, 750, 1_500, 3_000, 6_000, 7_500]);
  });

  it('waits as briefly as ever after the connection was good again', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.setReachable(false);
    await ports.clock.advance(60_000);
    backend.control.setReachable(true);
    await ports.clock.advance(20_000);
    assert.equal(monitor.connection.value.status, 'live');
    backend.control.setReachable(false);
    await settled();
    assert.equal((monitor.connection.value.retryAt ?? 0) - ports.clock.now(), 375);
  });

  it('knows how old the view is in every state that is not live', async () => {
    const { monitor, backend, ports, release } = await openFloor();
    await ports.clock.advance(14_000);
    const rightUntil = ports.clock.now() - 4_000;
    backend.control.setReachable(false);
    await ports.clock.advance(20_000);
    assert.deepEqual([monitor.connection.value.status, monitor.connection.value.since], ['stale', rightUntil]);
    release();
    await ports.clock.advance(3_000);
    ports.lifecycle.set({ online: false });
    assert.deepEqual([monitor.connection.value.status, monitor.connection.value.since], ['offline', rightUntil]);
    backend.control.setReachable(true);
    backend.control.signOut('sue');
    ports.lifecycle.set({ online: true });
    await ports.clock.advance(2_000);
    assert.deepEqual([monitor.connection.value.status, monitor.connection.value.since], ['signed-out', rightUntil]);
  });

  it('asks nothing of the backend where a listener stops the monitor before it can', async () => {
    const { monitor, backend } = await openFloor();
    backend.control.signOut('sue');
    await settled();
    const calls = backend.control.calls().length;
    monitor.on('chat-connection-change', () => monitor.stop());
    monitor.reconnect();
    await settled();
    assert.equal(backend.control.calls().length, calls);
  });

  it('stops asking when nobody is signed in, until it is told to try again', async () => {
    const { monitor, backend, ports } = await openFloor();
    const view = monitor.createView({ list: 'floor' });
    backend.control.signOut('sue');
    await settled();
    assert.equal(monitor.connection.value.status, 'signed-out');
    assert.equal(view.total, 2, 'what was shown stays');
    const calls = backend.control.calls().length;
    await ports.clock.advance(120_000);
    assert.equal(backend.control.calls().length, calls);
    backend.control.signIn('sue');
    monitor.reconnect();
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(view.total, 2);
  });

  it('says offline at once when the network goes, and tries at once when it is back', async () => {
    const { monitor, backend, ports } = await openFloor();
    ports.lifecycle.set({ online: false });
    assert.equal(monitor.connection.value.status, 'offline');
    backend.control.setReachable(false);
    await ports.clock.advance(20_000);
    backend.control.setReachable(true);
    ports.lifecycle.set({ online: true });
    await ports.clock.advance(0);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('tries again when connecting fails, and not when it is forbidden', async () => {
    const ports = fakePorts();
    const { clock } = ports;
    const backend = createFloorBackend(ports);
    backend.control.fail('connect', { code: 'unavailable' }, { code: 'forbidden' });
    const monitor = new ChatMonitor({ adapter: backend.adapter({ viewerId: 'sue' }), ports });
    monitor.use('floor');
    monitor.start();
    await settled();
    assert.equal(monitor.connection.value.status, 'offline');
    await clock.advance(60_000);
    assert.equal(monitor.connection.value.error?.code, 'forbidden');
    assert.equal(backend.control.calls('connect').length, 2);
    monitor.reconnect();
    await clock.advance(0);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('leaves nothing behind when stopped', async () => {
    const { monitor, backend, ports, release } = await openFloor();
    release();
    monitor.stop();
    assert.equal(monitor.connection.value.status, 'stale');
    await ports.clock.advance(3_000);
    assert.equal(backend.control.watches(), 0);
    assert.deepEqual(ports.clock.pending, []);
  });

  it('keeps a list for a moment after its last user, then stops watching it', async () => {
    const { monitor, backend, ports } = await openFloor({ viewerId: 'ann' });
    const extra = monitor.use('mine');
    extra();
    assert.equal(backend.control.watches('chats'), 1);
    const transcript = new Transcript(monitor, 'running');
    await settled();
    assert.equal(backend.control.watches('messages'), 1);
    transcript.close();
    await ports.clock.advance(3_000);
    assert.equal(backend.control.watches('messages'), 0);
    assert.equal(backend.control.watches('chats'), 1);
  });

  it('gives the floor up where it is forbidden, and keeps the rest', async () => {
    const { monitor } = await openFloor({ viewerId: 'ann' });
    assert.equal(monitor.list('floor').value.error?.code, 'forbidden');
    assert.equal(monitor.list('mine').value.phase, 'ready');
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('time', () => {
  it('is the backend’s, however wrong the browser’s clock is', async () => {
    const ports = fakePorts();
    const { clock } = ports;
    const backend = createFloorBackend(ports);
    backend.control.setClockOffset(3_600_000);
    const { monitor } = await openFloor({ ports, backend });
    assert.equal(monitor.ticker.now(), clock.now() + 3_600_000);
    const opened = backend.control.open({ requester: { id: 'r', name: 'R' }, issue: 'x', companyId: 'acme' });
    await clock.advance(90_000);
    assert.equal(monitor.slaOf(monitor.chat(opened)!).queue?.elapsed, 90_000);
  });
});
