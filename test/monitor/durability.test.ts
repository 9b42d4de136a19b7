import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/contract/index.js';
import { FakeTabs, type Tab } from '../harness/fake-tabs.js';
import { settled } from '../harness/fake-ports.js';
import { Ledger, rejectWith } from '../harness/ledger.js';
import { OutboxBrowser } from '../harness/outbox-pages.js';

describe('records that wait', () => {
  it('a thousand of them offline, arrive in their order and once', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const page = await browser.openPage();
    const ids = Array.from({ length: 1_000 }, (_, nth) => `r${nth}`);
    for (const [nth, id] of ids.entries()) {
      await page.begin(id, `chat ${nth % 7}`);
      page.complete(id, `chat ${nth % 7}`);
    }
    page.connect(ledger);
    await browser.clock.advance(1_000);
    assert.deepEqual(ledger.ids, ids);
    assert.equal(ledger.deliveries.length, 20);
    assert.deepEqual(await browser.stored(), []);
  });

  it('arrive once although the clock jumps ahead by a day', async () => {
    const browser = new OutboxBrowser();
    const ledger = new Ledger();
    const page = await browser.openPage();
    page.connect(ledger);
    ledger.answers.push(rejectWith(new ChatError('unavailable', 'down')));
    await page.act('a');
    browser.clock.jump(24 * 60 * 60 * 1_000);
    await page.act('b');
    await browser.clock.advance(60_000);
    assert.deepEqual([...ledger.ids].sort(), ['a', 'b']);
    assert.equal(ledger.deliveries.flat().filter((id) => id === 'b').length, 1);
  });

  it('wait for whoever did it while another viewer is signed in', async () => {
    const tabs = new FakeTabs();
    const sue = await tabs.open();
    tabs.backend.control.fail('report', { code: 'unavailable' });
    const { id } = await release(tabs, sue);
    await tabs.settle();
    tabs.kill(sue);
    await tabs.open({ adapter: tabs.adapter('tom') });
    await tabs.settle(120_000);
    assert.deepEqual(tabs.backend.control.reports, []);
    await tabs.open();
    await tabs.settle(1_000);
    assert.deepEqual(recordsIn(tabs), [`${id} done`]);
  });
});

/** Does it on the chat that is running; the clock has to go on for it. */
function release(tabs: FakeTabs, { monitor }: Tab): Promise<{ readonly id: string }> {
  const { assignmentVersion } = tabs.backend.control.chat('running');
  return monitor.perform({ type: 'release', chatId: 'running', expected: assignmentVersion });
}

function recordsIn({ backend }: FakeTabs): readonly string[] {
  return backend.control.reports.map(({ id, outcome }) => `${id} ${outcome}`);
}

describe('an action of a page that follows, whose leader dies', () => {
  // Before the command is there, while it is there, before the record is there, while it is there, and after that.
  for (const moment of [0, 500, 1_200, 2_500, 5_000]) {
    it(`${moment} ms later, leaves one record with the truth`, async () => {
      const tabs = new FakeTabs();
      const leader = await tabs.open();
      const follower = await tabs.open();
      tabs.backend.control.setLatency('perform', 1_000);
      tabs.backend.control.setLatency('report', 2_000);
      const acting = release(tabs, follower);
      await tabs.settle(moment);
      tabs.kill(leader);
      await tabs.settle(60_000);
      const { id } = await acting;
      const done = tabs.backend.control.performed(id) === 1;
      assert.deepEqual(recordsIn(tabs), [`${id} ${done ? 'done' : 'failed'}`]);
      assert.equal(tabs.connections, 1);
    });
  }
});

describe('a sign-in that ends in the middle of a delivery', () => {
  it('lets the records of all pages wait, and they arrive once after the next', async () => {
    const tabs = new FakeTabs();
    const [leader, follower] = [await tabs.open(), await tabs.open()];
    tabs.backend.control.fail('report', { code: 'unauthenticated' });
    const acting = release(tabs, follower);
    await tabs.settle(5_000);
    const { id } = await acting;
    assert.deepEqual(recordsIn(tabs), []);
    assert.equal(leader.monitor.connection.value.status, 'signed-out');
    for (const { monitor } of [leader, follower]) monitor.reconnect();
    await tabs.settle(30_000);
    await settled();
    assert.deepEqual(recordsIn(tabs), [`${id} done`]);
  });
});
