import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatTable } from '../../src/monitor/chat-table.js';
import * as part from '../../src/monitor/floor-stats.js';
import type { Parts } from '../../src/monitor/parts.js';
import { StatsKeeper } from '../../src/monitor/stats-keeper.js';
import type { Ticker } from '../../src/monitor/ticker.js';
import { settled } from '../harness/fake-ports.js';
import { manualScheduler } from '../harness/manual-scheduler.js';
import { aChat } from '../harness/records.js';

describe('StatsKeeper', () => {
  function setUp() {
    let load: (come: boolean) => void = () => {};
    const stats: Parts['stats'] = () =>
      new Promise((resolve, reject) => (load = (come) => (come ? resolve(part) : reject(new Error('404')))));
    const scheduler = manualScheduler();
    const table = new ChatTable(scheduler);
    const ticker = { now: () => 0, subscribe: () => () => {} } as unknown as Ticker;
    const faults: string[] = [];
    const keeper = new StatsKeeper({
      table,
      ticker,
      scheduler,
      policy: () => undefined,
      parts: { stats } as Parts,
      fault: ({ what }) => faults.push(what),
    });
    table.upsert('floor', aChat({ id: 'c1' }), true);
    scheduler.flush();
    return { keeper, faults, load: (come: boolean) => load(come), open: () => keeper.metrics.value?.open };
  }

  it('claims no number until the chats are counted', async () => {
    const { keeper, load, open } = setUp();
    keeper.start();
    assert.equal(open(), undefined);
    load(true);
    await settled();
    assert.equal(open(), 1);
  });

  it('counts nothing for a floor that is not in use any more when its part comes', async () => {
    const { keeper, load, open } = setUp();
    keeper.start();
    keeper.stop();
    load(true);
    await settled();
    assert.equal(open(), undefined);
    keeper.start();
    assert.equal(open(), 1);
  });

  it('says that the chats cannot be counted where its part does not come', async () => {
    const { keeper, faults, load, open } = setUp();
    keeper.start();
    load(false);
    await settled();
    assert.equal(open(), undefined);
    assert.deepEqual(faults, ['counts']);
  });
});
