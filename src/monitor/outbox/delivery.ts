import type { ChatConnection, ChatError } from '../../contract/index.js';
import { Backoff } from '../backoff.js';
import type { Clock, Random } from '../ports.js';
import { isRelayed } from '../relayed.js';
import { DeliveryChoice } from './delivery-choice.js';
import { DeliveryRight } from './delivery-right.js';
import { Dispatch } from './dispatch.js';
import type { OutboxRecords } from './records.js';
import type { StoreAccess } from './store-access.js';
import type { StoreWriter } from './store-writer.js';

export interface DeliveryContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly access: StoreAccess;
  readonly records: OutboxRecords;
  readonly writer: StoreWriter;
  /** The backend does not know the viewer any more. */
  signedOut(error: ChatError): void;
}

/**
 * Delivers over one connection, for as long as it lasts. Over one of its own a page delivers what all pages share; over
 * a relayed one only what nobody else knows of.
 */
export class Delivery {
  readonly relayed: boolean;
  readonly #context: DeliveryContext;
  readonly #choice: DeliveryChoice;
  readonly #dispatch: Dispatch;
  readonly #possible: boolean;
  readonly #ending = new AbortController();
  readonly #storeBackoff: Backoff;
  #running = false;
  #wanted = false;
  /** What the next delivery waits for: nobody hurries the backend, but the store may work again any time. */
  #waitsFor: 'backend' | 'store' = 'backend';
  #cancelWait: (() => void) | undefined;

  constructor(context: DeliveryContext, connection: ChatConnection) {
    this.relayed = isRelayed(connection);
    this.#context = context;
    this.#possible = connection.report !== undefined;
    this.#storeBackoff = new Backoff(context.random);
    const right = this.relayed ? undefined : new DeliveryRight(context.access);
    this.#choice = new DeliveryChoice({ ...context, again: () => this.kick() }, right);
    const signedOut = (error: ChatError): void => {
      this.end();
      context.signedOut(error);
    };
    this.#dispatch = new Dispatch({ ...context, connection, right, signedOut }, this.#ending.signal);
  }

  /** There may be something to deliver. */
  kick(): void {
    this.#wanted = true;
    if (this.#waitsFor === 'store') this.#stopWaiting();
    if (this.#possible && !this.#running && this.#cancelWait === undefined) void this.#run();
  }

  /** Does not wait any longer for the next try. */
  hurry(): void {
    this.#stopWaiting();
    this.#storeBackoff.succeeded();
    this.#dispatch.hurry();
    this.kick();
  }

  end(): void {
    this.#ending.abort();
    this.#stopWaiting();
    this.#choice.end();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let delay: number | undefined;
    do {
      this.#wanted = false;
      delay = await this.#round();
    } while (delay === 0 || (delay === undefined && this.#wanted && !this.#ended));
    this.#running = false;
    if (delay === undefined) return;
    this.#cancelWait = this.#context.clock.setTimer(() => {
      this.#cancelWait = undefined;
      this.kick();
    }, delay);
  }

  /** One delivery. Resolves with the delay before the next one, or undefined where there is nothing to do for now. */
  async #round(): Promise<number | undefined> {
    if (this.#ended) return undefined;
    const batch = await this.#choice.next(this.#dispatch.size);
    if (this.#ended || batch === undefined) return undefined;
    this.#waitsFor = batch === 'unreadable' ? 'store' : 'backend';
    if (batch === 'unreadable') return this.#storeBackoff.next();
    this.#storeBackoff.succeeded();
    const delay = await this.#dispatch.send(batch);
    return this.#ended ? undefined : delay;
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }
}
