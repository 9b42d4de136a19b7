import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../harness/fake-ports.js';
import { Visits } from '../../harness/visits.js';

describe('preferences', () => {
  it('are there for the next page as soon as the disk is read, and tell whoever follows', async () => {
    const visits = new Visits();
    const first = await visits.open();
    first.monitor.preferences.set('grid.sort', { column: 'agent', descending: true });
    await first.leave();
    visits.slow(1_000);
    const open = visits.disk.holdOpening();
    const { monitor } = await visits.open();
    const told: unknown[] = [];
    monitor.preferences.subscribe(() => told.push(monitor.preferences.get('grid.sort')));
    assert.equal(monitor.preferences.get('grid.sort'), undefined);
    open();
    await settled();
    assert.deepEqual(told, [{ column: 'agent', descending: true }]);
    assert.equal(monitor.preferences.get('other'), undefined);
  });

  it('are each page’s own: the last one set is what the next page begins with', async () => {
    const visits = new Visits();
    const [a, b] = [await visits.open(), await visits.open()];
    a.monitor.preferences.set('x', 1);
    await settled();
    b.monitor.preferences.set('y', 2);
    await settled();
    a.monitor.preferences.set('x', 3);
    assert.deepEqual([a.monitor.preferences.value, b.monitor.preferences.value], [{ x: 3 }, { y: 2 }]);
    await settled();
    assert.deepEqual((await visits.open()).monitor.preferences.value, { x: 3, y: 2 });
  });

  it('that are set before the disk is read go before what is on it', async () => {
    const visits = new Visits();
    const first = await visits.open();
    first.monitor.preferences.set('x', 1);
    first.monitor.preferences.set('y', 1);
    await settled();
    const open = visits.disk.holdOpening();
    const second = await visits.open();
    second.monitor.preferences.set('x', 2);
    open();
    await settled();
    assert.deepEqual(second.monitor.preferences.value, { x: 2, y: 1 });
    assert.deepEqual((await visits.open()).monitor.preferences.value, { x: 2, y: 1 });
  });

  it('go back to the default with undefined', async () => {
    const visits = new Visits();
    const first = await visits.open();
    first.monitor.preferences.set('x', 1);
    first.monitor.preferences.set('x', undefined);
    await settled();
    assert.equal((await visits.open()).monitor.preferences.get('x'), undefined);
  });

  it('survive a view that is too old, and nothing that is on the disk can break them', async () => {
    const visits = new Visits();
    const first = await visits.open();
    first.monitor.preferences.set('x', 1);
    await visits.clock.advance(4_000);
    await first.leave();
    await visits.clock.advance(7 * 86_400_000);
    assert.equal((await visits.open()).monitor.preferences.get('x'), 1);
    for (const text of ['', 'null', '[', '7', '"x"']) {
      await (await visits.disk.cache('sue')).write(new Map([['preferences', text]]));
      const page = await visits.open();
      assert.equal(page.monitor.preferences.get('x'), undefined);
      assert.equal(page.monitor.connection.value.status, 'live');
    }
  });

  it('that cannot be kept are good for this page', async () => {
    const visits = new Visits();
    const { monitor } = await visits.open();
    visits.disk.failure = new Error('broken');
    monitor.preferences.set('x', 1);
    await settled();
    assert.equal(monitor.preferences.get('x'), 1);
  });
});
