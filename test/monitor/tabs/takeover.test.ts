import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActionResult } from '../../../src/monitor/index.js';
import { FakeTabs, type Tab } from '../../harness/fake-tabs.js';

const toBob = { type: 'agent', id: 'bob' } as const;

/** What a tab shows of its connection from now on. */
function statusesOf({ monitor }: Tab): string[] {
  const seen: string[] = [monitor.connection.value.status];
  monitor.connection.subscribe(({ status }) => {
    if (seen[seen.length - 1] !== status) seen.push(status);
  });
  return seen;
}

function assignToBob({ monitor }: Tab): Promise<ActionResult> {
  const expected = monitor.chat('waiting')!.assignmentVersion;
  return monitor.perform({ type: 'assign', chatId: 'waiting', expected, to: toBob });
}

async function threeTabs(tabs = new FakeTabs()): Promise<{ tabs: FakeTabs; all: readonly [Tab, Tab, Tab] }> {
  return { tabs, all: [await tabs.open(), await tabs.open(), await tabs.open()] };
}

describe('the page with the connection', () => {
  it('is followed by the next one when it is closed, and no reader notices', async () => {
    const { tabs, all } = await threeTabs();
    const [first, ...others] = all;
    const seen = others.map(statusesOf);
    tabs.kill(first);
    tabs.backend.control.as('sue').assign('waiting', toBob);
    await tabs.settle(200);
    assert.deepEqual(seen, [['live'], ['live']]);
    for (const { floor } of others) assert.equal(floor['waiting'], 'bob');
    assert.equal(tabs.connections, 1);
  });

  it('is replaced within five seconds when it hangs, and follows when it comes to itself', async () => {
    const { tabs, all } = await threeTabs();
    const [first, second, third] = all;
    first.page.hung = true;
    await tabs.settle(5_000);
    assert.equal(tabs.browser.holder(tabs.teamName), second.page);
    tabs.backend.control.as('sue').assign('waiting', toBob);
    await tabs.settle(200);
    assert.deepEqual([second.floor['waiting'], third.floor['waiting']], ['bob', 'bob']);
    first.page.hung = false;
    await tabs.settle(1_000);
    tabs.backend.control.end('running');
    await tabs.settle(200);
    assert.deepEqual(first.floor, { waiting: 'bob' });
    assert.equal(first.monitor.connection.value.status, 'live');
    assert.equal(tabs.connections, 1, 'the one that hung has closed its own');
  });

  it('is not taken to hang because a page that follows was held up itself', async () => {
    const { tabs, all } = await threeTabs();
    tabs.clock.jump(60_000);
    await tabs.settle(3_000);
    assert.equal(tabs.browser.holder(tabs.teamName), all[0].page);
    assert.equal(tabs.made, 1);
  });

  it('steps back for one that is looked at when it is not', async () => {
    const { tabs, all } = await threeTabs();
    const seen = all.map(statusesOf);
    all[0].ports.lifecycle.set({ visible: false });
    await tabs.settle(2_000);
    const leader = tabs.browser.holder(tabs.teamName);
    assert.ok(leader === all[1].page || leader === all[2].page);
    assert.deepEqual(seen, [['live'], ['live'], ['live']]);
    assert.equal(tabs.connections, 1);
  });

  it('lets go when it is put away, and follows when it is back', async () => {
    const { tabs, all } = await threeTabs();
    const [first, second] = all;
    first.ports.lifecycle.set({ asleep: true });
    await tabs.settle(500);
    assert.equal(tabs.browser.holder(tabs.teamName), second.page);
    tabs.backend.control.as('sue').assign('waiting', toBob);
    first.ports.lifecycle.set({ asleep: false });
    first.monitor.reconnect();
    await tabs.settle(1_000);
    assert.equal(first.floor['waiting'], 'bob');
    assert.equal(tabs.connections, 1);
  });

  it('has its turn taken over when its element leaves the page', async () => {
    const { tabs, all } = await threeTabs();
    all[0].monitor.stop();
    await tabs.settle(500);
    assert.equal(tabs.browser.holder(tabs.teamName), all[1].page);
    assert.deepEqual(
      all.slice(1).map(({ monitor }) => monitor.connection.value.status),
      ['live', 'live'],
    );
  });
});

describe('a command of a page that follows', () => {
  it('whose leader dies on the way is asked for, and not sent again', async () => {
    const { tabs, all } = await threeTabs();
    const [first, , third] = all;
    tabs.backend.control.fail('perform', { answer: 'lost' });
    const acting = assignToBob(third);
    await tabs.settle(100);
    tabs.kill(first);
    await tabs.settle(5_000);
    const { state, id } = await acting;
    assert.equal(state, 'done');
    assert.equal(third.floor['waiting'], 'bob');
    assert.equal(tabs.backend.control.performed(id), 1);
    assert.equal(tabs.backend.control.calls('perform').length, 1);
  });

  it('that reaches a leader only after that hung is not performed late', async () => {
    const { tabs, all } = await threeTabs();
    const [first, second] = all;
    first.page.hung = true;
    const acting = assignToBob(second);
    await tabs.settle(8_000);
    first.page.hung = false;
    await tabs.settle(5_000);
    const { state, id } = await acting;
    assert.equal(state, 'failed');
    assert.equal(tabs.backend.control.performed(id), 0);
    assert.equal(tabs.backend.control.calls('perform').length, 0);
  });

  it('that the page which leads now refused is not performed by one that hung, and led before', async () => {
    const { tabs, all } = await threeTabs();
    const [first, , third] = all;
    first.page.hung = true;
    await tabs.settle(5_000);
    tabs.backend.control.fail('perform', { code: 'rate-limited' });
    const acting = assignToBob(third);
    await tabs.settle(500);
    first.page.hung = false;
    await tabs.settle(1_000);
    const { state, id } = await acting;
    assert.equal(state, 'failed');
    assert.equal(tabs.backend.control.performed(id), 0);
    assert.equal(tabs.backend.control.calls('perform').length, 1);
  });

  it('is refused with the chat and who was faster, as on a connection of its own', async () => {
    const { tabs, all } = await threeTabs();
    const [, second] = all;
    const expected = second.monitor.chat('waiting')!.assignmentVersion;
    tabs.backend.control.as('tom').assign('waiting', { type: 'agent', id: 'ann' });
    const acting = second.monitor.perform({ type: 'assign', chatId: 'waiting', expected, to: toBob });
    await tabs.settle(1_000);
    const result = await acting;
    assert.ok(result.state === 'failed');
    assert.equal(result.error.code, 'conflict');
    assert.equal(result.error.by?.id, 'tom');
    assert.equal(result.error.chat?.assignee?.id, 'ann');
  });
});

describe('the backend, for pages that share a connection', () => {
  it('that goes and comes back: all say so, and all are live again', async () => {
    const { tabs, all } = await threeTabs();
    const seen = all.map(statusesOf);
    tabs.backend.control.setReachable(false);
    await tabs.settle(15_000);
    for (const { monitor } of all) assert.equal(monitor.connection.value.status, 'stale');
    tabs.backend.control.as('sue').assign('waiting', toBob);
    tabs.backend.control.setReachable(true);
    await tabs.settle(15_000);
    for (const statuses of seen) assert.equal(statuses[statuses.length - 1], 'live');
    for (const { floor } of all) assert.equal(floor['waiting'], 'bob');
    assert.equal(tabs.connections, 1);
  });

  it('that ends the sign-in: all are signed out', async () => {
    const { tabs, all } = await threeTabs();
    tabs.backend.control.signOut('sue');
    await tabs.settle(2_000);
    assert.deepEqual(
      all.map(({ monitor }) => monitor.connection.value.status),
      ['signed-out', 'signed-out', 'signed-out'],
    );
  });

  it('with other rights for the viewer: all follow', async () => {
    const { tabs, all } = await threeTabs();
    tabs.backend.control.setSettings({ queueAssignment: false });
    await tabs.settle(1_000);
    assert.deepEqual(
      all.map(({ monitor }) => monitor.session.value?.settings.queueAssignment),
      [false, false, false],
    );
  });
});

describe('a page that nobody looks at', () => {
  it('gets no news, and what it missed when it is looked at again', async () => {
    const { tabs, all } = await threeTabs();
    const [, second] = all;
    second.ports.lifecycle.set({ visible: false });
    await tabs.settle(100);
    tabs.backend.control.as('sue').assign('waiting', toBob);
    await tabs.settle(1_000);
    assert.equal(second.floor['waiting'], undefined);
    second.ports.lifecycle.set({ visible: true });
    await tabs.settle(50);
    assert.equal(second.floor['waiting'], 'bob');
  });

  it('stays live, and asks for what it missed now and then', async () => {
    const { tabs, all } = await threeTabs();
    const [, second] = all;
    const seen = statusesOf(second);
    second.ports.lifecycle.set({ visible: false });
    tabs.backend.control.as('sue').assign('waiting', toBob);
    await tabs.settle(120_000);
    assert.deepEqual(seen, ['live']);
    assert.equal(second.floor['waiting'], 'bob');
  });
});

describe('pages that must not share', () => {
  it('each connect for themselves where another viewer is signed in', async () => {
    const tabs = new FakeTabs();
    await tabs.open();
    const tom = await tabs.open({ adapter: tabs.adapter('tom') });
    assert.equal(tabs.connections, 2);
    assert.equal(tom.monitor.session.value?.viewer.id, 'tom');
  });

  it('each connect for themselves where nobody can tell who is signed in', async () => {
    const tabs = new FakeTabs();
    const anonymous = (): ReturnType<FakeTabs['adapter']> => {
      const { viewerKey: _, ...adapter } = tabs.adapter();
      return adapter;
    };
    await tabs.open({ adapter: anonymous() });
    await tabs.open({ adapter: anonymous() });
    assert.equal(tabs.connections, 2);
  });

  it('share where the adapter can tell who is signed in', async () => {
    const tabs = new FakeTabs();
    const identified = (): ReturnType<FakeTabs['adapter']> => {
      const { viewerKey: _, ...adapter } = tabs.adapter();
      return { ...adapter, identify: async () => 'sue' };
    };
    await tabs.open({ adapter: identified() });
    await tabs.open({ adapter: identified() });
    assert.equal(tabs.connections, 1);
  });

  it('of another version connect for themselves, say so, and are left alone', async () => {
    const tabs = new FakeTabs();
    const other = tabs.browser.openPage();
    const lock = await other.locks.tryRequest(tabs.teamName);
    assert.ok(lock);
    const line = other.openChannel(tabs.teamName);
    const heard: unknown[] = [];
    line.onMessage((message) => {
      heard.push(message);
      line.post({ protocol: 99, from: 'other', leader: true, message: { type: 'whatever' } });
    });
    const tab = await tabs.open();
    assert.equal(tab.monitor.connection.value.status, 'live');
    assert.equal(tabs.connections, 1);
    assert.match(tab.monitor.faults.value[0]?.message ?? '', /Another version/);
    assert.ok(heard.length > 0);
    lock.release();
  });
});
