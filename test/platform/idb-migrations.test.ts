import { expect } from '@open-wc/testing';
import { clock } from '../../src/platform/clock.js';
import { Database } from '../../src/platform/idb/database.js';
import { migrations, type Migration } from '../../src/platform/idb/migrations.js';
import { dump, openRaw, restore, type DatabaseDump } from '../harness/databases.js';
import { aStoredReport } from '../harness/stored-report.js';
import { manualClock, newViewer, rejection, watchUnhandled } from './idb-pages.js';

/** A database as each version of it was written, oldest first. A new version gets a file; the others never change. */
const fixtures = await Promise.all(
  ['version-1'].map(async (name) => {
    const response = await fetch(new URL(`fixtures/${name}.json`, import.meta.url));
    return (await response.json()) as DatabaseDump;
  }),
);
const newest = fixtures.at(-1)!;

/** The same without what is in it. */
function layout({ version, stores }: DatabaseDump): DatabaseDump {
  const emptied = Object.entries(stores).map(([name, store]) => [name, { ...store, rows: [] }]);
  return { version, stores: Object.fromEntries(emptied) as DatabaseDump['stores'] };
}

describe('the layout of the database', () => {
  it('is the one of the newest fixture', async () => {
    const viewer = newViewer();
    await (await viewer.openStore()).close();
    expect(await dump(viewer.name)).to.deep.equal(layout(newest));
    expect(migrations.length).to.equal(newest.version);
  });

  for (const fixture of fixtures) {
    it(`is reached from version ${fixture.version}, and everything in it is still there`, async () => {
      const viewer = newViewer();
      await restore(viewer.name, fixture);
      const { reports, cache, close } = await viewer.openStore();
      const all = await reports.readAll();
      expect(all.map(({ event }) => event.id)).to.deep.equal(['a1f0', '06c9']);
      expect(all[0]).to.deep.include({ delivery: 'refused', attempts: 2, reason: 'no such event id', page: 'p1' });
      expect(all[0]?.event).to.deep.include({ chatId: 'c1', outcome: 'done', note: 'knows the network' });
      expect([...(await reports.find(['77be']))]).to.deep.equal([['77be', 'delivered']]);
      expect([...(await cache.read(['view']))]).to.deep.equal([['view', '{"sort":"queue"}']]);
      await reports.checkRight(1_795_857_599_000);
      await reports.add([aStoredReport('new')]);
      expect((await reports.readAll()).at(-1)?.event.id).to.equal('new');
      await close();
      expect(layout(await dump(viewer.name))).to.deep.equal(layout(newest));
    });
  }
});

describe('a step to another version', () => {
  const name = (): string => `migrations:${crypto.randomUUID()}`;

  it('runs alone on a database that lacks only it', async () => {
    const database = name();
    await restore(database, newest);
    const addStore: Migration = (connection) => void connection.createObjectStore('next' as 'cache');
    const next = new Database(database, clock, [...migrations, addStore]);
    await next.open();
    await next.close();
    const { version, stores } = await dump(database);
    expect(version).to.equal(newest.version + 1);
    const { next: added, ...others } = stores;
    expect(added?.rows).to.deep.equal([]);
    expect(others).to.deep.equal(newest.stores);
  });

  it('that breaks leaves the database as it was', async () => {
    const database = name();
    await restore(database, newest);
    const breaks: Migration = (connection) => {
      connection.deleteObjectStore('reports');
      // As the disk may do it; an exception would be one of the test, too.
      connection.createObjectStore('next' as 'cache').transaction.abort();
    };
    const unhandled = watchUnhandled();
    const { code } = await rejection(new Database(database, clock, [...migrations, breaks]).open());
    expect(code).to.equal('failed');
    expect(await dump(database)).to.deep.equal(newest);
    unhandled.stop();
    expect(unhandled.reasons).to.deep.equal([]);
  });

  it('waits for pages of the older version, but not for ever', async () => {
    const database = name();
    await restore(database, newest);
    const older = await openRaw(database);
    const manual = manualClock();
    const next = new Database(database, manual, [...migrations, () => {}]);
    const opening = rejection(next.open());
    manual.expire();
    expect((await opening).code).to.equal('blocked');
    older.close();
    await next.open();
    await next.close();
    expect((await dump(database)).version).to.equal(newest.version + 1);
  });
});
