import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Ledger, noRoom, OutboxBrowser, rejectWith, type OutboxPage } from '../../harness/outbox-pages.js';

interface SetUp {
  readonly browser: OutboxBrowser;
  readonly ledger: Ledger;
  readonly leader: OutboxPage;
  readonly follower: OutboxPage;
}

async function setUp(): Promise<SetUp> {
  const browser = new OutboxBrowser();
  const ledger = new Ledger();
  const leader = await browser.openPage();
  const follower = await browser.openPage();
  leader.connect(ledger);
  follower.connect(ledger, { relayed: true });
  await settled();
  return { browser, ledger, leader, follower };
}

const never = (): Promise<never> => new Promise(() => {});

describe('pages of one browser', () => {
  it('show the records of all of them, and let the one with the connection deliver', async () => {
    const { ledger, leader, follower } = await setUp();
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
    const { leader, follower } = await setUp();
    await follower.act('f1');
    await leader.act('l1');
    assert.deepEqual(leader.told, ['f1 waiting', 'f1 delivered', 'l1 waiting', 'l1 delivered']);
    assert.deepEqual(follower.told, leader.told);
  });

  it('tell nothing of what was there before them', async () => {
    const { browser, leader } = await setUp();
    leader.disconnect();
    await leader.act('l1');
    const late = await browser.openPage();
    assert.deepEqual(late.shown, ['l1 done waiting']);
    assert.deepEqual(late.told, []);
  });

  it('deliver in the order in which the store took the records, whoever gave the command', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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
    const { ledger, leader, follower } = await setUp();
    await follower.begin('f1', 'a');
    await settled();
    await leader.act('l1', 'a');
    await leader.act('l2', 'b');
    assert.deepEqual(ledger.ids, ['l2']);
    follower.complete('f1', 'a');
    await settled();
    assert.deepEqual(ledger.ids, ['l2', 'f1', 'l1']);
  });

  it('send again what was refused, whichever of them is asked', async () => {
    const { ledger, leader, follower } = await setUp();
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
    const { browser, ledger, leader, follower } = await setUp();
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
    const { ledger, leader, follower } = await setUp();
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
    const { browser, ledger } = await setUp();
    const page = await browser.openPage({ blocked: true });
    page.connect(ledger, { relayed: true });
    await page.act('a1');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['a1']]);
    assert.deepEqual(page.shown, ['a1 done delivered']);
  });

  it('does not deliver what may yet be stored', async () => {
    const { browser, ledger, follower } = await setUp();
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
    const { browser, ledger, leader, follower } = await setUp();
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

describe('the right to deliver', () => {
  it('goes to the page that connects, and the other one stops in the middle', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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
    const { browser, ledger, leader, follower } = await setUp();
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
    const { browser, ledger, leader, follower } = await setUp();
    await leader.act('l1');
    follower.connect(ledger);
    await settled();
    follower.disconnect();
    await leader.act('l2');
    leader.connect(ledger, { relayed: true });
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('is not needed for what could not be stored', async () => {
    const { ledger, leader, follower } = await setUp();
    follower.connect(ledger);
    await settled();
    leader.troubles.set(noRoom, 'add');
    await leader.act('l1');
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('was lost while a delivery was on its way: that it arrived is told all the same', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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

describe('a page that slept', () => {
  it('does not deliver again what another page delivered', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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

  it('in the middle of a delivery delivers nothing more', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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
  it('before the command was sent leaves a record that says so', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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

  it('before it could tell of its record leaves it to be found within a minute', async () => {
    const { browser, ledger, leader, follower } = await setUp();
    leader.troubles.deaf = true;
    await follower.begin('f1');
    follower.kill();
    await browser.clock.advance(60_000);
    assert.deepEqual(
      ledger.kept.map(({ id, outcome }) => `${id} ${outcome}`),
      ['f1 failed'],
    );
  });

  it('after the command was sent leaves a record with the true outcome', async () => {
    const { ledger, leader, follower } = await setUp();
    await follower.begin('f1');
    ledger.perform('f1');
    follower.kill();
    await settled();
    assert.deepEqual(leader.shown, ['f1 done delivered']);
    assert.deepEqual(ledger.asked, ['f1']);
  });

  it('after the answer came needs no question', async () => {
    const { ledger, leader, follower } = await setUp();
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
    const { ledger, leader, follower } = await setUp();
    ledger.answers.push(never);
    await leader.act('l1');
    leader.kill();
    follower.connect(ledger);
    await settled();
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
    assert.deepEqual(follower.shown, ['l1 done delivered']);
  });

  it('leaves everything to a page that is opened later', async () => {
    const { browser, ledger, leader, follower } = await setUp();
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

describe('a store', () => {
  it('that the browser emptied is filled again with what waits, which is sent once', async () => {
    const { browser, ledger, leader } = await setUp();
    ledger.answers.push(rejectWith(new ChatError('rate-limited', 'slowly', { retryAfter: 30_000 })));
    await leader.begin('open', 'a');
    await leader.act('l1', 'b');
    browser.emptyDisk();
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l1']]);
    assert.deepEqual(leader.shown, ['open performing waiting', 'l1 done delivered']);
    leader.complete('open', 'a');
    await settled();
    assert.deepEqual(ledger.ids, ['l1', 'open']);
  });

  it('that the browser emptied does not keep the page from delivering what comes then', async () => {
    const { browser, ledger, leader } = await setUp();
    await leader.act('l1');
    browser.emptyDisk();
    await leader.act('l2');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.deliveries, [['l1'], ['l2']]);
  });

  it('that the browser emptied before there was a record does not keep the page from delivering', async () => {
    const { browser, ledger, leader } = await setUp();
    browser.emptyDisk();
    await leader.act('l1');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['l1']);
  });

  it('that the browser emptied in the middle of a delivery tells the other pages all the same', async () => {
    const { browser, ledger, follower } = await setUp();
    let answer: () => void = () => {};
    ledger.answers.push((ids) => new Promise((resolve) => (answer = () => resolve({ accepted: ids, refused: [] }))));
    await follower.act('f1');
    browser.emptyDisk();
    // A page comes to see the new disk as soon as it uses it.
    await follower.begin('f2');
    answer();
    await settled();
    assert.deepEqual(follower.shown, ['f1 done delivered', 'f2 performing waiting']);
  });

  it('that the browser emptied has no open record of another page hold up what comes then', async () => {
    const { browser, ledger, leader, follower } = await setUp();
    await follower.begin('f1', 'a', { startedAt: -1_000 });
    await settled();
    leader.freeze();
    follower.connect(ledger);
    follower.complete('f1', 'a');
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.ids, ['f1']);
    browser.emptyDisk();
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
    const { browser, ledger, follower } = await setUp();
    await follower.begin('f1');
    browser.emptyDisk();
    await browser.clock.advance(60_000);
    assert.deepEqual(await browser.stored(), ['f1 performing waiting']);
    follower.complete('f1');
    await browser.clock.advance(60_000);
    assert.deepEqual(ledger.ids, ['f1']);
  });

  for (const trouble of ['hangs', noRoom] as const) {
    const what = trouble === 'hangs' ? 'hangs' : 'fails';
    for (const method of ['find', 'takeRight', 'checkRight'] as const) {
      it(`whose ${method} ${what} lets shared records wait, and those of this page alone go`, async () => {
        const { browser, ledger, leader } = await setUp();
        leader.disconnect();
        await leader.act('shared', 'a');
        leader.troubles.set(noRoom, 'add');
        await leader.act('alone', 'b');
        leader.troubles.set(trouble, method);
        leader.connect(ledger);
        await browser.clock.advance(20_000);
        assert.deepEqual(ledger.deliveries, [['alone']]);
        leader.troubles.end();
        await browser.clock.advance(20_000);
        assert.deepEqual(ledger.deliveries, [['alone'], ['shared']]);
        assert.deepEqual(await browser.stored(), []);
      });
    }

    it(`whose settle ${what} is told again what was delivered, and nothing is sent twice`, async () => {
      const { browser, ledger, leader, follower } = await setUp();
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
      const { browser, leader, follower } = await setUp();
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
      const { browser, ledger, leader, follower } = await setUp();
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

  it('that cannot be read is a fault, once', async () => {
    const { browser, leader } = await setUp();
    const page = await browser.openPage({ blocked: true });
    await browser.clock.advance(60_000);
    assert.deepEqual(page.faults, [{ what: 'report-store', message: 'Another page is in the way.' }]);
    assert.deepEqual(leader.faults, []);
  });
});
