import { expect } from '@open-wc/testing';
import { deleteDB, openDB } from 'idb';
import type { Store } from '../../src/monitor/index.js';
import { openRaw } from '../harness/databases.js';
import { intercept, replace, type Replacement } from '../harness/replace.js';
import { aStoredReport } from '../harness/stored-report.js';
import { manualClock, newViewer, rejection, watchUnhandled } from './idb-pages.js';

const a = aStoredReport('a');
const b = aStoredReport('b');

describe('a store on disk', () => {
  const replaced: Replacement[] = [];
  const unhandled = watchUnhandled();

  after(() => unhandled.stop());

  afterEach(() => {
    for (const one of replaced.splice(0).reverse()) one.restore();
    expect(unhandled.reasons).to.deep.equal([]);
  });

  /** How often a database was opened since. */
  function countOpens(): () => number {
    let opens = 0;
    const counting = intercept(IDBFactory.prototype, 'open', (_self, _args, call) => {
      opens += 1;
      return call();
    });
    replaced.push(counting);
    return () => opens;
  }

  /** The store's own connection. */
  async function connectionOf(store: Store): Promise<IDBDatabase> {
    let found: IDBDatabase | undefined;
    const watching = intercept(IDBDatabase.prototype, 'transaction', (self, _args, call) => {
      found = self;
      return call();
    });
    await store.cache.read([]);
    watching.restore();
    return found!;
  }

  describe('that is full', () => {
    const full = new DOMException('Full.', 'QuotaExceededError');

    it('says so when a write is refused, and writes none of the call', async () => {
      const { reports } = await newViewer().openStore();
      let puts = 0;
      const refuse = intercept(IDBObjectStore.prototype, 'put', (_self, _args, call) => {
        if ((puts += 1) === 2) throw full;
        return call();
      });
      replaced.push(refuse);
      const { code, message, cause } = await rejection(reports.add([a, b]));
      expect(code).to.equal('quota');
      expect(message).to.match(/^There is no room for the database chat-monitor-elements:test:.*: free/);
      expect(cause).to.equal(full);
      expect(await reports.readAll()).to.deep.equal([]);
    });

    it('says so when everything is taken back at the end, and works on when there is room again', async () => {
      const { reports } = await newViewer().openStore();
      const refuse = intercept(IDBObjectStore.prototype, 'put', ({ transaction }, _args, call) => {
        const request = call();
        Object.defineProperty(transaction, 'error', { value: full });
        transaction.abort();
        return request;
      });
      replaced.push(refuse);
      const opens = countOpens();
      expect(await rejection(reports.add([a]))).to.include({ code: 'quota', cause: full });
      refuse.restore();
      await reports.add([a]);
      expect(await reports.readAll()).to.deep.equal([a]);
      expect(opens()).to.equal(0);
    });
  });

  describe('that lost its connection', () => {
    it('opens it again with the next call when the browser ended it', async () => {
      const store = await newViewer().openStore();
      await store.reports.add([a]);
      const connection = await connectionOf(store);
      const opens = countOpens();
      connection.close();
      connection.dispatchEvent(new Event('close'));
      expect(opens()).to.equal(0);
      expect(await store.reports.readAll()).to.deep.equal([a]);
      await store.reports.add([b]);
      expect(opens()).to.equal(1);
    });

    it('opens it again, once for all calls, when it finds it closed', async () => {
      const store = await newViewer().openStore();
      (await connectionOf(store)).close();
      const opens = countOpens();
      await Promise.all([store.reports.add([a]), store.reports.add([b]), store.cache.clear()]);
      expect(await store.reports.readAll()).to.deep.equal([a, b]);
      expect(opens()).to.equal(1);
    });

    it('tries once with each call, and then says so', async () => {
      const { reports } = await newViewer().openStore();
      const opens = countOpens();
      const closing = intercept(IDBDatabase.prototype, 'transaction', (self, _args, call) => {
        self.close();
        return call();
      });
      replaced.push(closing);
      expect(await rejection(reports.readAll())).to.include({ code: 'failed' });
      expect(opens()).to.equal(1);
      closing.restore();
      expect(await reports.readAll()).to.deep.equal([]);
    });

    it('gets a new one after an error that it does not know', async () => {
      const { reports } = await newViewer().openStore();
      const broken = new DOMException('Internal error.', 'UnknownError');
      const fails = intercept(IDBObjectStore.prototype, 'getAll', () => {
        throw broken;
      });
      replaced.push(fails);
      const opens = countOpens();
      const { code, message, cause } = await rejection(reports.readAll());
      expect({ code, cause }).to.deep.equal({ code: 'failed', cause: broken });
      expect(message).to.contain('UnknownError: Internal error.');
      fails.restore();
      expect(await reports.readAll()).to.deep.equal([]);
      expect(opens()).to.equal(1);
    });

    it('lets its database be deleted, and begins a new one', async () => {
      const viewer = newViewer();
      const { reports } = await viewer.openStore();
      await reports.add([a]);
      await deleteDB(viewer.name);
      await reports.add([b]);
      expect(await reports.readAll()).to.deep.equal([b]);
    });
  });

  describe('of which a page with a newer version made another', () => {
    it('gives way at once, and can be used no more', async () => {
      const viewer = newViewer();
      const { reports, cache } = await viewer.openStore();
      const adding = reports.add([a]);
      const newer = await openDB(viewer.name, 2);
      await adding;
      expect(await newer.getAll('reports')).to.deep.equal([a]);
      newer.close();
      const opens = countOpens();
      const { code, message } = await rejection(reports.readAll());
      expect(code).to.equal('version');
      expect(message).to.match(/: reload the page\.$/);
      expect((await rejection(cache.clear())).code).to.equal('version');
      expect(opens()).to.equal(0);
    });

    it('does not open', async () => {
      const viewer = newViewer();
      (await openDB(viewer.name, 2)).close();
      const { code, cause } = await rejection(viewer.openStore());
      expect(code).to.equal('version');
      expect((cause as Error).name).to.equal('VersionError');
    });
  });

  describe('that another page keeps from opening', () => {
    it('gives up in time, and holds nothing when it opens after all', async () => {
      const viewer = newViewer();
      await (await viewer.openStore()).close();
      const other = await openRaw(viewer.name);
      const deleting = deleteDB(viewer.name);
      const clock = manualClock();
      const opening = rejection(viewer.openStore({ clock }));
      clock.expire();
      const { code, message } = await opening;
      expect(code).to.equal('blocked');
      expect(message).to.match(/: close or reload the other pages that use it\.$/);
      other.close();
      await deleting;
      let blocked = false;
      await deleteDB(viewer.name, { blocked: () => (blocked = true) });
      expect(blocked).to.equal(false);
    });

    it('leaves no timer behind when it opens', async () => {
      const clock = manualClock();
      await newViewer().openStore({ clock });
      expect(clock.waiting).to.equal(0);
    });
  });

  it('closes when what was begun is written and told, and then neither does nor hears anything', async () => {
    const viewer = newViewer();
    const one = await viewer.openStore();
    const two = await viewer.openStore();
    const heard: (readonly string[])[] = [];
    one.reports.onChanged((ids) => heard.push(ids));
    let told = new Promise((resolve) => two.reports.onChanged(resolve));
    const adding = one.reports.add([a]);
    await one.close();
    await adding;
    expect(await told).to.deep.equal(['a']);
    expect(await rejection(one.reports.readAll())).to.include({ code: 'failed' });

    const three = await viewer.openStore();
    told = new Promise((resolve) => three.reports.onChanged(resolve));
    await two.reports.add([b]);
    expect(await told).to.deep.equal(['b']);
    expect(heard).to.deep.equal([]);
    await two.close();
    await three.close();
    let blocked = false;
    await deleteDB(viewer.name, { blocked: () => (blocked = true) });
    expect(blocked).to.equal(false);
  });

  it('does not open where the page may not keep data, or the browser cannot', async () => {
    const denied = new DOMException('The operation is insecure.', 'SecurityError');
    const getters = [
      () => {
        throw denied;
      },
      () => undefined,
    ];
    for (const get of getters) {
      const without = replace(window, 'indexedDB', { get });
      replaced.push(without);
      const { code, message, cause } = await rejection(newViewer().openStore());
      expect(code).to.equal('failed');
      expect(message).to.match(/: let this site keep data in the browser\.$/);
      expect(cause).to.be.instanceOf(get === getters[0] ? DOMException : TypeError);
      without.restore();
    }
  });
});
