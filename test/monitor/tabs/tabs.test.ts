import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeTabs, type Tab } from '../../harness/fake-tabs.js';

const statusOf = ({ monitor }: Tab): string => monitor.connection.value.status;

describe('pages of one browser', () => {
  it('share one connection to the backend, and all are live', async () => {
    const tabs = new FakeTabs();
    const all: Tab[] = [];
    for (let count = 0; count < 10; count += 1) all.push(await tabs.open());
    assert.equal(tabs.connections, 1);
    assert.equal(tabs.made, 1);
    assert.deepEqual(all.map(statusOf), Array(10).fill('live'));
    for (const { floor } of all) assert.deepEqual(floor, { waiting: undefined, running: 'ann' });
  });

  it('all see what changes, and each can act', async () => {
    const tabs = new FakeTabs();
    const [first, second] = [await tabs.open(), await tabs.open()];
    const chat = second.monitor.chat('waiting')!;
    const acting = second.monitor.perform({
      type: 'assign',
      chatId: 'waiting',
      expected: chat.assignmentVersion,
      to: { type: 'agent', id: 'bob' },
    });
    await tabs.settle();
    assert.equal((await acting).state, 'done');
    assert.equal(first.floor['waiting'], 'bob');
    assert.equal(second.floor['waiting'], 'bob');
    tabs.backend.control.end('running');
    await tabs.settle();
    assert.deepEqual([first.floor, second.floor], [{ waiting: 'bob' }, { waiting: 'bob' }]);
  });

  it('go on where they were when the one with the connection dies', async () => {
    const tabs = new FakeTabs();
    const [first, second, third] = [await tabs.open(), await tabs.open(), await tabs.open()];
    const seen: string[] = [];
    second.monitor.connection.subscribe(({ status }) => seen.push(status));
    tabs.kill(first);
    tabs.backend.control.as('sue').assign('waiting', { type: 'agent', id: 'bob' });
    await tabs.settle(1_000);
    assert.equal(tabs.made, 2);
    assert.deepEqual([statusOf(second), statusOf(third)], ['live', 'live']);
    assert.deepEqual([second.floor['waiting'], third.floor['waiting']], ['bob', 'bob']);
    assert.deepEqual(seen, [], 'nobody saw it happen');
  });
});
