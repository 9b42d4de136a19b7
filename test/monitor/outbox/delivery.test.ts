import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Ledger, openEvent, rejectWith, type Answer } from '../../harness/ledger.js';
import { OutboxBrowser } from '../../harness/outbox-pages.js';

const down = new ChatError('unavailable', 'down');

async function setUp({ answers = [] }: { readonly answers?: readonly Answer[] } = {}) {
  const browser = new OutboxBrowser();
  const ledger = new Ledger();
  ledger.answers.push(...answers);
  const page = await browser.openPage();
  page.connect(ledger);
  await settled();
  return { browser, clock: browser.clock, ledger, page };
}

describe('records', () => {
  it('are sent only when complete, in order per chat, and no chat waits for another', async () => {
    const { page, ledger } = await setUp();
    await page.begin('a1', 'a');
    await page.begin('a2', 'a');
    await page.begin('b1', 'b');
    page.complete('a2', 'a');
    page.complete('b1', 'b');
    await settled();
    assert.deepEqual(ledger.deliveries, [['b1']]);
    page.complete('a1', 'a');
    await settled();
    assert.deepEqual(ledger.deliveries, [['b1'], ['a1', 'a2']]);
  });

  it('are sent in batches of 50, one after another', async () => {
    const { page, ledger } = await setUp();
    page.disconnect();
    for (let at = 0; at < 120; at += 1) await page.act(`r${at}`, `chat ${at % 7}`);
    page.connect(ledger);
    await settled();
    assert.deepEqual(
      ledger.deliveries.map(({ length }) => length),
      [50, 50, 20],
    );
    assert.deepEqual(
      ledger.ids,
      Array.from({ length: 120 }, (_, at) => `r${at}`),
    );
  });

  it('are not forgotten, in whichever moment they are completed', async () => {
    for (let moment = 0; moment < 120; moment += 1) {
      const { page, ledger } = await setUp();
      await page.begin('a1', 'a');
      await page.begin('b1', 'b');
      page.troubles.set('hangs', 'update');
      page.complete('a1', 'a');
      for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
      page.complete('b1', 'b');
      await settled();
      assert.deepEqual(ledger.ids.toSorted(), ['a1', 'b1'], `after ${moment} turns`);
    }
  });

  it('leave the store only once they are accepted', async () => {
    const { page, clock, browser } = await setUp({ answers: [rejectWith(down)] });
    await page.act('a1');
    assert.deepEqual(await browser.stored(), ['a1 done waiting']);
    await clock.advance(1_000);
    assert.deepEqual(await browser.stored(), []);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('of somebody else are neither shown nor sent', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const other = await browser.openPage({ viewerId: 'tom' });
    const tom = { actor: { id: 'tom', name: 'Tom' } };
    await other.begin('a1', 'a', tom);
    other.outbox.complete({ ...openEvent('a1', 'a', tom), outcome: 'done' });
    const page = await browser.openPage();
    page.connect(ledger);
    await page.act('a2', 'a');
    assert.deepEqual(ledger.deliveries, [['a2']]);
    assert.deepEqual(page.shown, ['a2 done delivered']);
    assert.deepEqual(await browser.stored(), ['a1 done waiting']);
  });
});

describe('a delivery that fails', () => {
  it('is tried again after ever longer times', async () => {
    const { page, clock, ledger } = await setUp({ answers: Array<Answer>(8).fill(rejectWith(down)) });
    const at: number[] = [];
    const start = clock.now();
    await page.act('a1');
    for (let second = 0; second < 600; second += 1) {
      if (ledger.deliveries.length > at.length) at.push(clock.now() - start);
      await clock.advance(100);
    }
    const gaps = at.slice(1).map((time, index) => time - at[index]!);
    assert.equal(gaps.length, 8);
    for (let index = 1; index < gaps.length; index += 1) assert.ok(gaps[index]! >= gaps[index - 1]!, String(gaps));
    assert.ok(gaps.at(-1)! <= 10_000);
    assert.deepEqual(ledger.ids, ['a1']);
  });

  it('after one that succeeded is tried again soon', async () => {
    const { page, clock, ledger } = await setUp({ answers: Array<Answer>(5).fill(rejectWith(down)) });
    await page.act('a1');
    await clock.advance(60_000);
    assert.deepEqual(page.shown, ['a1 done delivered']);
    ledger.answers.push(rejectWith(down));
    await page.act('b1');
    await clock.advance(500);
    assert.deepEqual(page.shown, ['a1 done delivered', 'b1 done delivered']);
  });

  it('is not tried again before the backend wants it, whatever is completed meanwhile', async () => {
    const { page, clock, ledger } = await setUp({
      answers: [rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter: 60_000 }))],
    });
    await page.act('a1');
    await page.act('b1');
    await clock.advance(59_000);
    assert.equal(ledger.deliveries.length, 1);
    await clock.advance(2_000);
    assert.deepEqual(ledger.deliveries, [['a1'], ['a1', 'b1']]);
  });

  it('is counted, with the reason, also for the next page', async () => {
    const { page, clock, browser } = await setUp({ answers: Array<Answer>(3).fill(rejectWith(down)) });
    await page.act('a1');
    await clock.advance(1_500);
    page.disconnect();
    const next = await browser.openPage();
    assert.deepEqual(
      next.entries.map(({ attempts, reason }) => [attempts, reason]),
      [[page.entries[0]!.attempts, 'down']],
    );
    assert.ok(next.entries[0]!.attempts >= 2);
  });

  it('without an answer is given up after 30 s, and repeated with the same id', async () => {
    const { page, clock, ledger } = await setUp({ answers: [() => new Promise(() => {})] });
    await page.act('a1');
    await clock.advance(29_000);
    assert.equal(ledger.deliveries.length, 1);
    await clock.advance(3_000);
    assert.deepEqual(ledger.deliveries, [['a1'], ['a1']]);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('with a connection that ends is repeated over the next one', async () => {
    const { page, ledger } = await setUp({ answers: [() => new Promise(() => {})] });
    await page.act('a1');
    page.disconnect();
    page.connect(ledger);
    await settled();
    assert.deepEqual(ledger.deliveries, [['a1'], ['a1']]);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('because nobody is signed in any more waits for the next sign-in', async () => {
    const { page, clock, ledger } = await setUp();
    page.disconnect();
    for (let at = 0; at < 60; at += 1) await page.act(`r${at}`);
    const expired = rejectWith(new ChatError('unauthenticated', 'expired'));
    ledger.answers.push((ids) => ({ accepted: ids, refused: [] }), expired);
    page.connect(ledger);
    await clock.advance(600_000);
    await page.act('later');
    assert.deepEqual(
      ledger.deliveries.map(({ length }) => length),
      [50, 10],
    );
    assert.equal(page.signedOut, 1);
    page.connect(ledger);
    await settled();
    assert.equal(ledger.ids.length, 11);
    assert.equal(page.entries.filter(({ delivery }) => delivery === 'waiting').length, 0);
  });
});

describe('a receipt', () => {
  const refuseFirst: Answer = (ids) => ({
    accepted: ids.slice(1),
    refused: [{ id: ids[0]!, code: 'invalid', message: 'no such event id' }],
  });

  it('that refuses a record sets it aside with the reason, and holds up no other, of its own chat neither', async () => {
    const { page, browser, ledger } = await setUp({ answers: [refuseFirst] });
    page.disconnect();
    await page.act('a1', 'a');
    await page.act('a2', 'a');
    page.connect(ledger);
    await settled();
    await page.act('a3', 'a');
    assert.deepEqual(page.shown, ['a1 done refused', 'a2 done delivered', 'a3 done delivered']);
    assert.equal(page.entries[0]!.reason, 'no such event id');
    assert.deepEqual(await browser.stored(), ['a1 done refused']);
  });

  it('that does not name a record lets it be sent again later', async () => {
    const { page, clock, ledger } = await setUp({ answers: [() => ({ accepted: [], refused: [] })] });
    await page.act('a1');
    assert.deepEqual(page.shown, ['a1 done waiting']);
    await clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['a1'], ['a1']]);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('that names what was not sent says nothing about it', async () => {
    const answer: Answer = () => ({ accepted: ['a1', 'b1'], refused: [{ id: 'c1', code: 'invalid' }] });
    const { page } = await setUp({ answers: [answer] });
    await page.begin('b1');
    await page.begin('c1');
    await page.act('a1');
    assert.deepEqual(page.shown, ['b1 performing waiting', 'c1 performing waiting', 'a1 done delivered']);
  });

  it('that names a record twice counts once', async () => {
    const twice: Answer = (ids) => ({ accepted: [...ids, ...ids], refused: [] });
    const { page } = await setUp({ answers: [twice] });
    await page.act('a1');
    assert.deepEqual(page.told, ['a1 waiting', 'a1 delivered']);
  });

  it('that comes late counts', async () => {
    const { page, clock, ledger } = await setUp();
    ledger.answers.push(
      (ids) => new Promise((resolve) => clock.setTimer(() => resolve({ accepted: ids, refused: [] }), 20_000)),
    );
    await page.act('a1');
    await page.act('b1');
    assert.deepEqual(ledger.deliveries, [['a1']]);
    await clock.advance(20_000);
    assert.deepEqual(page.shown, ['a1 done delivered', 'b1 done delivered']);
    assert.deepEqual(ledger.deliveries, [['a1'], ['b1']]);
  });
});

describe('a record that spoils its batch', () => {
  const spoiled: Answer = (ids) =>
    ids.includes('r13') ? Promise.reject(new ChatError('invalid', 'r13 is none')) : { accepted: ids, refused: [] };

  it('is found and set aside, and all others arrive once', async () => {
    const { page, ledger } = await setUp({ answers: Array<Answer>(30).fill(spoiled) });
    page.disconnect();
    for (let at = 0; at < 60; at += 1) await page.act(`r${at}`);
    page.connect(ledger);
    await settled();
    const waiting = page.entries.filter(({ delivery }) => delivery !== 'delivered');
    assert.deepEqual(
      waiting.map(({ event, delivery, reason }) => [event.id, delivery, reason]),
      [['r13', 'refused', 'r13 is none']],
    );
    assert.ok(ledger.deliveries.length < 20, String(ledger.deliveries.length));
  });
});

describe('trying again', () => {
  const refuse: Answer = (ids) => ({ accepted: [], refused: ids.map((id) => ({ id, code: 'invalid' })) });

  it('sends refused records again, some of them or all', async () => {
    const { page, browser, ledger } = await setUp({ answers: [refuse, refuse] });
    await page.act('a1');
    await page.act('b1');
    assert.deepEqual(page.shown, ['a1 done refused', 'b1 done refused']);
    page.outbox.retry(['b1']);
    await settled();
    assert.deepEqual(page.shown, ['a1 done refused', 'b1 done delivered']);
    page.outbox.retry();
    await settled();
    assert.deepEqual(page.shown, ['a1 done delivered', 'b1 done delivered']);
    assert.deepEqual(ledger.deliveries, [['a1'], ['b1'], ['b1'], ['a1']]);
    assert.deepEqual(await browser.stored(), []);
  });

  it('does not wait for what was to be waited for', async () => {
    const { page, ledger } = await setUp({
      answers: [rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter: 60_000 }))],
    });
    await page.act('a1');
    page.outbox.retry();
    await settled();
    assert.deepEqual(page.shown, ['a1 done delivered']);
    assert.equal(ledger.deliveries.length, 2);
  });
});
