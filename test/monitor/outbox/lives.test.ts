import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { rejectWith } from '../../harness/ledger.js';
import { twoPages } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

const never = (): Promise<never> => new Promise(() => {});

describe('a page that slept', () => {
  it('does not deliver again what another page delivered', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    await leader.act('l1');
    leader.freeze();
    leader.connect(ledger);
    follower.connect(ledger);
    await settled();
    assert.deepEqual(ledger.deliveries, [['l1']]);
    leader.wake();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['l1']]);
    assert.deepEqual(leader.shown, ['l1 done delivered']);
  });

  it('looks before it delivers, for what nobody told it', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    ledger.answers.push(rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter: 30_000 })));
    await leader.act('l1');
    leader.troubles.deaf = true;
    follower.connect(ledger);
    await settled();
    assert.deepEqual(leader.shown, ['l1 done waiting']);
    await browser.clock.advance(60_000);
    assert.deepEqual(leader.shown, ['l1 done delivered']);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
  });

  it('is told by the one that delivered, where the browser forgot', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    await leader.act('l1');
    follower.freeze();
    leader.connect(ledger);
    await settled();
    await browser.disk.empty();
    follower.wake();
    follower.troubles.set(noRoom, 'checkRight');
    follower.connect(ledger);
    await settled();
    follower.troubles.end();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['l1']]);
    assert.deepEqual(follower.shown, ['l1 done delivered']);
    assert.deepEqual(await browser.stored(), []);
  });

  it('in the middle of a delivery delivers nothing more', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    for (let at = 0; at < 60; at += 1) await leader.act(`r${at}`);
    leader.connect(ledger);
    for (let turn = 0; turn < 1_000 && ledger.deliveries.length === 0; turn += 1) await Promise.resolve();
    assert.equal(ledger.deliveries.length, 1);
    leader.freeze();
    follower.connect(ledger);
    await settled();
    assert.equal(new Set(ledger.ids).size, 60);
    const deliveries = ledger.deliveries.length;
    leader.wake();
    await browser.clock.advance(60_000);
    assert.equal(ledger.deliveries.length, deliveries);
    assert.equal(leader.entries.filter(({ delivery }) => delivery !== 'delivered').length, 0);
  });
});

describe('a page that dies', () => {
  it('before it could tell of its record leaves it to be found within a minute', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.troubles.deaf = true;
    await follower.begin('f1');
    follower.kill();
    await browser.clock.advance(60_000);
    assert.deepEqual(
      ledger.kept.map(({ id, outcome }) => `${id} ${outcome}`),
      ['f1 failed'],
    );
  });

  it('before the command was sent leaves a record that says so', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    await follower.begin('f1');
    await settled();
    follower.kill();
    await settled();
    assert.deepEqual(
      ledger.kept.map(({ id, outcome }) => [id, outcome]),
      [['f1', 'failed']],
    );
    assert.equal(ledger.perform('f1'), false, 'and it never will be');
    assert.deepEqual(leader.shown, ['f1 failed delivered']);
    assert.deepEqual(await browser.stored(), []);
  });

  it('after the command was sent leaves a record with the true outcome', async () => {
    const { ledger, leader, follower } = await twoPages();
    await follower.begin('f1');
    ledger.perform('f1');
    follower.kill();
    await settled();
    assert.deepEqual(leader.shown, ['f1 done delivered']);
    assert.deepEqual(ledger.asked, ['f1']);
  });

  it('after the answer came needs no question', async () => {
    const { ledger, leader, follower } = await twoPages();
    leader.freeze();
    await follower.begin('f1');
    ledger.perform('f1');
    follower.complete('f1');
    await settled();
    follower.kill();
    leader.wake();
    await settled();
    assert.deepEqual(leader.shown, ['f1 done delivered']);
    assert.deepEqual(ledger.asked, []);
  });

  it('in the middle of a delivery leaves it to the next one, with the same id', async () => {
    const { ledger, leader, follower } = await twoPages();
    ledger.answers.push(never);
    await leader.act('l1');
    leader.kill();
    follower.connect(ledger);
    await settled();
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
    assert.deepEqual(follower.shown, ['l1 done delivered']);
  });

  it('leaves everything to a page that is opened later', async () => {
    const { browser, ledger, leader, follower } = await twoPages();
    leader.disconnect();
    await follower.act('f1', 'a');
    await follower.begin('f2', 'a');
    await follower.act('f3', 'a');
    ledger.perform('f2');
    leader.kill();
    follower.kill();
    const page = await browser.openPage();
    page.connect(ledger);
    await settled();
    assert.deepEqual(
      ledger.kept.map(({ id, outcome }) => [id, outcome]),
      [
        ['f1', 'done'],
        ['f2', 'done'],
        ['f3', 'done'],
      ],
    );
  });
});
