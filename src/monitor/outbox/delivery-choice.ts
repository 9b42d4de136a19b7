import type { Clock } from '../ports.js';
import type { DeliveryRight } from './delivery-right.js';
import type { OutboxRecord, OutboxRecords } from './records.js';
import { PATIENCE, STORE_LIMIT, type StoreAccess } from './store-access.js';
import type { StoreWriter } from './store-writer.js';

/** Who took the right from this page has so long to deliver, ms, before this page takes it back. */
const OTHERS_LIMIT = 10_000;

export interface DeliveryChoiceContext {
  readonly clock: Clock;
  readonly access: StoreAccess;
  readonly records: OutboxRecords;
  readonly writer: StoreWriter;
  /** It may be this page's turn again. */
  again(): void;
}

/** Chooses what is sent next, so that nothing is sent that another page delivered, or may be delivering. */
export class DeliveryChoice {
  readonly #context: DeliveryChoiceContext;
  /** Absent where another page delivers what all pages share. */
  readonly #right: DeliveryRight | undefined;
  #ended = false;
  #cancelTurn: (() => void) | undefined;

  constructor(context: DeliveryChoiceContext, right: DeliveryRight | undefined) {
    this.#context = context;
    this.#right = right;
  }

  end(): void {
    this.#ended = true;
    this.#cancelTurn?.();
  }

  /** At most `size` records; undefined where nothing is due, `unreadable` where it takes the store to tell. */
  async next(size: number): Promise<readonly OutboxRecord[] | 'unreadable' | undefined> {
    const { records } = this.#context;
    while (!this.#ended) {
      const shared = await this.#mayShare();
      const may = (record: OutboxRecord): boolean => shared === 'yes' || this.#isOurs(record);
      const due = records.due(size, may, shared === 'unreadable' ? 'let pass' : 'hold up');
      if (due.length === 0) return shared === 'unreadable' ? shared : undefined;
      const left = await this.#check(due);
      if (left === 'unreadable' || left.length > 0) return left;
    }
    return undefined;
  }

  /** Nobody else can know of it, or come to know of it while it is sent. */
  #isOurs({ stored }: OutboxRecord): boolean {
    return this.#right === undefined ? stored === 'no' : stored !== 'yes';
  }

  /** Who has records that only this page knows does not wait long for the store. */
  get #patience(): number {
    const [first] = this.#context.records.due(1, (record) => this.#isOurs(record), 'let pass');
    return first === undefined ? STORE_LIMIT : PATIENCE;
  }

  /** Whether this page may deliver what all pages share. */
  async #mayShare(): Promise<'yes' | 'no' | 'unreadable'> {
    const { access, records } = this.#context;
    const right = this.#right;
    if (right === undefined) return 'no';
    try {
      if (!right.lost) {
        await right.hold(this.#patience);
        await this.#clearLeftovers(right);
      }
      if (right.lost) {
        this.#leaveTurn(right);
        return 'no';
      }
      if (records.unordered && records.waiting > records.open.size) {
        records.learnAll(await access.read(this.#patience, ({ reports }) => reports.readAll()), true);
      }
      return 'yes';
    } catch {
      return 'unreadable';
    }
  }

  /**
   * The one that took the right delivers, and this page if it does not: without locks every page is connected, and with
   * them a page that was put away may have taken the right when it came back, before it heard that it leads no more.
   */
  #leaveTurn(right: DeliveryRight): void {
    const { clock, records, again } = this.#context;
    if (this.#cancelTurn !== undefined) return;
    const [oldest] = records.due(1, ({ stored }) => stored === 'yes', 'let pass');
    if (oldest === undefined) return;
    this.#cancelTurn = clock.setTimer(() => {
      this.#cancelTurn = undefined;
      if (oldest.report.delivery === 'waiting') right.renew();
      again();
    }, OTHERS_LIMIT);
  }

  /** Nothing waits for it: those that stay are taken out the next time. */
  async #clearLeftovers(right: DeliveryRight): Promise<void> {
    const { leftovers } = this.#context.records;
    const ids = [...leftovers];
    if (ids.length === 0) return;
    try {
      await right.settle(PATIENCE, { delivered: ids, kept: [] });
      for (const id of ids) leftovers.delete(id);
    } catch {
      // Whether the right is lost is looked at next.
    }
  }

  /** What of it is still to be sent after a look at the store. */
  async #check(due: readonly OutboxRecord[]): Promise<readonly OutboxRecord[] | 'unreadable'> {
    const left = (): readonly OutboxRecord[] => due.filter(({ report }) => report.delivery === 'waiting');
    const ours = (): readonly OutboxRecord[] => left().filter((record) => this.#isOurs(record));
    const limit = ours().length > 0 ? PATIENCE : STORE_LIMIT;
    try {
      await this.#look(due, limit);
      const allOurs = left().length === ours().length;
      return allOurs || (await this.#right?.check(limit)) ? left() : ours();
    } catch {
      return ours().length > 0 ? ours() : 'unreadable';
    }
  }

  /** Another page may have delivered them. Those that the disk never had, or lost, are brought back. */
  async #look(due: readonly OutboxRecord[], limit: number): Promise<void> {
    const { access, records, writer } = this.#context;
    const found = await access.read(limit, ({ reports }) => reports.find(due.map(({ id }) => id)));
    const missing: OutboxRecord[] = [];
    for (const record of due) {
      const there = found.get(record.id);
      if (there === 'delivered') records.learnDelivered(record.id);
      else if (there !== undefined) records.learn(there);
      else missing.push(record);
    }
    if (this.#right === undefined || missing.length === 0) return;
    const emptied = missing.some(({ stored }) => stored === 'yes');
    await writer.bringBack(missing, limit);
    if (!emptied || this.#ended) return;
    // The right was lost with them.
    this.#right.renew();
    await this.#right.hold(limit);
  }
}
