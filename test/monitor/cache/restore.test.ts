import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError, type ChatMonitor } from '../../../src/monitor/index.js';
import { settled } from '../../harness/fake-ports.js';
import { floorSeed } from '../../harness/floor.js';
import { Visits } from '../../harness/visits.js';

const minute = 60_000;

/** What the backend was asked to watch, and from where. */
const watched = ({ backend }: Visits): readonly (readonly unknown[])[] =>
  backend.control.calls('watchChats').map(({ args }) => args);

const news = (monitor: ChatMonitor): readonly string[] => {
  const told: string[] = [];
  monitor.on('assist-requested', ({ chat }) => told.push(`${chat.id} asks`));
  monitor.on('assist-cleared', ({ chatId }) => told.push(`${chatId} cleared`));
  return told;
};

describe('the last seen view', () => {
  it('is shown before the backend answers: stale, with its age, and nothing can be done yet', async () => {
    const visits = new Visits();
    const heardAt = visits.clock.now();
    await visits.visit();
    await visits.clock.advance(10 * minute);
    visits.slow(2_000);
    const { monitor, floor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'stale');
    assert.equal(monitor.connection.value.since, heardAt);
    assert.deepEqual(floor, ['running', 'waiting']);
    for (const name of ['floor', 'mine', 'agents'] as const) assert.equal(monitor.list(name).value.phase, 'ready');
    assert.equal(monitor.session.value?.viewer.name, 'Sue Supervisor');
    assert.deepEqual(monitor.session.value?.settings.sla, floorSeed.settings?.sla);
    assert.deepEqual(
      monitor.queues.value.map(({ id }) => id),
      ['vpn', 'mail'],
    );
    assert.ok(monitor.agents.value.some(({ name }) => name === 'Bob Agent'));
    assert.deepEqual(monitor.metrics.value, { open: 2, assigned: 1, inQueue: 1, averageQueueTime: 604_000 });
    const offers = monitor.offers('waiting');
    assert.ok(offers.length > 0);
    for (const { permission } of offers) assert.deepEqual(permission, { reason: 'stale' });
    await visits.clock.advance(2_000);
    assert.equal(monitor.connection.value.status, 'live');
    for (const { permission } of monitor.offers('waiting')) assert.equal(permission, true);
  });

  it('goes on where it stopped, with what happened in between', async () => {
    const visits = new Visits();
    await visits.visit();
    const { control } = visits.backend;
    control.end('waiting');
    const opened = control.open({ requester: { id: 'r3', name: 'Ralf' }, issue: 'new', companyId: 'acme' });
    const before = control.calls('watchChats').length;
    const page = await visits.open();
    assert.equal(page.monitor.connection.value.status, 'live');
    assert.deepEqual(page.floor, [opened, 'running'].sort());
    for (const [, cursor] of watched(visits).slice(before)) assert.equal(typeof cursor, 'string');
  });

  it('makes way for everything anew where the backend cannot go on', async () => {
    for (const visits of [new Visits(), new Visits({ guarantees: { resume: 'snapshot' } })]) {
      await visits.visit();
      const { control } = visits.backend;
      control.end('waiting');
      control.expireCursors();
      const page = await visits.open();
      assert.equal(page.monitor.connection.value.status, 'live');
      assert.deepEqual(page.floor, ['running']);
      assert.equal(page.monitor.chat('waiting'), undefined);
    }
  });

  it('gives way to a backend that was set up anew, and counts its versions from the beginning', async () => {
    const visits = new Visits();
    for (let times = 0; times < 5; times += 1) visits.backend.control.write('running', 'hello');
    await visits.visit();
    const anew = new Visits();
    anew.disk.share(visits.disk);
    const { monitor } = await anew.open();
    assert.equal(monitor.chat('running')?.messageCount, 0);
    anew.backend.control.write('running', 'hello');
    await settled();
    assert.equal(monitor.chat('running')?.messageCount, 1);
  });

  it('is no news, and neither is what happened until now; what happens from now on is', async () => {
    const visits = new Visits();
    const { control } = visits.backend;
    const late = control.open({ requester: { id: 'r3', name: 'R' }, issue: 'x', companyId: 'acme', assigneeId: 'bob' });
    const quiet = control.open({
      requester: { id: 'r4', name: 'Q' },
      issue: 'x',
      companyId: 'acme',
      assigneeId: 'ann',
    });
    control.as('ann').raiseAssist('running');
    control.as('ann').raiseAssist(quiet);
    control.as('bob').raiseAssist(late);
    await visits.visit();
    control.as('ann').clearAssist('running');
    control.end(late);
    control.as('ann').raiseAssist('running');
    visits.slow(1_000);
    const { monitor } = await visits.open();
    const told = news(monitor);
    assert.equal(monitor.attention.value.assists, 3);
    await visits.clock.advance(1_000);
    assert.equal(monitor.attention.value.assists, 2);
    assert.deepEqual(told, []);
    control.as('ann').clearAssist('running');
    await settled();
    control.as('ann').raiseAssist('running');
    await settled();
    control.as('ann').clearAssist(quiet);
    await settled();
    assert.deepEqual(told, ['running cleared', 'running asks', `${quiet} cleared`]);
  });

  it('of a list that nobody uses here is gone once the view is live', async () => {
    const visits = new Visits();
    visits.backend.control.as('sue').join('running', 'participate');
    await visits.visit();
    const { monitor } = await visits.open({ lists: ['floor'] });
    assert.equal(monitor.connection.value.status, 'live');
    visits.backend.control.end('running');
    await settled();
    assert.equal(monitor.chat('running'), undefined);
    assert.deepEqual(monitor.agents.value, []);
  });

  it('has the age of the backend’s clock, however wrong the browser’s is', async () => {
    const visits = new Visits();
    visits.backend.control.setClockOffset(60 * minute);
    await visits.visit();
    visits.slow(2_000);
    const { monitor } = await visits.open();
    assert.equal(monitor.connection.value.since, visits.clock.now() + 60 * minute - 4_000);
    assert.equal(monitor.ticker.now(), visits.clock.now() + 60 * minute);
  });

  it('is shown, and kept, in a tab that nobody looks at yet', async () => {
    const visits = new Visits();
    await visits.visit();
    visits.slow(1_000);
    const page = await visits.open({ hidden: true });
    assert.deepEqual(page.floor, ['running', 'waiting']);
    await visits.clock.advance(40_000);
    page.ports.lifecycle.set({ visible: true });
    visits.backend.control.end('waiting');
    await visits.clock.advance(4_000);
    await page.leave();
    assert.deepEqual((await visits.open()).floor, ['running']);
  });

  it('is not shown when it is too old, and leaves the disk', async () => {
    const visits = new Visits();
    await visits.visit();
    await visits.clock.advance(24 * 60 * minute + 1);
    visits.slow(2_000);
    const { monitor, floor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'connecting');
    assert.deepEqual(floor, []);
    assert.equal(monitor.session.value, undefined);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Rita|Ann Agent/);
  });

  it('is not shown after the backend has said that nobody is signed in', async () => {
    const visits = new Visits();
    await visits.visit();
    visits.backend.control.signOut('sue');
    const open = visits.disk.holdOpening();
    const { monitor, floor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'signed-out');
    open();
    await settled();
    assert.equal(monitor.session.value, undefined);
    assert.deepEqual(floor, []);
  });

  it('that was shown stays, as of then, where nobody is signed in any more', async () => {
    const visits = new Visits();
    const heardAt = visits.clock.now();
    await visits.visit();
    visits.backend.control.signOut('sue');
    visits.slow(1_000);
    const page = await visits.open();
    await visits.clock.advance(1_000);
    assert.equal(page.monitor.connection.value.status, 'signed-out');
    assert.equal(page.monitor.connection.value.since, heardAt);
    assert.deepEqual(page.floor, ['running', 'waiting']);
  });

  it('is stale from its own age on when the backend cannot be reached', async () => {
    const visits = new Visits();
    const heardAt = visits.clock.now();
    await visits.visit();
    visits.backend.control.setReachable(false);
    const open = visits.disk.holdOpening();
    const { monitor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'offline');
    open();
    await settled();
    const { status, since, error, retryAt } = monitor.connection.value;
    assert.deepEqual([status, since, error?.code], ['stale', heardAt, 'unavailable']);
    assert.ok(retryAt !== undefined);
    await visits.clock.advance(60_000);
    assert.equal(monitor.connection.value.since, heardAt);
  });

  it('is not kept, and nothing else either, where the page does not want it', async () => {
    const visits = new Visits();
    const page = await visits.open({ cache: false });
    page.monitor.setScope({ queues: ['vpn'] });
    await visits.clock.advance(10_000);
    await page.leave();
    assert.deepEqual(visits.disk.writes, []);
    assert.deepEqual(page.monitor.preferences.get('scope'), { queues: ['vpn'] });
  });
});

describe('a viewer who is known only after signing in', () => {
  it('sees nothing before, and then goes on from the last seen view', async () => {
    const visits = new Visits();
    await visits.visit({ viewerKey: null });
    visits.slow(1_000);
    const before = watched(visits).length;
    const { monitor, floor } = await visits.open({ viewerKey: null });
    assert.equal(monitor.connection.value.status, 'connecting');
    assert.deepEqual(floor, []);
    assert.equal(monitor.session.value, undefined);
    await visits.clock.advance(1_000);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.createView({ list: 'floor' }).total, 2);
    for (const [, cursor] of watched(visits).slice(before)) assert.equal(typeof cursor, 'string');
  });

  it('is who the page calls by an empty key', async () => {
    const visits = new Visits();
    await visits.visit({ viewerKey: '' });
    visits.slow(1_000);
    const { monitor, floor } = await visits.open({ viewerKey: '' });
    assert.equal(monitor.session.value, undefined);
    assert.deepEqual(floor, []);
  });

  it('keeps apart from one whose key happens to be the same text', async () => {
    const visits = new Visits();
    await visits.visit({ viewerId: 'tom', viewerKey: null });
    visits.slow(1_000);
    const { monitor, floor } = await visits.open({ viewerId: 'sue', viewerKey: 'tom' });
    assert.equal(monitor.session.value, undefined);
    assert.deepEqual(floor, []);
  });
});

describe('a disk that is slow or broken', () => {
  it('holds the live view up for 300 ms at most', async () => {
    const visits = new Visits();
    await visits.visit();
    visits.disk.holdOpening();
    const { monitor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'connecting');
    await visits.clock.advance(299);
    assert.equal(monitor.connection.value.status, 'connecting');
    await visits.clock.advance(1);
    assert.equal(monitor.connection.value.status, 'live');
    assert.equal(monitor.createView({ list: 'floor' }).total, 2);
  });

  it('puts nothing over the live view when it comes too late, and keeps what is seen from then on', async () => {
    const visits = new Visits();
    await visits.visit();
    visits.backend.control.end('waiting');
    const open = visits.disk.holdOpening();
    const { monitor, ports } = await visits.open();
    await visits.clock.advance(300);
    open();
    await settled();
    assert.equal(monitor.chat('waiting'), undefined);
    assert.equal(monitor.connection.value.status, 'live');
    await visits.clock.advance(40_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /"waiting"/);
    assert.equal(ports.lifecycle.asleep, false);
  });

  it('that stops in the middle leaves the first rows until the backend has said it all', async () => {
    const visits = new Visits();
    await visits.visit();
    const { control } = visits.backend;
    control.end('waiting');
    const before = watched(visits).length;
    let read: (() => void) | undefined;
    const page = await visits.open({ lists: ['floor'], whenShown: () => (read ??= visits.disk.holdReading()) });
    assert.deepEqual(page.floor, ['running', 'waiting']);
    await visits.clock.advance(300);
    assert.deepEqual(page.floor, ['running']);
    assert.deepEqual(
      watched(visits)
        .slice(before)
        .map(([, cursor]) => cursor),
      [undefined],
    );
    read?.();
    await settled();
    assert.deepEqual(page.floor, ['running']);
  });

  it('costs nothing but the cache', async () => {
    const visits = new Visits();
    await visits.visit();
    visits.disk.holdOpening().fail(new StoreError('blocked', 'an older page'));
    const { monitor } = await visits.open();
    assert.equal(monitor.connection.value.status, 'live');
    await visits.clock.advance(10_000);
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('the part of the cache', () => {
  it('that cannot be loaded costs nothing else', async () => {
    const visits = new Visits();
    await visits.visit();
    const page = await visits.open({ parts: { cache: () => Promise.reject(new Error('404')) } });
    assert.equal(page.monitor.connection.value.status, 'live');
    page.monitor.preferences.set('x', 1);
    await visits.clock.advance(10_000);
    assert.equal(page.monitor.preferences.get('x'), 1);
    assert.deepEqual(page.faults, []);
    await page.leave();
  });

  it('is waited for by a connection for 300 ms at most', async () => {
    const visits = new Visits();
    await visits.visit();
    const { monitor } = await visits.open({ parts: { cache: () => new Promise(() => {}) } });
    await visits.clock.advance(299);
    assert.equal(monitor.connection.value.status, 'connecting');
    await visits.clock.advance(1);
    assert.equal(monitor.connection.value.status, 'live');
  });
});

describe('texts that make no sense', () => {
  const damages: readonly (readonly [string, string, (text: string) => string | undefined])[] = [
    ['a head that is no JSON', 'head', (text) => text.slice(1)],
    ['a head without a field', 'head', (text) => text.replace('"numbers"', '"number"')],
    ['another format', 'owner', (text) => text.replace('"format":1', '"format":2')],
    ['no session', 'session', () => undefined],
    ['a session that is none', 'session', (text) => text.replace('"supervisor"', '"emperor"')],
    ['a first row that is none', 'top', (text) => text.replace('"status":"pending"', '"status":"asleep"')],
    ['agents of another time', 'agents', (text) => text.replace(',1,', ',2,')],
    ['agents of another page', 'agents', (text) => text.replace('page1', 'page9')],
  ];
  for (const [what, name, damage] of damages) {
    it(`are dropped as a whole, without a word: ${what}`, async () => {
      const visits = new Visits();
      await visits.visit();
      const cache = await visits.disk.cache('sue');
      const text = (await cache.read([name])).get(name)!;
      assert.notEqual(damage(text), text);
      await cache.write(new Map([[name, damage(text)]]));
      visits.slow(1_000);
      const page = await visits.open();
      assert.deepEqual(page.floor, []);
      assert.equal(page.monitor.session.value, undefined);
      assert.equal(page.monitor.connection.value.status, 'connecting');
      assert.equal(await visits.disk.contents('sue'), '');
      await visits.clock.advance(1_000);
      assert.equal(page.monitor.connection.value.status, 'live');
      assert.deepEqual(page.floor, ['running', 'waiting']);
      assert.deepEqual(page.faults, []);
    });
  }

  it('are dropped when a chat that is read later is none', async () => {
    const visits = new Visits();
    await visits.visit();
    const cache = await visits.disk.cache('sue');
    const names = visits.disk.written.filter((name) => name.startsWith('chats-'));
    for (const [name, text] of await cache.read(names)) {
      await cache.write(new Map([[name, text.replace('"openedAt"', '"opened"')]]));
    }
    visits.slow(1_000);
    const page = await visits.open();
    assert.deepEqual(page.floor, []);
    assert.equal(page.monitor.connection.value.status, 'connecting');
    assert.equal(await visits.disk.contents('sue'), '');
  });
});
