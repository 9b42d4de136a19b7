import { StoreError, type DeliveryResult } from '../ports.js';
import { isEmptied, isFenced, type StoreAccess } from './store-access.js';

/** This page's right to deliver what all pages share: taken once, and void as soon as another page takes it. */
export class DeliveryRight {
  readonly #access: StoreAccess;
  #right: number | undefined;
  #lost = false;
  /** The last that the store wrote down as delivered. */
  #settled: string | undefined;

  constructor(access: StoreAccess) {
    this.#access = access;
  }

  /** Another page has it. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Lets `hold` take it anew. */
  renew(): void {
    this.#right = undefined;
    this.#lost = false;
  }

  /** Takes it where this page has none. Errors: `StoreError`. */
  async hold(limit: number): Promise<number> {
    return (this.#right ??= await this.#access.read(limit, ({ reports }) => reports.takeRight()));
  }

  /** Whether it still holds. Errors: `StoreError`. */
  async check(limit: number): Promise<boolean> {
    const right = this.#right;
    if (right === undefined) return false;
    try {
      await this.#access.read(limit, ({ reports }) => reports.checkRight(right));
      return true;
    } catch (thrown) {
      if (isEmptied(thrown)) {
        this.renew();
        await this.hold(limit);
        return true;
      }
      if (!isFenced(thrown)) throw thrown;
      await this.#lose(limit);
      return false;
    }
  }

  /** Writes down what came of a delivery. Errors: `StoreError`. */
  async settle(limit: number, result: DeliveryResult): Promise<void> {
    if (this.#right === undefined) throw new StoreError('fenced', 'This page may not deliver.');
    try {
      await this.#settle(limit, result, this.#right).catch(async (thrown: unknown) => {
        if (!isEmptied(thrown)) throw thrown;
        // The other pages are to know all the same that it is delivered.
        this.renew();
        await this.#settle(limit, result, await this.hold(limit));
      });
      this.#settled = result.delivered[0] ?? this.#settled;
    } catch (thrown) {
      if (isFenced(thrown)) await this.#lose(limit);
      throw thrown;
    }
  }

  #settle(limit: number, result: DeliveryResult, right: number): Promise<void> {
    return this.#access.write(limit, ({ reports }) => reports.settle(right, result));
  }

  /** A store that forgot what was delivered was emptied, and another page was faster to take the right again. */
  async #lose(limit: number): Promise<void> {
    this.#right = undefined;
    this.#lost = true;
    const known = this.#settled;
    this.#settled = undefined;
    if (known === undefined) return;
    const found = await this.#access.read(limit, ({ reports }) => reports.find([known])).catch(() => undefined);
    if (found?.get(known) === undefined && found !== undefined) this.renew();
  }
}
