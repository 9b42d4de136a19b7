import type { MonitorPorts, Store } from '../../src/monitor/index.js';
import { aStoredReport } from './stored-report.js';

/** How a test is written where the suite runs. */
export interface SuiteRunner {
  describe(title: string, tests: () => void): unknown;
  it(title: string, test: () => Promise<void>): unknown;
  /** Deeply. */
  equal(actual: unknown, expected: unknown): void;
}

/** What every store does, as two pages of one browser see it that have it open for the same viewer. */
export function storeSuite({ describe, it, equal }: SuiteRunner, openStore: MonitorPorts['openStore']): void {
  function inTwoPages(title: string, test: (one: Store, two: Store) => Promise<void>): void {
    it(title, async () => {
      const viewerKey = crypto.randomUUID();
      const one = await openStore('suite', viewerKey);
      const two = await openStore('suite', viewerKey);
      try {
        await test(one, two);
      } finally {
        await one.close();
        await two.close();
      }
    });
  }

  const [a, b, c] = ['a', 'b', 'c'].map((id) => aStoredReport(id)) as [Report, Report, Report];
  const ids = async ({ reports }: Store): Promise<string[]> => (await reports.readAll()).map(({ event }) => event.id);
  const deliver = async ({ reports }: Store, delivered: readonly string[], kept: readonly Report[] = []) =>
    reports.settle(await reports.takeRight(), { delivered, kept });

  describe('records', () => {
    inTwoPages('are read in the order in which any page added them', async (one, two) => {
      await one.reports.add([b]);
      await two.reports.add([a, c]);
      equal(await one.reports.readAll(), [b, a, c]);
      equal(await two.reports.readAll(), [b, a, c]);
    });

    inTwoPages('are all kept when pages add them at once, each page’s in its order', async (one, two) => {
      const batch = (page: string): Report[] => ['1', '2', '3'].map((n) => aStoredReport(page + n, { page }));
      await Promise.all([one.reports.add(batch('p')), two.reports.add(batch('q')), one.reports.add(batch('r'))]);
      const all = await ids(two);
      equal(all.length, 9);
      for (const page of ['p', 'q', 'r']) {
        equal(
          all.filter((id) => id.startsWith(page)),
          [`${page}1`, `${page}2`, `${page}3`],
        );
      }
    });

    inTwoPages('are left alone by another add', async (one, two) => {
      await one.reports.add([a]);
      await two.reports.add([{ ...a, attempts: 2 }, b]);
      equal(await one.reports.readAll(), [a, b]);
    });

    inTwoPages('keep their place when they are updated, and are kept when they are new', async (one, two) => {
      const tried: Report = { ...a, attempts: 3, delivery: 'refused', reason: 'no such event id' };
      await one.reports.add([a, b]);
      await two.reports.update(tried);
      await two.reports.update(c);
      equal(await one.reports.readAll(), [tried, b, c]);
    });

    inTwoPages('that were delivered never come back', async (one, two) => {
      await one.reports.add([a, b]);
      await deliver(two, ['a']);
      await one.reports.update(a);
      await one.reports.add([a]);
      await deliver(one, [], [a]);
      equal(await two.reports.readAll(), [b]);
    });

    inTwoPages('are found as they are kept, or as delivered, or not at all', async (one, two) => {
      await one.reports.add([a, b]);
      await deliver(one, ['b', 'never added']);
      const found = await two.reports.find(['c', 'b', 'a', 'never added']);
      equal([...found].sort(), [
        ['a', a],
        ['b', 'delivered'],
        ['never added', 'delivered'],
      ]);
    });

    inTwoPages('come in no other viewer’s store', async (one) => {
      await one.reports.add([a]);
      const key = crypto.randomUUID();
      const others: [adapterId: string, viewerKey: string][] = [
        ['suite', key],
        ['suite:', key],
        ['suite', `:${key}`],
        ['suite', key.toUpperCase()],
        ['suite', `${key} `],
        ['suite', `${key}a`],
        ['suite', `${key}\u0006\u0001`],
        ['', `suite:${key}`],
        ['suite/ü', `${key}/\ud800\u0000`],
      ];
      const stores = await Promise.all(others.map((other) => openStore(...other)));
      for (const [at, { reports }] of stores.entries()) await reports.add([aStoredReport(`only ${at}`)]);
      for (const [at, store] of stores.entries()) {
        equal(await ids(store), [`only ${at}`]);
        await store.close();
      }
    });
  });

  describe('the right to deliver', () => {
    inTwoPages('belongs to who took it last', async (one, two) => {
      const first = await one.reports.takeRight();
      equal(await outcome(one.reports.checkRight(first)), 'done');
      const second = await two.reports.takeRight();
      equal(first < second, true);
      equal(await outcome(one.reports.checkRight(first)), 'fenced');
      equal(await outcome(one.reports.checkRight(second)), 'done');
      await one.reports.takeRight();
      equal(await outcome(two.reports.checkRight(second)), 'fenced');
    });

    inTwoPages('is taken by one page only, also when several do at once', async (one, two) => {
      const taking = [one, two, one, two].map(({ reports }) => reports.takeRight());
      equal(new Set(await Promise.all(taking)).size, 4);
    });

    inTwoPages('is needed to settle: nothing is written without it', async (one, two) => {
      await one.reports.add([a, b]);
      const lost = await one.reports.takeRight();
      await two.reports.takeRight();
      equal(
        await outcome(one.reports.settle(lost, { delivered: ['a'], kept: [{ ...b, delivery: 'refused' }] })),
        'fenced',
      );
      equal(await two.reports.readAll(), [a, b]);
      equal([...(await two.reports.find(['a']))], [['a', a]]);
    });

    inTwoPages('settles: what was delivered goes, what is kept is replaced in its place', async (one, two) => {
      await one.reports.add([a, b, c]);
      const refused: Report = { ...b, delivery: 'refused', attempts: 1, reason: 'no such event id' };
      await deliver(one, ['a'], [refused, aStoredReport('unknown')]);
      equal(await two.reports.readAll(), [refused, c]);
    });
  });

  describe('a change', () => {
    inTwoPages('is told to the other pages, once it is written, and not to its own', async (one, two) => {
      const heardByOne: (readonly string[])[] = [];
      one.reports.onChanged((changed) => heardByOne.push(changed));
      const steps: [change: () => Promise<void>, told: string[], left: string[]][] = [
        [() => one.reports.add([a, b]), ['a', 'b'], ['a', 'b']],
        [() => one.reports.update({ ...b, attempts: 1 }), ['b'], ['a', 'b']],
        [() => deliver(one, ['a'], [b]), ['a', 'b'], ['b']],
      ];
      for (const [change, told, left] of steps) {
        const next = nextChange(two);
        await change();
        equal([...(await next)].sort(), told);
        equal(await ids(two), left);
      }
      // Messages arrive in order: whatever one told itself would be here before this.
      const next = nextChange(one);
      await two.reports.add([c]);
      equal(await next, ['c']);
      equal(heardByOne, [['c']]);
    });

    inTwoPages('that changed nothing is not told', async (one, two) => {
      const added = nextChange(two);
      await one.reports.add([a]);
      await deliver(two, ['b']);
      await added;
      const next = nextChange(two);
      await one.reports.add([a]);
      await one.reports.update(b);
      await one.reports.add([c]);
      equal(await next, ['c']);
    });

    inTwoPages('is not told to who no longer listens', async (one, two) => {
      const heard: (readonly string[])[] = [];
      two.reports.onChanged((changed) => heard.push(changed))();
      const next = nextChange(two);
      await one.reports.add([a]);
      equal(await next, ['a']);
      equal(heard, []);
    });
  });

  describe('the cache', () => {
    inTwoPages('is read by every page: those texts that are there', async (one, two) => {
      await one.cache.write(
        new Map([
          ['view', '{"a":1}'],
          ['empty', ''],
        ]),
      );
      equal(
        [...(await two.cache.read(['empty', 'none', 'view']))],
        [
          ['empty', ''],
          ['view', '{"a":1}'],
        ],
      );
    });

    inTwoPages('replaces a text, and removes it for undefined', async (one, two) => {
      await one.cache.write(
        new Map([
          ['x', '1'],
          ['y', '1'],
        ]),
      );
      await two.cache.write(
        new Map([
          ['x', undefined],
          ['y', '2'],
          ['none', undefined],
        ]),
      );
      equal([...(await one.cache.read(['x', 'y']))], [['y', '2']]);
    });

    inTwoPages('is cleared without the records', async (one, two) => {
      await one.reports.add([a]);
      await one.cache.write(new Map([['x', '1']]));
      await two.cache.clear();
      equal([...(await one.cache.read(['x']))], []);
      equal(await one.reports.readAll(), [a]);
    });
  });
}

type Report = ReturnType<typeof aStoredReport>;

/** The ids of the next change that this page is told of. */
function nextChange({ reports }: Store): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const stop = reports.onChanged((changed) => {
      stop();
      resolve(changed);
    });
  });
}

async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  );
}
