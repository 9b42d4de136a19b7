import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStores } from '../../src/monitor/index.js';
import { fakePorts, settled } from '../harness/fake-ports.js';
import { openFloor, type Floor } from '../harness/floor.js';
import { Ledger } from '../harness/ledger.js';
import { OutboxBrowser } from '../harness/outbox-pages.js';
import { noRoom } from '../harness/troubled-store.js';

const release = async (floor: Floor): Promise<void> => {
  await floor.monitor.perform({
    type: 'release',
    chatId: 'running',
    expected: floor.chat('running').assignmentVersion,
  });
  await settled();
};

describe('signing out', () => {
  it('delivers what waits before it ends the connection', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('report', { code: 'rate-limited', retryAfter: 60_000 });
    await release(floor);
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'waiting');
    assert.deepEqual(await floor.monitor.signOut(), { undelivered: 0 });
    assert.equal(floor.backend.control.reports.length, 1);
    assert.equal(floor.monitor.connection.value.status, 'signed-out');
  });

  it('waits for a command on its way, 10 s at most', async () => {
    const floor = await openFloor();
    floor.backend.control.setLatency('perform', 4_000);
    const acting = release(floor);
    await settled();
    const leaving = floor.monitor.signOut();
    await floor.ports.clock.advance(4_000);
    await acting;
    assert.deepEqual(await leaving, { undelivered: 0 });
  });

  it('says how many could not be delivered, and keeps them for the next sign-in', async () => {
    const floor = await openFloor();
    floor.backend.control.setLatency('report', 60_000);
    await release(floor);
    const leaving = floor.monitor.signOut();
    await floor.ports.clock.advance(10_000);
    assert.deepEqual(await leaving, { undelivered: 1 });
    floor.backend.control.setLatency('report', 0);
    floor.monitor.start();
    await floor.ports.clock.advance(60_000);
    assert.equal(floor.backend.control.reports.length, 1);
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'delivered');
  });

  it('gives up what could not be delivered, when it is told to', async () => {
    const openStore = memoryStores();
    const floor = await openFloor({ ports: fakePorts({ openStore }) });
    floor.backend.control.setLatency('report', 60_000);
    await release(floor);
    const leaving = floor.monitor.signOut({ discard: true });
    await floor.ports.clock.advance(10_000);
    assert.deepEqual(await leaving, { undelivered: 1 });
    const { reports } = await openStore('memory', 'sue');
    assert.deepEqual(await reports.readAll(), []);
    floor.backend.control.setLatency('report', 0);
    floor.monitor.start();
    await floor.ports.clock.advance(60_000);
    assert.equal(floor.backend.control.reports.length, 0);
    assert.deepEqual(floor.monitor.reports.value, []);
  });

  it('forgets what was shown, and what was kept to be shown at once the next time', async () => {
    const openStore = memoryStores();
    const floor = await openFloor({ ports: fakePorts({ openStore }) });
    const { cache } = await openStore('memory', 'sue');
    await cache.write(new Map([['floor', 'Rita']]));
    const view = floor.monitor.createView({ list: 'floor' });
    await release(floor);
    assert.equal(view.total, 2);
    await floor.monitor.signOut();
    await settled();
    assert.equal((await cache.read(['floor'])).size, 0);
    assert.equal(view.total, 0);
    assert.deepEqual(floor.monitor.reports.value, []);
    assert.equal(floor.monitor.session.value, undefined);
    assert.equal(floor.backend.control.watches(), 0);
  });

  it('waits for nothing where nobody is signed in any more', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('report', { code: 'unauthenticated' });
    await release(floor);
    assert.equal(floor.monitor.connection.value.status, 'signed-out');
    const leaving = floor.monitor.signOut();
    await floor.ports.clock.advance(0);
    assert.deepEqual(await leaving, { undelivered: 1 });
  });

  it('is followed by another sign-in like any other', async () => {
    const floor = await openFloor();
    await floor.monitor.signOut();
    floor.monitor.start();
    await floor.ports.clock.advance(1_000);
    assert.equal(floor.monitor.connection.value.status, 'live');
    await release(floor);
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'delivered');
  });
});

describe('records that were refused', () => {
  it('are sent again when the monitor is told to', async () => {
    const floor = await openFloor();
    floor.backend.control.fail('report', { code: 'invalid', message: 'no such event' });
    await release(floor);
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'refused');
    floor.monitor.retryReports();
    await settled();
    assert.equal(floor.monitor.reports.value[0]?.delivery, 'delivered');
  });
});

describe('what is given up', () => {
  it('is not told of any more, though its delivery was on its way', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    let answer: () => void = () => {};
    ledger.answers.push((ids) => new Promise((resolve) => (answer = () => resolve({ accepted: ids, refused: [] }))));
    const page = await browser.openPage();
    page.connect(ledger);
    await page.act('a1');
    await page.outbox.discard();
    answer();
    await settled();
    assert.deepEqual(page.told, ['a1 waiting']);
    assert.deepEqual(page.shown, []);
    assert.deepEqual(await browser.stored(), []);
  });

  it('is not saved later, where it could not be saved before', async () => {
    const browser = new OutboxBrowser();
    const page = await browser.openPage();
    page.troubles.set(noRoom, 'add', 'takeRight');
    await page.act('a1');
    await assert.rejects(page.outbox.discard(), noRoom);
    page.troubles.end();
    await browser.clock.advance(60_000);
    assert.deepEqual(await browser.stored(), []);
  });
});

describe('leaving a page without a connection of its own', () => {
  it('waits until the other page has delivered', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const leader = await browser.openPage();
    const follower = await browser.openPage();
    follower.connect(ledger, { relayed: true });
    await follower.act('f1');
    const drained = follower.outbox.drain(10_000);
    await browser.clock.advance(5_000);
    leader.connect(ledger);
    await settled();
    assert.equal(await drained, 0);
  });

  it('lets the other page take out what is given up, and goes on letting it deliver', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    ledger.answers.push((ids) => ({ accepted: [], refused: [{ id: ids[0]!, code: 'invalid' }] }));
    const leader = await browser.openPage();
    const follower = await browser.openPage();
    leader.connect(ledger);
    follower.connect(ledger, { relayed: true });
    await follower.act('f1');
    assert.deepEqual(await browser.stored(), ['f1 done refused']);
    await follower.outbox.discard();
    await settled();
    assert.deepEqual(await browser.stored(), []);
    await leader.act('l1');
    assert.deepEqual(ledger.ids, ['l1']);
  });
});
