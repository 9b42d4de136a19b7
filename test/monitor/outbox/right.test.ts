import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Ledger, rejectWith } from '../../harness/ledger.js';
import { OutboxBrowser, twoPages } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

describe('the right to deliver', () => {
  it('goes to the page that connects, and the other one stops in the middle', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    ledger.answers.push(rejectWith(new ChatError('unavailable', 'down')));
    await leader.act('l1');
    follower.connect(ledger);
    await settled();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
    await leader.act('l2');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries.slice(2), [['l2']]);
    assert.deepEqual(leader.shown, ['l1 done delivered', 'l2 done delivered']);
  });

  it('is taken back where who took it does not deliver within 10 s, by a page that is still connected', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    follower.connect(ledger);
    await settled();
    follower.kill();
    await leader.act('l1');
    await browser.clock.advance(9_000);
    assert.deepEqual(ledger.deliveries, []);
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('is not taken back by a page that leads no more', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    await leader.act('l1');
    follower.connect(ledger);
    await settled();
    follower.disconnect();
    await leader.act('l2');
    leader.connect(ledger, { relayed: true });
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('is not taken by a page whose connection ended while it looked at the store', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    follower.troubles.deaf = true;
    leader.disconnect();
    await leader.act('l1');
    leader.troubles.set('lets wait', 'find');
    leader.connect(ledger);
    await settled();
    await browser.disk.empty();
    leader.disconnect();
    follower.connect(ledger);
    await settled();
    leader.troubles.end();
    await settled();
    assert.deepEqual(await browser.stored(), ['l1 done waiting']);
    await follower.act('f1');
    assert.deepEqual(ledger.ids, ['f1']);
  });

  it('is not needed for what could not be stored', async () => {
    const { ledger, leader, follower } = await twoPages();
    follower.connect(ledger);
    await settled();
    leader.troubles.set(noRoom, 'add');
    await leader.act('l1');
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('was lost while a delivery was on its way: that it failed says nothing of what another page delivered', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    let fail: () => void = () => {};
    ledger.answers.push(() => new Promise((_, reject) => (fail = () => reject(new ChatError('unavailable', 'down')))));
    await leader.act('l1');
    follower.connect(ledger);
    await settled();
    fail();
    await browser.clock.advance(60_000);
    assert.deepEqual(leader.told, ['l1 waiting', 'l1 delivered']);
    assert.deepEqual(leader.shown, ['l1 done delivered']);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
  });

  it('was lost while a delivery was on its way: that it arrived is told all the same', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    let answer: () => void = () => {};
    ledger.answers.push((ids) => new Promise((resolve) => (answer = () => resolve({ accepted: ids, refused: [] }))));
    await leader.act('l1');
    follower.troubles.set('lets wait', 'find', 'readAll');
    follower.connect(ledger);
    await settled();
    answer();
    await settled();
    assert.deepEqual(await browser.stored(), ['l1 done delivered']);
    follower.troubles.end();
    await settled();
    assert.deepEqual(await browser.stored(), []);
    assert.equal(ledger.deliveries.length, 1);
    assert.deepEqual(follower.shown, ['l1 done delivered']);
  });
});

describe('without locks', () => {
  async function connected() {
    const browser = new OutboxBrowser({ locks: false });
    const ledger = new Ledger();
    const first = await browser.openPage();
    const second = await browser.openPage();
    first.connect(ledger);
    await settled();
    second.connect(ledger);
    await settled();
    return { browser, ledger, first, second };
  }

  it('the page that connected last delivers for all, and nobody fights for it', async () => {
    const { browser, ledger, first, second } = await connected();
    await first.act('f1');
    await second.act('s1');
    await browser.clock.advance(60_000);
    await first.act('f2');
    assert.deepEqual(ledger.deliveries, [['f1'], ['s1'], ['f2']]);
    const rights = [first, second].map(({ troubles }) => troubles.calls.filter((call) => call === 'takeRight').length);
    assert.deepEqual(rights, [1, 1]);
  });

  it('another page takes over what still waits after 10 s', async () => {
    const { browser, ledger, first, second } = await connected();
    second.kill();
    await first.act('f1');
    await browser.clock.advance(9_900);
    assert.deepEqual(ledger.deliveries, []);
    await browser.clock.advance(200);
    assert.deepEqual(ledger.deliveries, [['f1']]);
    await first.act('f2');
    assert.deepEqual(ledger.deliveries, [['f1'], ['f2']]);
  });
});
