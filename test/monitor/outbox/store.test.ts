import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { rejectWith } from '../../harness/ledger.js';
import { twoPages } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

const never = (): Promise<never> => new Promise(() => {});

describe('a store', () => {
  it('that the browser emptied before there was a record does not keep the page from delivering', async () => {
    const { browser, ledger, leader } = await twoPages();
    await browser.disk.empty();
    await leader.act('l1');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('that the browser emptied in the middle of a delivery tells the other pages all the same', async () => {
    const { browser, ledger, follower } = await twoPages();
    let answer: () => void = () => {};
    ledger.answers.push((ids) => new Promise((resolve) => (answer = () => resolve({ accepted: ids, refused: [] }))));
    await follower.act('f1');
    await browser.disk.empty();
    // A page comes to see the new disk as soon as it uses it.
    await follower.begin('f2');
    answer();
    await settled();
    assert.deepEqual(follower.shown, ['f1 done delivered', 'f2 performing waiting']);
  });

  it('that the browser emptied has no open record of another page hold up what comes then', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    await follower.begin('f1', 'a', { startedAt: -1_000 });
    await settled();
    leader.freeze();
    follower.connect(ledger);
    follower.complete('f1', 'a');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.ids, ['f1']);
    await browser.disk.empty();
    // It did not hear of it, and nobody can tell any more.
    leader.wake();
    leader.connect(ledger);
    follower.connect(ledger, { relayed: true });
    await browser.clock.advance(10_000);
    await follower.act('f2', 'a');
    await browser.clock.advance(10_000);
    assert.deepEqual(ledger.ids, ['f1', 'f2']);
  });

  it('that the browser emptied gets back what a page without a connection of its own did', async () => {
    const { browser, ledger, follower } = await twoPages();
    await follower.begin('f1');
    await browser.disk.empty();
    await browser.clock.advance(60_000);
    assert.deepEqual(await browser.stored(), ['f1 performing waiting']);
    follower.complete('f1');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['f1']);
  });

  for (const [what, record] of [
    ['an open one', 'o1 performing waiting'],
    ['one with its outcome', 'o1 done waiting'],
  ] as const) {
    it(`that the browser emptied gets back the record of a page that died, from whoever knows of it: ${what}`, async () => {
      const { browser, ledger, leader, follower } = await twoPages();
      leader.disconnect();
      const other = await browser.openPage();
      await other.begin('o1');
      if (record.includes('done')) other.complete('o1');
      await settled();
      leader.kill();
      other.kill();
      await browser.disk.empty();
      const next = await browser.openPage();
      next.connect(ledger);
      await settled();
      assert.deepEqual([next.shown, follower.shown], [[], [record]]);
      await browser.clock.advance(60_000);
      const outcome = record.includes('done') ? 'done' : 'failed';
      assert.deepEqual(next.shown, [`o1 ${outcome} delivered`]);
      assert.deepEqual(follower.shown, next.shown);
      assert.deepEqual(ledger.ids, ['o1']);
    });
  }

  it('that the browser emptied gets back the record of a page that lives from that page', async () => {
    const { browser, ledger, follower } = await twoPages();
    const other = await browser.openPage();
    await other.begin('o1');
    await settled();
    other.freeze();
    await browser.disk.empty();
    await browser.clock.advance(120_000);
    assert.deepEqual(await browser.stored(), []);
    assert.deepEqual(follower.shown, ['o1 performing waiting']);
    other.wake();
    other.complete('o1');
    await browser.clock.advance(120_000);
    assert.deepEqual(ledger.ids, ['o1']);
    assert.deepEqual(follower.shown, ['o1 done delivered']);
  });

  it('that the browser emptied is filled again with what waits, which is sent once', async () => {
    const { browser, ledger, leader } = await twoPages();
    ledger.answers.push(rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter: 30_000 })));
    await leader.begin('open', 'a');
    await leader.act('l1', 'b');
    await browser.disk.empty();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
    assert.deepEqual(leader.shown, ['open performing waiting', 'l1 done delivered']);
    leader.complete('open', 'a');
    await settled();
    assert.deepEqual(ledger.ids, ['l1', 'open']);
  });

  it('that the browser emptied has what waits again before it is sent', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    follower.kill();
    ledger.answers.push(rejectWith(new ChatError('unavailable', 'down')), never);
    await leader.act('l1');
    await browser.disk.empty();
    await browser.clock.advance(1_000);
    leader.kill();
    const next = await browser.openPage();
    next.connect(ledger);
    await settled();
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1'], ['l1']]);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('that was emptied and is full has what waits again once there is room', async () => {
    const { browser, ledger, leader } = await twoPages();
    const slowly = (retryAfter: number) => rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter }));
    ledger.answers.push(slowly(10_000), slowly(600_000));
    await leader.act('l1');
    await browser.disk.empty();
    leader.troubles.set(noRoom, 'add');
    await browser.clock.advance(20_000);
    assert.equal(ledger.deliveries.length, 2);
    leader.troubles.end();
    await browser.clock.advance(20_000);
    assert.deepEqual(await browser.stored(), ['l1 done waiting']);
  });

  it('that is slow lets what is shared be delivered all the same', async () => {
    const { browser, ledger, leader } = await twoPages();
    leader.disconnect();
    await leader.act('l1');
    leader.troubles.set(400, 'find', 'readAll', 'takeRight', 'checkRight', 'settle', 'add', 'update');
    leader.connect(ledger);
    await browser.clock.advance(5_000);
    assert.deepEqual(ledger.deliveries, [['l1']]);
    assert.deepEqual(await browser.stored(), []);
  });

  it('that the browser emptied does not keep the page from delivering what comes then', async () => {
    const { browser, ledger, leader } = await twoPages();
    await leader.act('l1');
    await browser.disk.empty();
    await leader.act('l2');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l2']]);
  });

  for (const trouble of ['hangs', noRoom] as const) {
    const what = trouble === 'hangs' ? 'hangs' : 'fails';
    for (const method of ['find', 'takeRight', 'checkRight'] as const) {
      it(`whose ${method} ${what} lets shared records wait, and those of this page alone go`, async () => {
        const { browser, ledger, leader } = await twoPages();
        leader.disconnect();
        await leader.act('shared', 'a');
        leader.troubles.set(noRoom, 'add');
        await leader.act('alone', 'b');
        leader.troubles.set(trouble, method);
        leader.connect(ledger);
        await browser.clock.advance(800);
        assert.deepEqual(ledger.deliveries, [['alone']]);
        await browser.clock.advance(20_000);
        assert.deepEqual(ledger.deliveries, [['alone']]);
        leader.troubles.end();
        await browser.clock.advance(20_000);
        assert.deepEqual(ledger.deliveries, [['alone'], ['shared']]);
        assert.deepEqual(await browser.stored(), []);
      });
    }

    it(`whose settle ${what} is told again what was delivered, and nothing is sent twice`, async () => {
      const { browser, ledger, leader, follower } = await twoPages();
      leader.troubles.set(trouble, 'settle');
      await leader.act('l1');
      await browser.clock.advance(10_000);
      assert.deepEqual(leader.shown, ['l1 done delivered']);
      leader.disconnect();
      follower.connect(ledger);
      await browser.clock.advance(60_000);
      assert.deepEqual(ledger.deliveries, [['l1']]);
      assert.deepEqual(await browser.stored(), []);
    });

    it(`whose update ${what} gets the outcome later`, async () => {
      const { browser, leader, follower } = await twoPages();
      leader.disconnect();
      await leader.begin('l1');
      leader.troubles.set(trouble, 'update');
      leader.complete('l1');
      await browser.clock.advance(20_000);
      leader.troubles.end();
      await browser.clock.advance(20_000);
      assert.deepEqual(follower.shown, ['l1 done waiting']);
    });

    it(`whose readAll ${what} is read later`, async () => {
      const { browser, ledger, leader, follower } = await twoPages();
      leader.disconnect();
      await leader.act('l1');
      follower.troubles.set(trouble, 'readAll');
      follower.connect(ledger);
      await browser.clock.advance(20_000);
      follower.troubles.end();
      await browser.clock.advance(20_000);
      assert.deepEqual(ledger.deliveries, [['l1']]);
    });
  }

  it('that is full lets everything be delivered, and is cleared once there is room', async () => {
    const { browser, ledger, leader } = await twoPages();
    leader.troubles.set(noRoom, 'settle');
    await leader.act('l1');
    await browser.clock.advance(1_000);
    await leader.act('l2');
    assert.deepEqual(ledger.deliveries, [['l1'], ['l2']]);
    leader.troubles.end();
    await leader.act('l3');
    await browser.clock.advance(1_000);
    assert.deepEqual(await browser.stored(), []);
  });

  it('that cannot be read holds up nothing that this page alone knows, however long that lasts', async () => {
    const { browser, ledger, leader } = await twoPages();
    leader.disconnect();
    await leader.act('shared');
    leader.troubles.set(noRoom, 'add', 'find');
    leader.connect(ledger);
    await browser.clock.advance(120_000);
    await leader.act('alone');
    assert.deepEqual(ledger.deliveries, [['alone']]);
  });

  it('that does not give the right lets go what this page alone knows, behind a shared one of its chat too', async () => {
    const { browser, ledger, leader } = await twoPages();
    leader.disconnect();
    await leader.act('shared', 'a');
    leader.troubles.set(noRoom, 'add', 'takeRight');
    leader.connect(ledger);
    await leader.act('alone', 'a');
    await browser.clock.advance(20_000);
    assert.deepEqual(ledger.deliveries, [['alone']]);
  });

  it('that did not write down a refusal is told again, in another way', async () => {
    const { browser, ledger, leader } = await twoPages();
    ledger.answers.push((ids) => ({ accepted: [], refused: [{ id: ids[0]!, code: 'invalid' }] }));
    leader.troubles.set(noRoom, 'settle');
    await leader.act('l1');
    await browser.clock.advance(1_000);
    assert.deepEqual(await browser.stored(), ['l1 done refused']);
  });

  it('that cannot be read is a fault, once', async () => {
    const { browser, leader } = await twoPages();
    const page = await browser.openPage({ blocked: true });
    await browser.clock.advance(60_000);
    assert.deepEqual(page.faults, [{ what: 'report-store', message: 'Another page is in the way.' }]);
    assert.deepEqual(leader.faults, []);
  });
});
