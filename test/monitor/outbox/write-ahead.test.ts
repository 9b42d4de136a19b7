import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../harness/fake-ports.js';
import { Ledger } from '../../harness/ledger.js';
import { OutboxBrowser } from '../../harness/outbox-pages.js';
import { noRoom } from '../../harness/troubled-store.js';

async function setUp() {
  const browser = new OutboxBrowser();
  const ledger = new Ledger();
  const page = await browser.openPage();
  return { browser, ledger, page };
}

/** Whether a promise resolved, without waiting for it. */
function isDone(promise: Promise<unknown>): () => boolean {
  let done = false;
  void promise.then(() => (done = true));
  return () => done;
}

describe('writing ahead', () => {
  it('lets the command go once the record is on disk, and not before', async () => {
    const { page, browser } = await setUp();
    page.troubles.set('lets wait', 'add');
    const done = isDone(page.begin('a1'));
    await settled();
    assert.equal(done(), false);
    page.troubles.end();
    await settled();
    assert.equal(done(), true);
    assert.deepEqual(await browser.stored(), ['a1 performing waiting']);
    assert.deepEqual(page.faults, []);
  });

  it('lets no command wait longer than 250 ms, and says which record is in memory only', async () => {
    const { page, browser } = await setUp();
    page.troubles.set('hangs', 'add', 'find', 'update', 'readAll');
    const done = isDone(page.begin('a1'));
    await browser.clock.advance(249);
    assert.equal(done(), false);
    await browser.clock.advance(1);
    assert.equal(done(), true);
    assert.deepEqual(
      page.faults.map(({ what, id }) => [what, id]),
      [['report-store', 'a1']],
    );
    assert.match(page.faults[0]!.message, /250 ms/);
    assert.deepEqual(page.shown, ['a1 performing waiting']);
  });

  it('says at once, and once, that a broken store does not take a record', async () => {
    const { page, browser } = await setUp();
    page.troubles.set(noRoom, 'add');
    await page.begin('a1');
    assert.deepEqual(page.faults, [{ what: 'report-store', id: 'a1', message: 'There is no room.' }]);
    await browser.clock.advance(60_000);
    assert.equal(page.faults.length, 1);
  });

  it('counts a write that comes late', async () => {
    const { page, browser, ledger } = await setUp();
    page.troubles.set('lets wait', 'add');
    const begun = page.begin('a1');
    await browser.clock.advance(300);
    await begun;
    page.complete('a1');
    page.troubles.end();
    await settled();
    assert.deepEqual(await browser.stored(), ['a1 done waiting']);
    page.connect(ledger, { relayed: true });
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [], 'the page with the connection knows of it');
  });

  it('writes what is in memory only as soon as the store works again', async () => {
    const { page, browser } = await setUp();
    page.troubles.set(noRoom, 'add');
    await page.begin('a1');
    page.complete('a1');
    await browser.clock.advance(30_000);
    assert.deepEqual(await browser.stored(), []);
    page.troubles.end();
    await browser.clock.advance(10_000);
    assert.deepEqual(await browser.stored(), ['a1 done waiting']);
  });

  it('writes what is in memory only with the next call, too', async () => {
    const { page, browser } = await setUp();
    page.troubles.set(noRoom, 'add');
    await page.begin('a1');
    await browser.clock.advance(30_000);
    page.troubles.end();
    await page.begin('b1');
    await settled();
    assert.deepEqual((await browser.stored()).toSorted(), ['a1 performing waiting', 'b1 performing waiting']);
  });

  it('writes what is in memory only after a hanging store was taken for broken', async () => {
    const { page, browser } = await setUp();
    page.troubles.set('hangs', 'add', 'find');
    const begun = page.begin('a1');
    await browser.clock.advance(7_000);
    await begun;
    page.troubles.end();
    await browser.clock.advance(20_000);
    assert.deepEqual(await browser.stored(), ['a1 performing waiting']);
  });

  it('opens a store again that could not be opened', async () => {
    const { page: old, browser } = await setUp();
    await old.act('old');
    const page = await browser.openPage({ blocked: true });
    await page.begin('a1');
    assert.deepEqual(page.shown, ['a1 performing waiting']);
    page.troubles.end();
    await browser.clock.advance(10_000);
    assert.deepEqual(page.shown, ['old done waiting', 'a1 performing waiting']);
    assert.deepEqual(await browser.stored(), page.shown);
  });
});

describe('an outcome', () => {
  it('is written without anybody waiting for it, and again until it is', async () => {
    const { page, browser } = await setUp();
    await page.begin('a1');
    page.troubles.set(noRoom, 'update');
    page.complete('a1');
    await settled();
    assert.deepEqual(page.shown, ['a1 done waiting']);
    assert.deepEqual(await browser.stored(), ['a1 performing waiting']);
    await browser.clock.advance(5_000);
    page.troubles.end();
    await browser.clock.advance(10_000);
    assert.deepEqual(await browser.stored(), ['a1 done waiting']);
  });

  it('is delivered without waiting for the disk', async () => {
    const { page, ledger } = await setUp();
    page.connect(ledger);
    await page.begin('a1');
    page.troubles.set('hangs', 'update');
    page.complete('a1');
    await settled();
    assert.deepEqual(ledger.ids, ['a1']);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('of a record that is not there any more is nothing', async () => {
    const { page } = await setUp();
    page.complete('never begun');
    await settled();
    assert.deepEqual(page.shown, []);
  });
});
