import { expect } from '@open-wc/testing';
import { deleteDB } from 'idb';
import type { StoredReport } from '../../src/monitor/index.js';
import { openRaw } from '../harness/databases.js';
import { intercept } from '../harness/replace.js';
import { aStoredReport } from '../harness/stored-report.js';
import { manualClock, newViewer, rejection } from './idb-pages.js';

const DAY = 24 * 60 * 60 * 1_000;

describe('the records on disk', () => {
  const a = aStoredReport('a');

  it('are written with strict durability when they are added, and with relaxed otherwise', async () => {
    const { reports, cache } = await newViewer().openStore();
    const used: unknown[] = [];
    const spy = intercept(IDBDatabase.prototype, 'transaction', (_self, [, , options], call) => {
      used.push(options?.durability);
      return call();
    });
    try {
      await reports.add([a]);
      expect(used).to.deep.equal(['strict']);
      used.length = 0;
      await reports.update(a);
      await reports.settle(await reports.takeRight(), { delivered: ['a'], kept: [] });
      await cache.write(new Map([['x', '1']]));
      expect(new Set(used)).to.deep.equal(new Set(['relaxed']));
    } finally {
      spy.restore();
    }
  });

  it('are kept once when one comes twice in the same call', async () => {
    const { reports } = await newViewer().openStore();
    await reports.add([a, { ...a, attempts: 1 }]);
    expect(await reports.readAll()).to.deep.equal([a]);
  });

  it('are added all or none, and those of none are told to nobody', async () => {
    const viewer = newViewer();
    const one = await viewer.openStore();
    const two = await viewer.openStore();
    const told = new Promise((resolve) => two.reports.onChanged(resolve));
    const unclonable = { ...aStoredReport('b'), page: () => {} } as unknown as StoredReport;
    const { code, cause } = await rejection(one.reports.add([a, unclonable]));
    expect(code).to.equal('failed');
    expect((cause as Error).name).to.equal('DataCloneError');
    expect(await two.reports.readAll()).to.deep.equal([]);
    await one.reports.add([aStoredReport('c')]);
    expect(await told).to.deep.equal(['c']);
  });

  it('that were delivered are remembered for a day, and longer while they are few', async () => {
    const viewer = newViewer();
    const clock = manualClock();
    const { reports } = await viewer.openStore({ clock });
    const right = await reports.takeRight();
    const batch = (size: number, name: string): string[] => Array.from({ length: size }, (_, n) => `${name}${n}`);
    const remembered = async (ids: string[]): Promise<number> => (await reports.find(ids)).size;
    const old = batch(600, 'old');
    const recent = batch(600, 'recent');

    await reports.settle(right, { delivered: old, kept: [] });
    clock.time = DAY - 1;
    await reports.settle(right, { delivered: recent, kept: [] });
    expect(await remembered(old)).to.equal(600);

    clock.time = DAY;
    await reports.settle(right, { delivered: ['last'], kept: [] });
    expect(await remembered(old)).to.equal(399);
    expect(await remembered([...recent, 'last'])).to.equal(601);

    clock.time = 100 * DAY;
    await reports.settle(right, { delivered: [], kept: [] });
    expect(await remembered([...old, ...recent, 'last'])).to.equal(1_000);
  });

  it('that somebody else wrote in another shape are passed over, and do not keep the place of a real one', async () => {
    const viewer = newViewer();
    const { reports, cache } = await viewer.openStore();
    await reports.add([a]);
    const other = await openRaw(viewer.name);
    const event = { ...a.event, id: 'b' };
    const rows = [null, 7, 'text', {}, { event: null }, { event: { id: 'x' } }, { ...a, event: { ...a.event, id: 1 } }];
    for (const row of [...rows, { event, delivery: 'waiting' }]) await other.put('reports', row);
    await other.put('cache', 7, 'x');
    await other.put('delivered', 'text', 'd');
    await other.put('meta', 'text', 'right');
    other.close();

    expect(await reports.readAll()).to.deep.equal([a]);
    expect([...(await reports.find(['a', 'b', 'x', 'd']))]).to.deep.equal([
      ['a', a],
      ['d', 'delivered'],
    ]);
    await reports.add([aStoredReport('b'), aStoredReport('c')]);
    expect((await reports.readAll()).map(({ event: { id } }) => id)).to.deep.equal(['a', 'b', 'c']);
    expect([...(await cache.read(['x']))]).to.deep.equal([]);
    await reports.checkRight(await reports.takeRight());
  });

  it('fence off who had the right before the browser emptied its disk', async () => {
    const viewer = newViewer();
    const one = await viewer.openStore();
    const before = await one.reports.takeRight();
    await deleteDB(viewer.name);
    expect((await rejection(one.reports.checkRight(before))).code).to.equal('emptied');
    const two = await viewer.openStore();
    expect(await two.reports.takeRight()).to.be.greaterThan(before);
    expect((await rejection(one.reports.settle(before, { delivered: ['a'], kept: [] }))).code).to.equal('fenced');
  });

  it('change nothing in a page to which another script posts nonsense', async () => {
    const viewer = newViewer();
    const { reports } = await viewer.openStore();
    const heard = new Promise((resolve) => reports.onChanged(resolve));
    const other = new BroadcastChannel(viewer.name);
    for (const message of [null, 7, { ids: ['a'] }, ['a', 7]]) other.postMessage(message);
    other.close();
    expect(await heard).to.deep.equal(['a']);
  });
});
