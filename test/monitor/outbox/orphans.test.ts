import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, type CommandOutcome } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { closed, Ledger, openEvent } from '../../harness/ledger.js';
import { OutboxBrowser, type ConnectOptions, type OutboxPage } from '../../harness/outbox-pages.js';

/** A page that died with an open record, and one that is connected since then. */
async function setUp(options: ConnectOptions & { readonly script?: (ledger: Ledger) => void } = {}) {
  const browser = new OutboxBrowser();
  const ledger = new Ledger();
  options.script?.(ledger);
  const dead = await browser.openPage();
  await dead.begin('d1', 'a');
  dead.kill();
  await browser.clock.advance(7_300);
  const page = await browser.openPage();
  page.connect(ledger, options);
  await settled();
  return { browser, ledger, page };
}

const answers =
  (...outcomes: readonly (CommandOutcome | Error)[]) =>
  (ledger: Ledger): void => {
    for (const outcome of outcomes) {
      ledger.outcomes.push(() => (outcome instanceof Error ? Promise.reject(outcome) : outcome));
    }
  };

describe('an open record of a page that is gone', () => {
  it('gets the outcome that the backend tells, and the time when it was told', async () => {
    const { ledger, page } = await setUp({ script: (backend) => void backend.perform('d1') });
    assert.deepEqual(page.shown, ['d1 done delivered']);
    const [{ form, endedAt }] = ledger.kept as [(typeof ledger.kept)[0]];
    assert.equal(endedAt, 7_300);
    assert.deepEqual([form.eventStatus, form.end, form.duration, form.filter3], ['Complete', 7_300, 7, 'done']);
  });

  it('tells why the backend refused', async () => {
    const { ledger } = await setUp({
      script: answers({ state: 'refused', at: 0, code: 'conflict', message: 'too late' }),
    });
    const [record] = ledger.kept;
    assert.deepEqual([record?.outcome, record?.errorCode, record?.form.filter3], ['refused', 'conflict', 'refused']);
  });

  it('fills each field of the form that tells the outcome or the error, and leaves the others', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    answers({ state: 'refused', at: 0, code: 'not-found' })(ledger);
    const dead = await browser.openPage();
    const event = openEvent('d1', 'a');
    await dead.outbox.begin(
      { ...event, form: { ...event.form, filter1: 'Ann Agent' } },
      { filters: { filter2: 'error', filter3: 'outcome' } },
    );
    dead.kill();
    const page = await browser.openPage();
    page.connect(ledger);
    await settled();
    const { filter1, filter2, filter3 } = ledger.kept[0]!.form;
    assert.deepEqual([filter1, filter2, filter3], ['Ann Agent', 'not-found', 'refused']);
  });

  it('failed where the backend never saw the command', async () => {
    const { page } = await setUp();
    assert.deepEqual(page.shown, ['d1 failed delivered']);
  });

  it('is unknown where the backend cannot say', async () => {
    const { page } = await setUp({ script: answers({ state: 'unknown' }) });
    assert.deepEqual(page.shown, ['d1 unknown delivered']);
  });

  it('is unknown where nobody can be asked', async () => {
    const { page, ledger } = await setUp({ outcome: false });
    assert.deepEqual(page.shown, ['d1 unknown delivered']);
    assert.deepEqual(ledger.asked, []);
  });

  it('is unknown where the backend will not say', async () => {
    const { page } = await setUp({ script: answers(new ChatError('forbidden', 'not you')) });
    assert.deepEqual(page.shown, ['d1 unknown delivered']);
  });

  it('is unknown where the host carried the command out: the backend never saw it', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const dead = await browser.openPage();
    await dead.outbox.begin(openEvent('d1', 'a'), { byHost: true });
    dead.kill();
    const page = await browser.openPage();
    page.connect(ledger);
    await settled();
    assert.deepEqual(page.shown, ['d1 unknown delivered']);
    assert.deepEqual(ledger.asked, []);
  });

  it('is asked for again where it cannot be said for now', async () => {
    const { browser, ledger, page } = await setUp({
      script: answers(
        new ChatError('unavailable', 'down'),
        new ChatError('rate-limited', 'slowly', { retryAfter: 40_000 }),
        new ChatError('protocol', '?'),
        { state: 'done', at: 0 },
      ),
    });
    assert.deepEqual(page.shown, ['d1 performing waiting']);
    await browser.clock.advance(30_000);
    assert.equal(ledger.asked.length, 2);
    await browser.clock.advance(60_000);
    assert.equal(ledger.asked.length, 4);
    assert.deepEqual(page.shown, ['d1 done delivered']);
  });

  it('is asked for again where the question hangs', async () => {
    const { browser, page } = await setUp({
      script: (ledger) => {
        ledger.perform('d1');
        ledger.outcomes.push(() => new Promise(() => {}));
      },
    });
    await browser.clock.advance(20_000);
    assert.deepEqual(page.shown, ['d1 done delivered']);
  });

  it('is asked for over the next connection, where one ends before the answer', async () => {
    const { browser, ledger, page } = await setUp({
      script: (backend) => {
        backend.perform('d1');
        backend.outcomes.push(() => Promise.reject(new ChatError('unauthenticated', 'expired')));
      },
    });
    await browser.clock.advance(600_000);
    assert.equal(ledger.asked.length, 1);
    assert.equal(page.signedOut, 1);
    page.connect(ledger);
    await settled();
    assert.deepEqual(page.shown, ['d1 done delivered']);
  });

  it('holds up no other one while it cannot be said', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const broken = new ChatError('protocol', '?');
    answers(broken, { state: 'done', at: 0 }, broken)(ledger);
    const dead = await browser.openPage();
    await dead.begin('d1', 'a');
    await dead.begin('d2', 'b');
    dead.kill();
    const page = await browser.openPage();
    page.connect(ledger);
    await browser.clock.advance(600);
    assert.deepEqual(ledger.asked, ['d1', 'd2', 'd1']);
    assert.deepEqual(page.shown, ['d1 performing waiting', 'd2 done delivered']);
  });

  it('is delivered without waiting for the disk', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const dead = await browser.openPage();
    await dead.begin('d1', 'a');
    dead.kill();
    const page = await browser.openPage();
    page.troubles.set('hangs', 'update');
    page.connect(ledger);
    await settled();
    assert.deepEqual(page.shown, ['d1 failed delivered']);
  });

  it('is not settled by a page without a connection of its own', async () => {
    const { ledger, page } = await setUp({ relayed: true });
    assert.deepEqual(page.shown, ['d1 performing waiting']);
    assert.deepEqual(ledger.asked, []);
  });

  it('is not asked for where the page wrote the outcome in its last moments', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const leader = await browser.openPage();
    leader.connect(ledger);
    const dying = await browser.openPage();
    await dying.begin('d1', 'a');
    await settled();
    leader.troubles.deaf = true;
    dying.complete('d1', 'a');
    await settled();
    dying.kill();
    await settled();
    assert.deepEqual(ledger.asked, []);
    assert.deepEqual(leader.shown, ['d1 done delivered']);
  });

  it('is settled as soon as the page dies', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const page = await browser.openPage();
    page.connect(ledger);
    const other = await browser.openPage();
    await other.begin('o1', 'a');
    await browser.clock.advance(600_000);
    assert.deepEqual(ledger.asked, [], 'a page that lives knows better');
    other.kill();
    await settled();
    assert.deepEqual(page.shown, ['o1 failed delivered']);
  });

  for (const [how, leave, comeBack] of [
    ['stops on purpose', (page) => page.presence.stop(), (page) => page.presence.start()],
    ['is put away', (page) => page.lifecycle.set({ asleep: true }), (page) => page.lifecycle.set({ asleep: false })],
  ] satisfies [string, (page: OutboxPage) => void, (page: OutboxPage) => void][]) {
    it(`is settled when the page ${how}, and not what it begins after it came back`, async () => {
      const browser = new OutboxBrowser();
      const ledger = new Ledger();
      const page = await browser.openPage();
      page.connect(ledger);
      const other = await browser.openPage();
      await other.begin('o1', 'a');
      leave(other);
      await settled();
      assert.deepEqual(page.shown, ['o1 failed delivered']);
      comeBack(other);
      await settled();
      await other.begin('o2', 'a');
      await settled();
      assert.deepEqual(page.shown, ['o1 failed delivered', 'o2 performing waiting']);
      assert.deepEqual(ledger.asked, ['o1']);
      other.kill();
      await settled();
      assert.deepEqual(ledger.asked, ['o1', 'o2']);
    });
  }
});

describe('without locks', () => {
  it('an open record of another page is settled once it is a minute old', async () => {
    const browser = new OutboxBrowser({ locks: false });
    const ledger = new Ledger();
    const page = await browser.openPage();
    page.connect(ledger);
    const other = await browser.openPage();
    await other.begin('o1', 'a');
    await page.begin('p1', 'b');
    ledger.perform('o1');
    await browser.clock.advance(59_000);
    assert.deepEqual(ledger.asked, []);
    await browser.clock.advance(2_000);
    assert.deepEqual(ledger.asked, ['o1'], 'and none of its own');
    assert.deepEqual(page.shown, ['o1 done delivered', 'p1 performing waiting']);
  });
});

describe('what a page learns that only seemed gone', () => {
  async function frozen() {
    const { browser, ledger, page } = await setUp({ outcome: false, script: hold });
    return { browser, ledger, page };
  }
  // Settled as unknown, and not delivered yet.
  const hold = (ledger: Ledger): void => {
    ledger.answers.push(() => Promise.reject(new ChatError('rate-limited', 'slowly', { retryAfter: 30_000 })));
  };

  it('is better than unknown, while the record waits', async () => {
    const { browser, ledger, page } = await frozen();
    assert.deepEqual(page.shown, ['d1 unknown waiting']);
    const awake = await browser.openPage();
    awake.outbox.complete(closed(openEvent('d1', 'a')));
    await settled();
    assert.deepEqual(page.shown, ['d1 done waiting']);
    assert.deepEqual(await browser.stored(), ['d1 done waiting']);
    await browser.clock.advance(40_000);
    assert.deepEqual(
      ledger.kept.map(({ outcome }) => outcome),
      ['done'],
    );
  });

  it('is not, where it says less, or something else', async () => {
    const { browser, page } = await frozen();
    const awake = await browser.openPage();
    awake.outbox.complete(closed(openEvent('d1', 'a')));
    awake.outbox.complete(closed(openEvent('d1', 'a'), 'unknown'));
    awake.outbox.complete(closed(openEvent('d1', 'a'), 'refused'));
    await settled();
    assert.deepEqual(page.shown, ['d1 done waiting']);
  });

  it('is not, once the record is delivered', async () => {
    const { browser, ledger, page } = await setUp({ outcome: false });
    const awake = await browser.openPage();
    awake.outbox.complete(closed(openEvent('d1', 'a')));
    await browser.clock.advance(60_000);
    assert.deepEqual(page.shown, ['d1 unknown delivered']);
    assert.equal(ledger.deliveries.length, 1);
  });

  it('wins although the store was told the worse in between', async () => {
    const browser = new OutboxBrowser({ locks: false });
    const ledger = new Ledger();
    const page = await browser.openPage();
    const sleeper = await browser.openPage();
    await sleeper.begin('s1', 'a');
    await settled();
    sleeper.freeze();
    hold(ledger);
    page.connect(ledger, { outcome: false });
    await browser.clock.advance(61_000);
    assert.deepEqual(await browser.stored(), ['s1 unknown waiting']);
    sleeper.outbox.complete(closed(openEvent('s1', 'a')));
    sleeper.wake();
    await browser.clock.advance(60_000);
    assert.deepEqual(
      ledger.kept.map(({ outcome }) => outcome),
      ['done'],
    );
  });
});
