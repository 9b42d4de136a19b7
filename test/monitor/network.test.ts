import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatMonitor, Transcript } from '../../src/monitor/index.js';
import { DeadLines } from '../harness/dead-lines.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { createFloorBackend, openFloor, type Floor } from '../harness/floor.js';

const connects = ({ backend }: Floor): number => backend.control.calls('connect').length;

describe('a browser that says there is no network', () => {
  it('marks the view at once, with its age', async () => {
    const { monitor, ports } = await openFloor();
    await ports.clock.advance(4_000);
    ports.lifecycle.set({ online: false });
    assert.equal(monitor.connection.value.status, 'offline');
    assert.equal(monitor.connection.value.since, ports.clock.now() - 4_000);
  });

  it('stops the tries, all but one a minute', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.setReachable(false);
    await ports.clock.advance(20_000);
    assert.equal(monitor.connection.value.status, 'stale');
    const before = connects(floor);
    ports.lifecycle.set({ online: false });
    assert.equal(monitor.connection.value.status, 'offline');
    assert.equal(monitor.connection.value.retryAt, ports.clock.now() + 60_000);
    await ports.clock.advance(59_000);
    assert.equal(connects(floor), before);
    await ports.clock.advance(10 * 60_000);
    assert.equal(connects(floor), before + 10);
  });

  it('is not believed any more when data comes', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor, chat } = floor;
    ports.lifecycle.set({ online: false });
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(chat('waiting').assignee?.id, 'bob');
    // And neither when the connection breaks after that.
    backend.control.setReachable(false);
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'stale');
    assert.ok(connects(floor) > 5);
  });

  it('is not believed any more when a heartbeat comes', async () => {
    const { ports, monitor } = await openFloor();
    ports.lifecycle.set({ online: false });
    await ports.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('is contradicted by a backend that answers, from the beginning', async () => {
    const ports = fakePorts();
    ports.lifecycle.set({ online: false });
    const { monitor } = await openFloor({ ports });
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('costs a minute at most where it is wrong, nobody looks, and the backend was away', async () => {
    const { backend, ports, monitor } = await openFloor();
    ports.lifecycle.set({ online: false });
    backend.control.setReachable(false);
    await ports.clock.advance(5_000);
    backend.control.setReachable(true);
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('has every action refused with the reason, and none kept for later', async () => {
    const { backend, ports, monitor } = await openFloor();
    ports.lifecycle.set({ online: false });
    const offers = monitor.offers('waiting');
    assert.ok(offers.length > 0);
    for (const { permission } of offers) assert.deepEqual(permission, { reason: 'offline' });
    const result = await monitor.perform({ type: 'release', chatId: 'running' });
    assert.equal(result.state === 'failed' && result.error.code, 'unavailable');
    ports.lifecycle.set({ online: true });
    await ports.clock.advance(60_000);
    assert.equal(backend.control.calls('perform').length, 0);
  });
});

describe('a network that is back', () => {
  it('is tried at once', async () => {
    const { backend, ports, monitor } = await openFloor();
    backend.control.setReachable(false);
    ports.lifecycle.set({ online: false });
    await ports.clock.advance(30_000);
    backend.control.setReachable(true);
    ports.lifecycle.set({ online: true });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('finds out at once whether the old connection lives', async () => {
    const lines = new DeadLines();
    const floor = await openFloor({ wrap: lines.wrap });
    const { backend, ports, monitor, chat } = floor;
    ports.lifecycle.set({ online: false });
    lines.kill();
    await ports.clock.advance(3_000);
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    ports.lifecycle.set({ online: true });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(chat('waiting').assignee?.id, 'bob');
    assert.equal(connects(floor), 2);
  });

  it('leaves a connection alone that was never interrupted', async () => {
    const floor = await openFloor();
    const { ports, monitor } = floor;
    ports.lifecycle.set({ online: false });
    await ports.clock.advance(12_000);
    ports.lifecycle.set({ online: true });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(connects(floor), 1);
    ports.lifecycle.set({ online: false });
    assert.equal(monitor.connection.value.status, 'offline', 'the next time it may be true');
  });

  it('is asked for anew by a monitor that starts again', async () => {
    const { backend, ports, monitor } = await openFloor();
    ports.lifecycle.set({ online: false });
    await ports.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'live');
    monitor.stop();
    backend.control.setReachable(false);
    monitor.start();
    await settled();
    assert.equal(monitor.connection.value.status, 'offline');
  });

  it('does no harm where nothing works: the tries go on as before', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.setReachable(false);
    ports.lifecycle.set({ online: false });
    ports.lifecycle.set({ online: true });
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'stale');
    backend.control.setReachable(true);
    await ports.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('a page that is looked at again', () => {
  it('tries at once', async () => {
    const { backend, ports, monitor } = await openFloor();
    ports.lifecycle.set({ visible: false });
    backend.control.setReachable(false);
    await ports.clock.advance(50_000);
    const wait = (monitor.connection.value.retryAt ?? 0) - ports.clock.now();
    assert.ok(wait > 2_000);
    await ports.clock.advance(wait - 1_000);
    backend.control.setReachable(true);
    ports.lifecycle.set({ visible: true });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('puts no try off that is due sooner anyway', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    ports.lifecycle.set({ visible: false });
    backend.control.setReachable(false);
    await settled();
    backend.control.setReachable(true);
    ports.lifecycle.set({ visible: true });
    await ports.clock.advance(400);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('again and again does not hammer a backend that is away, and the waits grow all the same', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.setReachable(false);
    await ports.clock.advance(30_000);
    const before = connects(floor);
    for (let times = 0; times < 600; times += 1) {
      ports.lifecycle.set({ visible: times % 2 === 0 });
      await ports.clock.advance(100);
    }
    assert.ok(connects(floor) - before <= 30, `${connects(floor) - before} tries in a minute`);
    await ports.clock.advance(10_000);
    assert.ok((monitor.connection.value.retryAt ?? 0) > ports.clock.now());
  });

  it('leaves a backend alone that asked for a minute, however often, also over a sleep', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    const busy = { code: 'rate-limited', retryAfter: 60_000 } as const;
    backend.control.fail('connect', busy, busy);
    backend.control.fail('watchChats', { code: 'unavailable' }, { code: 'unavailable' });
    backend.control.cut();
    await ports.clock.advance(3_000);
    assert.equal(connects(floor), 2);
    assert.equal(monitor.connection.value.error?.code, 'rate-limited');
    for (let times = 0; times < 10; times += 1) {
      ports.lifecycle.set({ visible: false });
      ports.lifecycle.set({ visible: true, online: times % 2 === 1 });
      await ports.clock.advance(2_000);
    }
    ports.lifecycle.set({ asleep: true });
    await ports.clock.advance(10_000);
    ports.lifecycle.set({ asleep: false, online: true });
    await ports.clock.advance(20_000);
    assert.equal(connects(floor), 2);
    assert.ok((monitor.connection.value.retryAt ?? 0) > ports.clock.now());
    await ports.clock.advance(10_000);
    assert.equal(connects(floor), 3);
  });

  it('leaves a backend alone that asked for a minute over one watch, whatever becomes of the others', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.fail('watchMessages', { code: 'rate-limited', retryAfter: 60_000 });
    const transcript = new Transcript(monitor, 'running');
    await settled();
    backend.control.fail('watchChats', { code: 'unavailable', retryAfter: 1_000 });
    monitor.setScope({});
    await settled();
    assert.equal(monitor.connection.value.error?.code, 'unavailable');
    ports.lifecycle.set({ visible: false });
    await ports.clock.advance(5_000);
    ports.lifecycle.set({ visible: true });
    await ports.clock.advance(54_000);
    assert.equal(connects(floor), 1);
    await ports.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    transcript.close();
  });
});

describe('the user', () => {
  it('may try at once, whatever the backend asked for', async () => {
    const ports = fakePorts();
    const backend = createFloorBackend(ports);
    backend.control.fail('connect', { code: 'rate-limited', retryAfter: 60_000 });
    const monitor = new ChatMonitor({ adapter: backend.adapter({ viewerId: 'sue' }), ports });
    monitor.start();
    await settled();
    assert.equal(monitor.connection.value.status, 'offline');
    monitor.reconnect();
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    monitor.stop();
  });
});
