import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatAdapter } from '../../../src/contract/index.js';
import type { ChatMonitor } from '../../../src/monitor/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Visits } from '../../harness/visits.js';

/** Signs in whoever is first in `users`, and says the same key for all of them. */
function sameKeyForAll({ backend }: Visits, users: readonly string[]): ChatAdapter {
  return {
    id: 'memory',
    viewerKey: 'somebody',
    connect: (options) => backend.adapter({ viewerId: users[0]! }).connect(options),
  };
}

/** Everything that a page shows from now on beside whom it shows it to, as often as something changes. */
function witness(monitor: ChatMonitor): readonly { readonly viewer: string | undefined; readonly shown: string }[] {
  const seen: { viewer: string | undefined; shown: string }[] = [];
  const view = monitor.createView({ list: 'floor' });
  const look = (): void => {
    const { value: session } = monitor.session;
    const shown = JSON.stringify([view.rows, monitor.agents.value, monitor.queues.value, monitor.preferences.value]);
    seen.push({ viewer: session?.viewer.id, shown });
  };
  view.subscribe(look);
  for (const observable of [monitor.session, monitor.connection, monitor.agents, monitor.queues, monitor.scope]) {
    observable.subscribe(look);
  }
  for (const name of ['floor', 'mine', 'agents'] as const) monitor.list(name).subscribe(look);
  monitor.preferences.subscribe(look);
  look();
  return seen;
}

describe('another viewer than the last one', () => {
  /** Sue sees all, ann nothing of the floor: whatever ann is shown of it is sue's. */
  const secrets = /Rita|Rolf|Bob Agent|issue/;

  it('is shown nothing before signing in, however long that takes, and finds the first one’s view untouched', async () => {
    const visits = new Visits();
    await visits.visit({ viewerId: 'sue' });
    visits.slow(15_000);
    const { monitor } = await visits.open({ viewerId: 'ann', lists: ['floor'] });
    const seen = witness(monitor);
    await visits.clock.advance(14_000);
    assert.equal(monitor.connection.value.status, 'connecting');
    await visits.clock.advance(20_000);
    assert.equal(monitor.session.value?.viewer.id, 'ann');
    for (const { shown } of seen) assert.doesNotMatch(shown, secrets);
    assert.match(await visits.disk.contents('sue'), secrets);
  });

  it('than the page thought: nothing of the first is left, on screen or disk, before the second is shown', async () => {
    const visits = new Visits();
    const users = ['sue'];
    await visits.visit({ adapter: sameKeyForAll(visits, users) });
    assert.match(await visits.disk.contents('somebody'), secrets);
    users[0] = 'ann';
    visits.slow(15_000);
    const { monitor } = await visits.open({ adapter: sameKeyForAll(visits, users), lists: ['floor'] });
    assert.equal(monitor.session.value?.viewer.id, 'sue');
    let cleared: number | undefined;
    monitor.session.subscribe((session) => {
      if (session?.viewer.id === 'ann') cleared ??= visits.disk.clears;
    });
    const seen = witness(monitor);
    await visits.clock.advance(20_000);
    assert.equal(monitor.session.value?.viewer.id, 'ann');
    const ofSue = seen.filter(({ shown }) => secrets.test(shown));
    assert.ok(ofSue.length > 0);
    assert.deepEqual([...new Set(ofSue.map(({ viewer }) => viewer))], ['sue']);
    assert.equal(await visits.disk.contents('somebody'), '');
    assert.equal(cleared, 1);
  });

  it('keeps nothing under a key that stood for the first one', async () => {
    const visits = new Visits();
    const users = ['sue'];
    await visits.visit({ adapter: sameKeyForAll(visits, users) });
    users[0] = 'tom';
    const page = await visits.open({ adapter: sameKeyForAll(visits, users) });
    page.ports.lifecycle.set({ visible: false });
    page.ports.lifecycle.set({ visible: true });
    await visits.clock.advance(40_000);
    await page.leave();
    assert.equal(await visits.disk.contents('somebody'), '');
    assert.match(await visits.disk.contents('tom'), secrets);
  });

  it('is not shown the first one’s view by a disk that answers after the backend', async () => {
    const visits = new Visits();
    const users = ['sue'];
    await visits.visit({ adapter: sameKeyForAll(visits, users) });
    users[0] = 'ann';
    const open = visits.disk.holdOpening();
    const { monitor } = await visits.open({ adapter: sameKeyForAll(visits, users), lists: ['floor'] });
    const seen = witness(monitor);
    await visits.clock.advance(100);
    open();
    await visits.clock.advance(10_000);
    assert.equal(monitor.session.value?.viewer.id, 'ann');
    for (const { shown } of seen) assert.doesNotMatch(shown, secrets);
    assert.equal(await visits.disk.contents('somebody'), '');
  });

  it('is left nothing by one who signs out', async () => {
    const visits = new Visits();
    const page = await visits.open();
    page.monitor.preferences.set('x', 1);
    await visits.clock.advance(4_000);
    assert.match(await visits.disk.contents('sue'), secrets);
    await page.monitor.signOut();
    await page.leave();
    await visits.clock.advance(30_000);
    assert.equal(await visits.disk.contents('sue'), '');
    assert.deepEqual(page.monitor.preferences.value, {});
    assert.deepEqual(page.floor, []);
  });

  it('who signs in after the first one signed out has nothing kept under that one’s key', async () => {
    const visits = new Visits();
    const users = ['sue'];
    const page = await visits.open({ adapter: sameKeyForAll(visits, users) });
    await visits.clock.advance(4_000);
    await page.monitor.signOut();
    users[0] = 'tom';
    page.monitor.start();
    await visits.clock.advance(40_000);
    assert.equal(page.monitor.session.value?.viewer.id, 'tom');
    assert.equal(await visits.disk.contents('somebody'), '');
    assert.match(await visits.disk.contents('tom'), secrets);
  });

  it('on the same page: the first one’s view leaves screen and disk', async () => {
    const visits = new Visits();
    const users = ['sue'];
    const adapter: ChatAdapter = {
      id: 'memory',
      connect: (options) => visits.backend.adapter({ viewerId: users[0]! }).connect(options),
    };
    const page = await visits.open({ adapter });
    page.monitor.setScope({ companies: ['acme'] });
    await visits.clock.advance(4_000);
    assert.match(await visits.disk.contents('sue'), secrets);
    visits.backend.control.signOut('sue');
    await settled();
    users[0] = 'ann';
    const seen = witness(page.monitor);
    page.monitor.reconnect();
    await visits.clock.advance(10_000);
    for (const { viewer, shown } of seen) if (viewer === 'ann') assert.doesNotMatch(shown, /Rita|Rolf|scope/);
    assert.equal(await visits.disk.contents('sue'), '');
    assert.equal(page.monitor.session.value?.viewer.id, 'ann');
    assert.deepEqual(page.monitor.preferences.value, {});
  });
});
