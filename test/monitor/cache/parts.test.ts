import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import { guard, type Session } from '../../../src/contract/index.js';
import { BackendClock } from '../../../src/monitor/backend-clock.js';
import { ViewKeeper } from '../../../src/monitor/cache/view-keeper.js';
import { ConnectionKeeper } from '../../../src/monitor/connection-keeper.js';
import { Lists } from '../../../src/monitor/lists.js';
import { State } from '../../../src/monitor/observable.js';
import { Stores } from '../../../src/monitor/stores.js';
import { FakeDisk } from '../../harness/fake-disk.js';
import { FakeClock, fakePorts, settled } from '../../harness/fake-ports.js';
import { floorSeed } from '../../harness/floor.js';

/** What a monitor puts together, without the monitor: for what only its other parts ask of the cache. */
async function parts() {
  const clock = new FakeClock();
  const disk = new FakeDisk();
  const ports = fakePorts({ clock });
  const { random, lifecycle, scheduler } = ports;
  const backend = createMemoryBackend(floorSeed, {
    now: () => clock.now(),
    setTimer: (callback, ms) => clock.setTimer(callback, ms),
  });
  const page = { canWrite: true };
  const session = new State<Session | undefined>(undefined);
  const time = new BackendClock(clock);
  const keeper: ConnectionKeeper = new ConnectionKeeper(
    guard(backend.adapter({ viewerId: 'sue' })),
    { clock, random, lifecycle, time },
    {
      prepare: (session, signal) => cache.prepare(session, signal),
      session: (now) => session.set(now),
      connected: (connection) => lists.connected(connection),
      disconnected: () => lists.disconnected(),
    },
  );
  const lists: Lists = new Lists({ clock, random, scheduler, time, keeper, resumes: () => true, notice: () => {} });
  const cache: ViewKeeper = new ViewKeeper({
    ...ports,
    time,
    keeper,
    lists,
    stores: new Stores((key) => disk.openStore('memory', key)),
    viewerKey: 'sue',
    session,
    canWrite: () => page.canWrite,
    fault: () => {},
  });
  lists.keeper('floor').use();
  cache.start();
  keeper.start();
  await settled();
  return { clock, disk, control: backend.control, page, lists, cache, lifecycle, keeper };
}

describe('a page that must not write', () => {
  it('writes nothing, not when it is hidden either, and everything once it may', async () => {
    const { clock, disk, control, page, lifecycle } = await parts();
    await clock.advance(3_000);
    assert.equal(disk.writes.length, 1);
    page.canWrite = false;
    control.write('running', 'hello');
    await clock.advance(30_000);
    lifecycle.set({ visible: false });
    assert.equal(disk.writes.length, 1);
    page.canWrite = true;
    lifecycle.set({ visible: true });
    await clock.advance(3_000);
    assert.equal(disk.writes.length, 2);
    for (const name of ['session', 'queues', 'top', 'head']) assert.equal(typeof disk.writes[1]?.get(name), 'string');
  });
});

describe('erasing', () => {
  it('leaves nothing on the disk, ends the keeping, and leaves the screen alone', async () => {
    const { clock, disk, control, cache, lists, lifecycle } = await parts();
    cache.preferences.set('x', 1);
    await clock.advance(3_000);
    assert.match(await disk.contents('sue'), /Rita/);
    await cache.erase();
    control.end('waiting');
    cache.preferences.set('y', 1);
    await clock.advance(30_000);
    lifecycle.set({ asleep: true });
    await settled();
    assert.equal(await disk.contents('sue'), '');
    assert.equal(cache.preferences.get('x'), undefined);
    assert.equal(lists.table.get('running')?.id, 'running');
  });

  it('holds also for what is being written', async () => {
    const { clock, disk, cache } = await parts();
    const read = disk.holdReading();
    await clock.advance(3_000);
    const erased = cache.erase();
    read();
    await erased;
    await clock.advance(30_000);
    assert.equal(await disk.contents('sue'), '');
  });

  it('keeps again what is seen after the next sign-in', async () => {
    const { clock, disk, cache, keeper } = await parts();
    await clock.advance(3_000);
    await cache.erase();
    keeper.stop();
    keeper.start();
    await clock.advance(4_000);
    assert.match(await disk.contents('sue'), /Rita/);
  });
});
