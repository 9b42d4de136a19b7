import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReportEntry } from '../../../src/monitor/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Ledger, rejectWith } from '../../harness/ledger.js';
import { OutboxBrowser } from '../../harness/outbox-pages.js';
import { ChatError } from '../../../src/contract/index.js';

describe('the entries', () => {
  it('are oldest first, also where the store took them in another order', async () => {
    const browser = new OutboxBrowser();
    const first = await browser.openPage();
    const second = await browser.openPage();
    first.troubles.set('lets wait', 'add');
    const begun = first.begin('f1', 'a', { startedAt: 1 });
    await second.begin('s1', 'b', { startedAt: 2 });
    first.troubles.end();
    await begun;
    await settled();
    assert.deepEqual(await browser.stored(), ['s1 performing waiting', 'f1 performing waiting']);
    for (const page of [first, second, await browser.openPage()]) {
      assert.deepEqual(page.shown, ['f1 performing waiting', 's1 performing waiting']);
    }
  });

  it('keep the last hundred that were delivered, and all that were not', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const page = await browser.openPage();
    page.connect(ledger);
    await page.begin('open');
    for (let at = 0; at < 130; at += 1) await page.act(`r${at}`);
    assert.equal(page.entries.length, 101);
    assert.deepEqual([page.shown[0], page.shown[1]], ['open performing waiting', 'r30 done delivered']);
  });

  it('tell a record when it is queued, delivered, refused and sent again, but not of every attempt', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const down = rejectWith(new ChatError('unavailable', 'down'));
    ledger.answers.push(down, down, (ids) => ({ accepted: [], refused: [{ id: ids[0]!, code: 'invalid' }] }));
    const page = await browser.openPage();
    page.connect(ledger);
    await page.act('a1');
    await browser.clock.advance(10_000);
    assert.deepEqual(page.told, ['a1 waiting', 'a1 refused']);
    page.outbox.retry();
    await settled();
    assert.deepEqual(page.told.slice(2), ['a1 waiting', 'a1 delivered']);
  });

  it('are published once for everything that happens together', async () => {
    const browser = new OutboxBrowser();
    const page = await browser.openPage();
    const published: (readonly ReportEntry[])[] = [];
    page.outbox.entries.subscribe((entries) => published.push(entries));
    const begun = Array.from({ length: 1_000 }, (_, at) => page.begin(`r${at}`));
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(
      published.map(({ length }) => length),
      [1_000],
    );
    await Promise.all(begun);
  });
});

describe('a thousand waiting records', () => {
  /** How often the store was asked, and the list published, until everything was delivered. */
  async function cost(count: number): Promise<Record<'calls' | 'published' | 'deliveries', number>> {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const page = await browser.openPage();
    const other = await browser.openPage();
    const begun = Array.from({ length: count }, (_, at) => page.begin(`r${at}`, `chat ${at % 10}`));
    await Promise.all(begun);
    for (let at = 0; at < count; at += 1) page.complete(`r${at}`, `chat ${at % 10}`);
    await settled();
    let published = 0;
    page.outbox.entries.subscribe(() => (published += 1));
    const before = page.troubles.calls.length;
    page.connect(ledger);
    await settled();
    await settled();
    assert.equal(ledger.kept.length, count);
    for (const { entries } of [page, other]) assert.ok(entries.every(({ delivery }) => delivery === 'delivered'));
    assert.deepEqual(await browser.stored(), []);
    return { calls: page.troubles.calls.length - before, published, deliveries: ledger.deliveries.length };
  }

  it('cost no more than in proportion to their number', async () => {
    const some = await cost(250);
    const many = await cost(1_000);
    assert.equal(many.deliveries, 20);
    assert.ok(many.calls <= 4 * some.calls, `${many.calls} calls instead of ${some.calls}`);
    assert.ok(many.published <= 4 * some.published, `${many.published} published instead of ${some.published}`);
  });
});
