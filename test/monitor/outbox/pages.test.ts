import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { rejectWith } from '../../harness/ledger.js';
import { twoPages } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

describe('pages of one browser', () => {
  it('show the records of all of them, and let the one with the connection deliver', async () => {
    const { ledger, leader, follower } = await twoPages();
    await follower.begin('f1', 'f1', { startedAt: 1 });
    await leader.begin('l1', 'l1', { startedAt: 2 });
    await settled();
    assert.deepEqual(leader.shown, ['f1 performing waiting', 'l1 performing waiting']);
    assert.deepEqual(follower.shown, leader.shown);
    follower.complete('f1');
    leader.complete('l1');
    await settled();
    assert.deepEqual(ledger.deliveries.flat().toSorted(), ['f1', 'l1']);
    assert.deepEqual(leader.shown, ['f1 done delivered', 'l1 done delivered']);
    assert.deepEqual(follower.shown, leader.shown);
  });

  it('tell of each record once, whichever of them did it', async () => {
    const { leader, follower } = await twoPages();
    await follower.act('f1');
    await leader.act('l1');
    assert.deepEqual(leader.told, ['f1 waiting', 'f1 delivered', 'l1 waiting', 'l1 delivered']);
    assert.deepEqual(follower.told, leader.told);
  });

  it('tell nothing of what was there before them', async () => {
    const { browser, leader } = await twoPages();
    leader.disconnect();
    await leader.act('l1');
    const late = await browser.openPage();
    assert.deepEqual(late.shown, ['l1 done waiting']);
    assert.deepEqual(late.told, []);
  });

  it('deliver in the order in which the store took the records, whoever gave the command', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    const third = await browser.openPage();
    leader.troubles.set('lets wait', 'add');
    const first = leader.begin('first here, last there', 'a');
    await follower.begin('f1', 'a');
    await third.begin('t1', 'a');
    leader.troubles.end();
    await first;
    for (const id of ['first here, last there', 't1', 'f1']) {
      for (const page of [leader, follower, third]) page.complete(id, 'a');
    }
    await settled();
    assert.deepEqual(ledger.ids, ['f1', 't1', 'first here, last there']);
  });

  it('hold a record back behind an open one of another page, in the same chat only', async () => {
    const { ledger, leader, follower } = await twoPages();
    await follower.begin('f1', 'a');
    await settled();
    await leader.act('l1', 'a');
    await leader.act('l2', 'b');
    assert.deepEqual(ledger.ids, ['l2']);
    follower.complete('f1', 'a');
    await settled();
    assert.deepEqual(ledger.ids, ['l2', 'f1', 'l1']);
  });

  it('show how often a delivery was tried', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    const down = rejectWith(new ChatError('unavailable', 'down'));
    ledger.answers.push(down, down, down);
    await leader.act('l1');
    await browser.clock.advance(1_200);
    assert.ok(leader.entries[0]!.attempts > 1);
    assert.equal(follower.entries[0]!.attempts, leader.entries[0]!.attempts);
  });

  it('deliver what they find when they connect, also where nobody told them', async () => {
    const { ledger, leader, follower } = await twoPages();
    leader.disconnect();
    leader.troubles.deaf = true;
    await follower.act('f1');
    follower.kill();
    leader.connect(ledger);
    await settled();
    assert.deepEqual(ledger.ids, ['f1']);
  });

  it('deliver nothing of a chat before they know what else there is of it', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    leader.troubles.deaf = true;
    await follower.begin('f1', 'a');
    await leader.act('l1', 'a');
    leader.troubles.set(400, 'readAll');
    leader.connect(ledger);
    await browser.clock.advance(2_000);
    assert.deepEqual(ledger.deliveries, []);
  });

  it('find out later what they could not read, and deliver nothing of a chat before', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.troubles.set(noRoom, 'find');
    await follower.begin('f1', 'a');
    await settled();
    await leader.begin('l1', 'a');
    leader.troubles.end();
    leader.complete('l1', 'a');
    await settled();
    assert.deepEqual(ledger.deliveries, []);
    await browser.clock.advance(1_000);
    assert.deepEqual(leader.shown, ['f1 performing waiting', 'l1 done waiting']);
  });

  it('are told of a record that they could not read', async () => {
    const { browser, leader, follower } = await twoPages();
    follower.troubles.set(noRoom, 'find');
    await leader.begin('l1');
    await settled();
    follower.troubles.end();
    await browser.clock.advance(1_000);
    assert.deepEqual(follower.shown, ['l1 performing waiting']);
  });

  it('send again what was refused, whichever of them is asked', async () => {
    const { ledger, leader, follower } = await twoPages();
    ledger.answers.push((ids) => ({ accepted: [], refused: [{ id: ids[0]!, code: 'invalid' }] }));
    await follower.act('f1');
    assert.deepEqual(follower.shown, ['f1 done refused']);
    follower.outbox.retry();
    await settled();
    assert.deepEqual(leader.shown, ['f1 done delivered']);
    assert.deepEqual(follower.shown, leader.shown);
  });
});

describe('a page without a connection of its own', () => {
  it('delivers what could not be stored, and nothing else', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    await follower.act('stored', 'a');
    follower.troubles.set(noRoom, 'add');
    await follower.act('unstored', 'b');
    assert.deepEqual(ledger.deliveries, [['unstored']]);
    assert.deepEqual(follower.shown, ['stored done waiting', 'unstored done delivered']);
    follower.troubles.end();
    await browser.clock.advance(60_000);
    assert.deepEqual(await browser.stored(), ['stored done waiting']);
    leader.connect(ledger);
    await settled();
    assert.deepEqual(ledger.ids, ['unstored', 'stored']);
  });

  it('delivers in order per chat', async () => {
    const { ledger, leader, follower } = await twoPages();
    leader.disconnect();
    await follower.act('stored', 'a');
    follower.troubles.set(noRoom, 'add');
    await follower.act('unstored', 'a');
    assert.deepEqual(ledger.deliveries, []);
    leader.connect(ledger);
    await settled();
    assert.deepEqual(ledger.ids, ['stored', 'unstored']);
  });

  it('delivers without a store', async () => {
    const { browser, ledger } = await twoPages();
    const page = await browser.openPage({ blocked: true });
    page.connect(ledger, { relayed: true });
    await page.act('a1');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['a1']]);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('does not store what it is delivering', async () => {
    const { browser, ledger, follower } = await twoPages();
    let answer: () => void = () => {};
    ledger.answers.push((ids) => new Promise((resolve) => (answer = () => resolve({ accepted: ids, refused: [] }))));
    follower.troubles.set(noRoom, 'add');
    await follower.act('f1');
    follower.troubles.end();
    await browser.clock.advance(20_000);
    assert.deepEqual(await browser.stored(), []);
    answer();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['f1']]);
    assert.deepEqual(await browser.stored(), []);
  });

  it('does not store what it began to deliver while it looked', async () => {
    const { browser, ledger, follower } = await twoPages();
    follower.disconnect();
    follower.troubles.set(noRoom, 'add');
    await follower.act('f1');
    follower.troubles.end();
    follower.troubles.set('lets wait', 'find');
    follower.outbox.retry();
    ledger.answers.push(() => new Promise(() => {}));
    follower.connect(ledger, { relayed: true });
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['f1']]);
    follower.troubles.end();
    await browser.clock.advance(20_000);
    assert.deepEqual(await browser.stored(), []);
    assert.deepEqual(ledger.deliveries, [['f1']], 'and no other page learns of it');
  });

  it('does not deliver what was stored at the first try, though the second one failed', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    follower.troubles.set(300, 'add');
    const begun = follower.begin('f1');
    await browser.clock.advance(260);
    await begun;
    follower.troubles.set('hangs', 'add');
    follower.complete('f1');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, []);
    assert.deepEqual(await browser.stored(), ['f1 done waiting']);
  });

  it('does not deliver what may yet be stored', async () => {
    const { browser, ledger, follower } = await twoPages();
    follower.troubles.set('lets wait', 'add');
    const begun = follower.begin('f1');
    await browser.clock.advance(300);
    await begun;
    follower.complete('f1');
    await browser.clock.advance(2_000);
    assert.deepEqual(ledger.deliveries, []);
    follower.troubles.end();
    await settled();
    assert.deepEqual(ledger.deliveries, [['f1']], 'by the leader');
    await browser.clock.advance(60_000);
    assert.equal(ledger.deliveries.length, 1);
  });

  it('delivers after a while what a hanging store does not take, and says so when it was stored after all', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    follower.troubles.set('lets wait', 'add');
    const begun = follower.begin('f1');
    await browser.clock.advance(300);
    await begun;
    follower.complete('f1');
    leader.disconnect();
    await browser.clock.advance(20_000);
    assert.deepEqual(ledger.deliveries, [['f1']]);
    follower.troubles.end();
    await settled();
    assert.deepEqual(await browser.stored(), ['f1 done delivered']);
    leader.connect(ledger);
    await browser.clock.advance(60_000);
    assert.equal(ledger.deliveries.length, 1);
    assert.deepEqual(await browser.stored(), [], 'what is delivered leaves the store');
  });
});
