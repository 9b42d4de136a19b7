import { memoryStores, StoreError, type Clock, type ReportStore, type Store } from '../../src/monitor/index.js';
import type { PageLife } from './page-life.js';

/** What the pages of one browser keep for sue. */
export class FakeDisk {
  stores = memoryStores();
  /** Lets each page open it again. */
  readonly pages: (() => Promise<Store>)[] = [];

  open(): Promise<Store> {
    return this.stores('backend', 'sue');
  }

  /** Everything that was kept is gone. */
  async empty(): Promise<void> {
    this.stores = memoryStores();
    for (const open of this.pages) await open();
  }
}

export type StoreMethod = 'open' | 'add' | 'update' | 'readAll' | 'find' | 'takeRight' | 'checkRight' | 'settle';
/** A number: it takes so long, ms. */
type Trouble = 'hangs' | 'lets wait' | number | StoreError;

/** What is wrong with one page's store, by method. */
export class StoreTroubles {
  readonly calls: StoreMethod[] = [];
  /** Nobody tells this page what the others do. */
  deaf = false;
  readonly #troubles = new Map<StoreMethod, Trouble>();
  readonly #clock: Clock;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `lets wait`: done when the trouble ends; `hangs`: never. */
  set(trouble: Trouble, ...methods: readonly StoreMethod[]): void {
    for (const method of methods) this.#troubles.set(method, trouble);
  }

  end(): void {
    this.#troubles.clear();
    for (const resume of this.#waiting) resume();
    this.#waiting = [];
  }

  async call<T>(method: StoreMethod, work: () => Promise<T>): Promise<T> {
    this.calls.push(method);
    const trouble = this.#troubles.get(method);
    if (trouble instanceof StoreError) throw trouble;
    if (trouble === 'hangs') return new Promise(() => {});
    if (typeof trouble === 'number') await new Promise<void>((resume) => this.#clock.setTimer(resume, trouble));
    if (trouble === 'lets wait') await new Promise<void>((resume) => this.#waiting.push(resume));
    return work();
  }
}

export const noRoom = new StoreError('quota', 'There is no room.');

/** One page's way to the disk, which opens it again by itself when the browser emptied it. */
export function pageStore(disk: FakeDisk, life: PageLife, troubles: StoreTroubles): Store {
  const listeners: ((ids: readonly string[]) => void)[] = [];
  let stores: FakeDisk['stores'] | undefined;
  let opened: Promise<Store> | undefined;
  const open = (): Promise<Store> => {
    if (stores !== disk.stores || opened === undefined) {
      stores = disk.stores;
      opened = disk.open().then((store) => {
        store.reports.onChanged((ids) =>
          life.do(() => {
            if (!troubles.deaf) listeners.forEach((listener) => listener(ids));
          }),
        );
        return store;
      });
    }
    return opened;
  };
  disk.pages.push(open);
  const call = <T>(method: StoreMethod, work: (store: ReportStore) => Promise<T>): Promise<T> =>
    life.call(() => troubles.call(method, async () => work((await open()).reports)));
  return {
    cache: { read: async () => new Map(), write: async () => {}, clear: async () => {} },
    close: async () => {},
    reports: {
      add: (added) => call('add', (reports) => reports.add(added)),
      update: (report) => call('update', (reports) => reports.update(report)),
      readAll: () => call('readAll', (reports) => reports.readAll()),
      find: (ids) => call('find', (reports) => reports.find(ids)),
      takeRight: () => call('takeRight', (reports) => reports.takeRight()),
      checkRight: (right) => call('checkRight', (reports) => reports.checkRight(right)),
      settle: (right, result) => call('settle', (reports) => reports.settle(right, result)),
      onChanged: (listener) => {
        listeners.push(listener);
        return () => {};
      },
    },
  };
}
