import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Scope } from '../../../src/monitor/index.js';
import { settled } from '../../harness/fake-ports.js';
import { Visits } from '../../harness/visits.js';

const lastQuery = ({ backend }: Visits): unknown =>
  backend.control
    .calls('watchChats')
    .map(({ args }) => args[0] as { view: string })
    .findLast(({ view }) => view === 'floor');

describe('the scope that was chosen last', () => {
  it('is the next page’s, with the rows that it had', async () => {
    const visits = new Visits();
    await visits.visit({ scope: { queues: ['vpn'] } });
    visits.slow(1_000);
    const page = await visits.open();
    assert.deepEqual(page.monitor.scope.value, { queues: ['vpn'] });
    assert.deepEqual(page.floor, ['waiting']);
    await visits.clock.advance(1_000);
    assert.deepEqual(lastQuery(visits), { view: 'floor', queues: ['vpn'] });
    assert.deepEqual(page.floor, ['waiting']);
    assert.equal(page.monitor.connection.value.status, 'live');
  });

  it('is the next page’s where the viewer is known only after signing in', async () => {
    const visits = new Visits();
    await visits.visit({ viewerKey: null, scope: { queues: ['mail'] } });
    const calls = visits.backend.control.calls('watchChats').length;
    const page = await visits.open({ viewerKey: null });
    assert.deepEqual(page.floor, ['running']);
    assert.equal(visits.backend.control.calls('watchChats').length, calls + 2, 'the floor of all is never asked for');
  });

  it('shows no rows of another scope, where it was chosen after the view was kept', async () => {
    const visits = new Visits();
    visits.backend.control.as('sue').join('waiting', 'monitor');
    const page = await visits.open();
    await visits.clock.advance(4_000);
    page.monitor.setScope({ queues: ['mail'] });
    await settled();
    visits.slow(1_000);
    const next = await visits.open();
    assert.deepEqual(next.monitor.scope.value, { queues: ['mail'] });
    assert.deepEqual(next.floor, []);
    assert.equal(next.monitor.list('floor').value.phase, 'loading');
    assert.equal(next.monitor.chat('waiting')?.id, 'waiting', 'the viewer’s own chats have no scope');
    await visits.clock.advance(1_000);
    assert.deepEqual(next.floor, ['running']);
  });

  it('gives way to what the page itself chooses', async () => {
    const visits = new Visits();
    await visits.visit({ scope: { queues: ['vpn'] } });
    visits.slow(1_000);
    const page = await visits.open({ scope: {} });
    assert.deepEqual(page.monitor.scope.value, {});
    assert.deepEqual(page.floor, []);
    await visits.clock.advance(1_000);
    assert.deepEqual(page.floor, ['running', 'waiting']);
  });

  it('is all where it has a company that the viewer may not choose any more', async () => {
    const visits = new Visits();
    await visits.visit({ scope: { companies: ['acme', 'gone'], queues: ['vpn'] } });
    const page = await visits.open();
    assert.deepEqual(page.monitor.scope.value, {});
    assert.deepEqual(page.floor, ['running', 'waiting']);
    assert.equal(page.monitor.connection.value.status, 'live');
  });

  it('is all where what was kept is no scope', async () => {
    for (const kept of ['all', 7, { companies: 'acme' }, { queues: [1] }, null]) {
      const visits = new Visits();
      await visits.visit({ scope: kept as unknown as Scope, lists: [] });
      const page = await visits.open();
      assert.deepEqual(page.monitor.scope.value, {});
      assert.deepEqual(page.floor, ['running', 'waiting']);
    }
  });
});
