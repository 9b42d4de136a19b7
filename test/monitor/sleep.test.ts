import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AssignCommand } from '../../src/contract/index.js';
import { MemoryStore, type ChatMonitor } from '../../src/monitor/index.js';
import { PageWatch } from '../../src/monitor/page-watch.js';
import { DeadLines } from '../harness/dead-lines.js';
import { FakeClock, FakeLifecycle, fakePorts, settled } from '../harness/fake-ports.js';
import { createFloorBackend, openFloor, type Floor } from '../harness/floor.js';

const HOUR = 3_600_000;
/** Of the memory backend. */
const HEARTBEAT = 10_000;

function statuses(monitor: ChatMonitor): string[] {
  const seen: string[] = [monitor.connection.value.status];
  monitor.connection.subscribe(({ status }) => {
    if (seen[seen.length - 1] !== status) seen.push(status);
  });
  return seen;
}

function assignToBob(floor: Floor): AssignCommand {
  const expected = floor.chat('waiting').assignmentVersion;
  return { type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'bob' }, expected };
}

/** With what cursor each watch of the floor was opened. */
function floorCursors({ backend }: Floor): boolean[] {
  return backend.control
    .calls('watchChats')
    .filter(({ args }) => (args[0] as { view: string }).view === 'floor')
    .map(({ args }) => args[1] !== undefined);
}

describe('a page that is put away', () => {
  it('drops its connection in that task, and leaves nothing running', async () => {
    const ports = fakePorts();
    const own = createFloorBackend(ports);
    own.control.fail('listQueues', { code: 'unavailable' });
    const { monitor, backend } = await openFloor({ ports, backend: own });
    backend.control.cut('unavailable', 'agents');
    await settled();
    ports.lifecycle.set({ asleep: true });
    assert.equal(monitor.connection.value.status, 'stale');
    await settled();
    assert.equal(backend.control.watches(), 0);
    assert.deepEqual(ports.clock.pending, []);
    const calls = backend.control.calls().length;
    await ports.clock.advance(HOUR);
    assert.equal(backend.control.calls().length, calls);
  });

  it('shows what it showed, with its age, and goes on by cursor as soon as it wakes', async () => {
    const floor = await openFloor();
    const { monitor, backend, ports, chat } = floor;
    await ports.clock.advance(HEARTBEAT + 4_000);
    const heardAt = ports.clock.now() - 4_000;
    const view = monitor.createView({ list: 'floor' });
    const seen = statuses(monitor);
    ports.lifecycle.set({ asleep: true, visible: false });
    backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
    backend.control.end('running');
    await ports.clock.advance(HOUR);
    assert.equal(chat('waiting').status, 'pending');
    assert.equal(view.total, 2);
    assert.equal(monitor.connection.value.since, heardAt);

    ports.lifecycle.set({ asleep: false, visible: true });
    assert.equal(monitor.connection.value.since, heardAt);
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(chat('waiting').assignee?.id, 'bob');
    assert.equal(monitor.chat('running'), undefined);
    assert.deepEqual(seen, ['live', 'stale', 'live']);
    assert.deepEqual(floorCursors(floor), [false, true]);
  });

  it('leaves no connection open, whenever it happens', async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const ports = fakePorts();
      let open = 0;
      const fallAsleep = async (): Promise<void> => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        ports.lifecycle.set({ asleep: true });
      };
      const { backend } = await openFloor({
        ports,
        wrap: (adapter) => ({
          ...adapter,
          connect: async (options) => {
            const connection = await adapter.connect(options);
            open += 1;
            void fallAsleep();
            return {
              ...connection,
              close: () => {
                open -= 1;
                return connection.close();
              },
            };
          },
        }),
      });
      await settled();
      assert.equal(open, 0, `asleep after ${turns} turns`);
      assert.equal(backend.control.watches(), 0);
    }
  });

  it('stays offline where nothing was ever shown', async () => {
    const ports = fakePorts();
    const own = createFloorBackend(ports);
    own.control.setReachable(false);
    const { monitor } = await openFloor({ ports, backend: own });
    assert.equal(monitor.connection.value.status, 'offline');
    ports.lifecycle.set({ asleep: true });
    assert.equal(monitor.connection.value.status, 'offline');
  });

  it('gives up connecting, and begins again when it wakes', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.setReachable(false);
    await ports.clock.advance(30_000);
    backend.control.setReachable(true);
    backend.control.setLatency('connect', 5_000);
    monitor.reconnect();
    await ports.clock.advance(1_000);
    ports.lifecycle.set({ asleep: true });
    await settled();
    assert.deepEqual(ports.clock.pending, []);
    backend.control.setLatency('connect', 0);
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'stale');
    ports.lifecycle.set({ asleep: false });
    await ports.clock.advance(0);
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('tries at once when it wakes, however long it would have waited', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.setReachable(false);
    await ports.clock.advance(60_000);
    ports.lifecycle.set({ asleep: true });
    backend.control.setReachable(true);
    await ports.clock.advance(2_000);
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('does nothing before it wakes, whoever asks', async () => {
    const { monitor, backend, ports } = await openFloor();
    monitor.stop();
    ports.lifecycle.set({ asleep: true });
    const calls = backend.control.calls('connect').length;
    monitor.start();
    monitor.reconnect();
    ports.lifecycle.set({ visible: true, online: true });
    await settled();
    assert.equal(backend.control.calls('connect').length, calls);
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
  });

  it('that was signed out asks once when it wakes: somebody may have signed in', async () => {
    const { monitor, backend, ports } = await openFloor();
    backend.control.signOut('sue');
    await settled();
    ports.lifecycle.set({ asleep: true });
    assert.equal(monitor.connection.value.status, 'signed-out');
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(monitor.connection.value.status, 'signed-out');
    ports.lifecycle.set({ asleep: true });
    backend.control.signIn('sue');
    ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('a command on its way when the page is put away', () => {
  it('is asked about after the sleep, and counts as what it was', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.fail('perform', { answer: 'late', ms: 5_000 });
    const acting = monitor.perform(assignToBob(floor));
    await settled();
    ports.lifecycle.set({ asleep: true });
    await settled();
    ports.clock.sleep(10_000);
    ports.lifecycle.set({ asleep: false });
    await ports.clock.advance(1_000);
    const result = await acting;
    assert.equal(result.state, 'done');
    assert.equal(backend.control.calls('perform').length, 1);
    await settled();
    assert.deepEqual(
      backend.control.reports.map(({ id, outcome }) => [id, outcome]),
      [[result.id, 'done']],
    );
  });

  it('is settled after any sleep, though the user was told long before that it is open', async () => {
    const floor = await openFloor();
    const { backend, ports, monitor } = floor;
    backend.control.fail('perform', { answer: 'late', ms: 5_000 });
    const acting = monitor.perform(assignToBob(floor));
    await settled();
    ports.lifecycle.set({ asleep: true });
    ports.clock.sleep(HOUR);
    await ports.clock.advance(0);
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'unknown');
    assert.deepEqual(ports.clock.pending, []);
    ports.lifecycle.set({ asleep: false });
    await ports.clock.advance(1_000);
    assert.equal(backend.control.calls('perform').length, 1);
    assert.deepEqual(
      backend.control.reports.map(({ outcome }) => outcome),
      ['done'],
    );
  });

  it('is not sent again where it cannot be asked about, though a key counts once', async () => {
    const floor = await openFloor({ without: ['outcome'] });
    const { backend, ports, monitor } = floor;
    backend.control.setLatency('perform', 1_000);
    const acting = monitor.perform(assignToBob(floor));
    await settled();
    ports.lifecycle.set({ asleep: true });
    await settled();
    ports.lifecycle.set({ asleep: false });
    await ports.clock.advance(10_000);
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'unknown');
    assert.equal(backend.control.calls('perform').length, 1);
    assert.equal(backend.control.chat('waiting').assignee, undefined);
  });

  it('is not sent at all where it was not sent before', async () => {
    let write: () => void = () => {};
    const store = new MemoryStore();
    store.reports.add = store.reports.update = () => new Promise((resolve) => (write = resolve));
    const floor = await openFloor({ ports: fakePorts({ openStore: async () => store }) });
    const acting = floor.monitor.perform(assignToBob(floor));
    await settled();
    floor.ports.lifecycle.set({ asleep: true });
    floor.ports.lifecycle.set({ asleep: false });
    await settled();
    assert.equal(floor.monitor.connection.value.status, 'live');
    write();
    const result = await acting;
    assert.equal(result.state === 'failed' && result.outcome, 'failed');
    assert.equal(floor.backend.control.calls('perform').length, 0);
  });
});

describe('a machine that sleeps without a word', () => {
  for (const clock of ['runs', 'stands still'] as const) {
    it(`is found out by a clock that ${clock}: the view is old at once, and opened again by cursor`, async () => {
      const lines = new DeadLines();
      const floor = await openFloor({ wrap: lines.wrap });
      const { monitor, backend, ports, chat } = floor;
      await ports.clock.advance(HEARTBEAT + 3_000);
      const heardAt = monitor.ticker.now() - 3_000;
      const seen = statuses(monitor);
      const since: number[] = [];
      monitor.connection.subscribe(({ status, since: moment }) => status === 'stale' && since.push(moment));
      lines.kill();
      ports.clock.sleep(8 * HOUR, clock);
      if (clock === 'stands still') backend.control.setClockOffset(8 * HOUR);
      backend.control.as('tom').assign('waiting', { type: 'agent', id: 'bob' });
      await ports.clock.advance(clock === 'runs' ? 0 : 5_000);
      assert.equal(monitor.connection.value.status, 'live');
      assert.deepEqual(seen, ['live', 'stale', 'live']);
      assert.deepEqual([...new Set(since)], [heardAt]);
      assert.equal(chat('waiting').assignee?.id, 'bob');
      assert.deepEqual(floorCursors(floor), [false, true]);
      assert.equal(monitor.ticker.now(), backend.control.now());
    });
  }

  it('is found out as soon as a page is looked at that was hidden', async () => {
    const lines = new DeadLines();
    const { monitor, backend, ports } = await openFloor({ wrap: lines.wrap });
    ports.lifecycle.set({ visible: false });
    lines.kill();
    ports.clock.sleep(HOUR, 'stands still');
    ports.lifecycle.set({ visible: true });
    assert.equal(monitor.connection.value.status, 'stale');
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(backend.control.calls('connect').length, 2);
  });

  it('is no reason to connect for a monitor that a listener stops meanwhile', async () => {
    const { monitor, backend, ports } = await openFloor();
    monitor.on('chat-connection-change', () => monitor.stop());
    ports.clock.sleep(HOUR);
    await ports.clock.advance(0);
    assert.equal(monitor.connection.value.status, 'stale');
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('is not suspected of a page that was hidden for long while data came as always', async () => {
    const { monitor, backend, ports } = await openFloor();
    ports.lifecycle.set({ visible: false });
    await ports.clock.advance(10 * 60_000);
    ports.lifecycle.set({ visible: true });
    await ports.clock.advance(60_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(backend.control.calls('connect').length, 1);
  });

  it('is not suspected of a hidden page whose timers the browser holds up', () => {
    const clock = new FakeClock();
    const lifecycle = new FakeLifecycle();
    const told: string[] = [];
    const tell = (what: string) => () => void told.push(what);
    const page = new PageWatch(lifecycle, clock, {
      fellAsleep: tell('asleep'),
      woke: tell('awake'),
      encouraged: tell('encouraged'),
      networkLost: tell('network lost'),
    });
    page.start();
    assert.equal(clock.pending.length, 1);
    lifecycle.set({ visible: false });
    assert.deepEqual(clock.pending, []);
    clock.sleep(60_000);
    lifecycle.set({ visible: true });
    assert.equal(clock.pending.length, 1);
    assert.deepEqual(told, ['encouraged']);
    page.stop();
    assert.deepEqual(clock.pending, []);
  });

  it('is not suspected of a page that is busy for a while', async () => {
    const { backend, ports } = await openFloor();
    for (let times = 0; times < 10; times += 1) {
      ports.clock.sleep(20_000);
      await ports.clock.advance(1_000);
    }
    assert.equal(backend.control.calls('connect').length, 1);
  });
});

describe('a browser whose clock is set', () => {
  for (const [name, by] of [
    ['forward', HOUR],
    ['back', -HOUR],
  ] as const) {
    it(`an hour ${name} shows the backend’s time as before`, async () => {
      const { monitor, backend, ports } = await openFloor();
      ports.clock.setWall(by);
      await ports.clock.advance(60_000);
      assert.equal(monitor.connection.value.status, 'live');
      assert.equal(monitor.ticker.now(), backend.control.now());
    });

    it(`an hour ${name} while nobody looked shows the backend’s time soon after somebody does`, async () => {
      const { monitor, backend, ports } = await openFloor();
      ports.lifecycle.set({ visible: false });
      ports.clock.jump(by);
      backend.control.setClockOffset(-by);
      await ports.clock.advance(HEARTBEAT + 2_000);
      ports.lifecycle.set({ visible: true });
      await ports.clock.advance(HEARTBEAT);
      assert.equal(monitor.connection.value.status, 'live');
      assert.equal(monitor.ticker.now(), backend.control.now());
      assert.equal(backend.control.calls('connect').length, 1);
    });

    it(`and whose own count of time jumps an hour ${name} does so after the next batch`, async () => {
      const { monitor, backend, ports } = await openFloor();
      ports.clock.jump(by);
      backend.control.setClockOffset(-by);
      await ports.clock.advance(60_000);
      assert.equal(monitor.connection.value.status, 'live');
      assert.equal(monitor.ticker.now(), backend.control.now());
    });
  }
});
