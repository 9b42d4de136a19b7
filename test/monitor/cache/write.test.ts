import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreError } from '../../../src/monitor/index.js';
import { FakeBrowser } from '../../harness/fake-browser.js';
import { settled } from '../../harness/fake-ports.js';
import { floorSeed } from '../../harness/floor.js';
import { Visits } from '../../harness/visits.js';

/** Names of what the writes from `start` on put on the disk. */
const written = ({ disk }: Visits, start: number): readonly string[] =>
  disk.writes
    .slice(start)
    .flatMap((texts) => [...texts].filter(([, text]) => text !== undefined).map(([name]) => name.replace(/\d+/, 'n')))
    .sort();

const savedAt = async ({ disk }: Visits, key = 'sue'): Promise<number> => {
  const head = (await (await disk.cache(key)).read(['head'])).get('head');
  return head === undefined ? Number.NaN : (JSON.parse(head) as { savedAt: number }).savedAt;
};

describe('keeping the view', () => {
  it('collects changes, and writes what they are in, behind the live view', async () => {
    const visits = new Visits();
    await visits.open();
    await visits.clock.advance(2_900);
    assert.equal(visits.disk.writes.length, 0);
    await visits.clock.advance(100);
    assert.deepEqual(written(visits, 0), ['agents', 'chats-n', 'chats-n', 'head', 'owner', 'queues', 'session', 'top']);
    for (let times = 0; times < 5; times += 1) visits.backend.control.write('running', 'hello');
    await visits.clock.advance(3_000);
    assert.deepEqual(written(visits, 1), ['chats-n', 'head', 'owner', 'top']);
    assert.equal(visits.disk.writes.length, 2);
  });

  it('writes what is confirmed, never a guess', async () => {
    const visits = new Visits();
    const { monitor } = await visits.open();
    visits.backend.control.setLatency('perform', 10_000);
    const { assignmentVersion } = monitor.chat('running')!;
    void monitor.perform({ type: 'release', chatId: 'running', expected: assignmentVersion });
    await visits.clock.advance(4_000);
    assert.equal(monitor.chat('running')?.status, 'pending');
    const page = await visits.open();
    assert.equal(page.monitor.chat('running')?.status, 'assigned');
  });

  it('says now and then that a view in which nothing happens is still right, and writes nothing else', async () => {
    const visits = new Visits({ heartbeat: 1_000 });
    await visits.open();
    await visits.clock.advance(3_000);
    const first = await savedAt(visits);
    await visits.clock.advance(60_000);
    assert.ok(visits.disk.writes.length <= 7, String(visits.disk.writes.length));
    assert.deepEqual([...new Set(written(visits, 1))], ['head', 'owner']);
    assert.ok((await savedAt(visits)) >= first + 50_000);
  });

  it('takes out what is closed with the next write', async () => {
    const visits = new Visits();
    await visits.open();
    await visits.clock.advance(3_000);
    assert.match(await visits.disk.contents('sue'), /Rita/);
    visits.backend.control.end('waiting');
    await visits.clock.advance(3_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Rita/);
    assert.match(await visits.disk.contents('sue'), /Rolf/);
  });

  it('writes nothing while a list is on its way, and nothing of what is only restored', async () => {
    const visits = new Visits();
    await visits.visit();
    const before = visits.disk.writes.length;
    const at = await savedAt(visits);
    visits.slow(60_000);
    const page = await visits.open();
    await visits.clock.advance(30_000);
    await page.leave();
    assert.equal(visits.disk.writes.length, before);
    assert.equal(await savedAt(visits), at);
  });

  it('writes nothing while the rows of another scope are on their way', async () => {
    const visits = new Visits();
    const { monitor, ports } = await visits.open();
    await visits.clock.advance(3_000);
    visits.backend.control.setLatency('watchChats', 10_000);
    monitor.setScope({ queues: ['mail'] });
    await visits.clock.advance(4_000);
    ports.lifecycle.set({ visible: false });
    await settled();
    assert.equal(monitor.connection.value.status, 'live');
    assert.match(await visits.disk.contents('sue'), /Rita/);
  });

  it('leaves the floor of another page alone where this one shows none', async () => {
    const visits = new Visits();
    await visits.visit();
    const page = await visits.open({ lists: ['mine'] });
    await visits.clock.advance(60_000);
    await page.leave();
    visits.slow(1_000);
    assert.deepEqual((await visits.open()).floor, ['running', 'waiting']);
  });

  it('writes what waits at once when the page is hidden or put away', async () => {
    for (const change of [{ visible: false }, { asleep: true }]) {
      const visits = new Visits();
      const { ports } = await visits.open();
      await visits.clock.advance(3_000);
      visits.backend.control.end('waiting');
      await settled();
      const before = visits.disk.writes.length;
      ports.lifecycle.set(change);
      assert.equal(visits.disk.writes.length, before + 1, 'in the same task');
      await settled();
      assert.doesNotMatch(await visits.disk.contents('sue'), /Rita/);
    }
  });

  it('goes on after the page was stopped and started again', async () => {
    const visits = new Visits();
    const { monitor } = await visits.open();
    await visits.clock.advance(3_000);
    monitor.stop();
    await visits.clock.advance(10_000);
    assert.equal(visits.disk.writes.length, 2);
    visits.backend.control.end('waiting');
    monitor.start();
    await visits.clock.advance(3_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Rita/);
  });

  it('begins anew when the scope changes', async () => {
    const visits = new Visits();
    const page = await visits.open();
    await visits.clock.advance(3_000);
    page.monitor.setScope({ queues: ['mail'] });
    await visits.clock.advance(3_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Rita/);
    visits.slow(1_000);
    assert.deepEqual((await visits.open()).floor, ['running']);
  });
});

describe('of several pages', () => {
  it('one writes', async () => {
    const visits = new Visits({ heartbeat: 1_000 });
    await visits.open();
    await visits.clock.advance(4_000);
    await visits.open();
    for (let second = 0; second < 60; second += 1) {
      visits.backend.control.write('running', 'hello');
      await visits.clock.advance(1_000);
    }
    const writers = new Set(visits.disk.writes.map((texts) => /"writer":"(\w+)/.exec(texts.get('head') ?? '')?.[1]));
    assert.deepEqual([...writers], ['page1']);
  });

  it('that share a connection, the one that leads', async () => {
    const visits = new Visits();
    const browser = new FakeBrowser();
    const leader = await visits.open({ cache: false, tab: browser.openPage() });
    const follower = await visits.open({ tab: browser.openPage() });
    await visits.clock.advance(30_000);
    assert.equal(follower.monitor.connection.value.status, 'live');
    assert.deepEqual(visits.disk.writes, []);
    await leader.leave();
    await visits.clock.advance(10_000);
    assert.match(await visits.disk.contents('sue'), /Rita/);
  });

  it('another one takes over with everything when the one that wrote is gone', async () => {
    const visits = new Visits();
    const first = await visits.open();
    await visits.clock.advance(4_000);
    await visits.open();
    await first.leave();
    const before = visits.disk.writes.length;
    visits.backend.control.end('waiting');
    await visits.clock.advance(60_000);
    assert.deepEqual([...new Set(written(visits, before))].sort(), [
      'agents',
      'chats-n',
      'head',
      'owner',
      'queues',
      'session',
      'top',
    ]);
    visits.slow(1_000);
    assert.deepEqual((await visits.open()).floor, ['running']);
  });

  it('one that finds the disk emptied by another writes everything again', async () => {
    const visits = new Visits();
    await visits.open();
    await visits.clock.advance(3_000);
    await (await visits.disk.cache('sue')).clear();
    visits.backend.control.write('running', 'hello');
    await visits.clock.advance(3_000);
    visits.slow(1_000);
    assert.deepEqual((await visits.open()).floor, ['running', 'waiting']);
  });

  it('one of an older version leaves alone what a newer one keeps', async () => {
    const visits = new Visits();
    await visits.open();
    await visits.clock.advance(3_000);
    const cache = await visits.disk.cache('sue');
    const owner = (await cache.read(['owner'])).get('owner')!.replace('"format":1', '"format":2');
    await cache.write(
      new Map([
        ['owner', owner],
        ['head', '{"of": "another format"}'],
      ]),
    );
    const before = visits.disk.writes.length;
    visits.backend.control.end('waiting');
    await visits.clock.advance(60_000);
    assert.equal(visits.disk.writes.length, before);
  });
});

describe('a budget', () => {
  const many = (count: number) => ({
    ...floorSeed,
    chats: Array.from({ length: count }, (_, index) => ({
      id: `c${index}`,
      requester: { id: `r${index}`, name: `Person ${index}` },
      issue: 'x',
      companyId: 'acme',
    })),
  });

  it('of rows: beyond it nothing is kept any more', async () => {
    const visits = new Visits({ seed: many(10) });
    const page = await visits.open({ cache: { maxRows: 10 } });
    await visits.clock.advance(3_000);
    assert.match(await visits.disk.contents('sue'), /Person 3/);
    visits.backend.control.open({ requester: { id: 'r', name: 'R' }, issue: 'x', companyId: 'acme' });
    await visits.clock.advance(3_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Person/);
    const before = visits.disk.writes.length;
    await visits.clock.advance(30_000);
    await page.leave();
    assert.equal(visits.disk.writes.length, before);
    assert.deepEqual(page.faults, []);
  });

  it('of text: beyond it nothing is kept any more', async () => {
    const visits = new Visits({ seed: many(10) });
    const page = await visits.open({ cache: { maxBytes: 3_000 } });
    await visits.clock.advance(60_000);
    assert.doesNotMatch(await visits.disk.contents('sue'), /Person/);
    assert.equal(visits.disk.writes.length, 1);
    assert.deepEqual(page.faults, []);
  });
});

describe('a disk that takes nothing', () => {
  it('because it is full: it is emptied once, that is said once, and nothing is kept any more', async () => {
    const visits = new Visits();
    const page = await visits.open();
    await visits.clock.advance(3_000);
    visits.disk.failure = new StoreError('quota', 'no room');
    for (let second = 0; second < 30; second += 1) {
      visits.backend.control.write('running', 'hello');
      await visits.clock.advance(1_000);
    }
    assert.deepEqual(page.faults, [{ what: 'cache-write', message: 'no room' }]);
    assert.deepEqual(page.monitor.faults.value, [], 'nothing is missing in what is shown');
    assert.equal(visits.disk.clears, 1);
    assert.equal(visits.disk.writes.length, 2);
    assert.equal(await visits.disk.contents('sue'), '');
    assert.equal(page.monitor.connection.value.status, 'live');
  });

  it('for a moment: the page that is hidden then gives it everything', async () => {
    const visits = new Visits();
    const page = await visits.open();
    await visits.clock.advance(3_000);
    visits.disk.failure = new StoreError('failed', 'lost');
    visits.backend.control.write('running', 'hello');
    await visits.clock.advance(3_000);
    visits.disk.failure = undefined;
    await page.leave();
    visits.slow(1_000);
    assert.deepEqual((await visits.open()).floor, ['running', 'waiting']);
  });

  it('for a while: it gets everything as soon as it takes it again', async () => {
    const visits = new Visits();
    const page = await visits.open();
    await visits.clock.advance(3_000);
    visits.disk.failure = new StoreError('failed', 'lost');
    visits.backend.control.end('waiting');
    await visits.clock.advance(9_000);
    visits.disk.failure = undefined;
    visits.backend.control.write('running', 'hello');
    await visits.clock.advance(3_000);
    assert.deepEqual(page.faults, [{ what: 'cache-write', message: 'lost' }]);
    visits.slow(1_000);
    const next = await visits.open();
    assert.deepEqual(next.floor, ['running']);
    assert.equal(next.monitor.chat('running')?.messageCount, 1);
  });
});
