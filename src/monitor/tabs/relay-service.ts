import { ChatError, isAbortError, type Session } from '../../contract/index.js';
import { toChatError } from '../errors.js';
import type { Unsubscribe } from '../observable.js';
import type { Channel, Clock, Lifecycle } from '../ports.js';
import { toPlain, type Answer, type FollowerMessage, type Place } from './messages.js';
import type { PageLine } from './page-line.js';
import type { Batch, Replica } from './replica.js';
import type { Replicas } from './replicas.js';
import type { Source, SourceCallOptions } from './source.js';
import { NewsRelay } from './news-relay.js';

/** A page that follows lists and says nothing for so long is gone, ms; it asks for a sign of life each second. */
const SILENCE = 10_000;
/** Less than after which the leader is taken to hang, ms. */
const STALE_CALL = 3_000;

export interface ServiceContext {
  readonly line: PageLine;
  readonly clock: Clock;
  readonly lifecycle: Lifecycle;
  readonly replicas: Replicas;
  openNews(list: string): Channel;
}

interface Follower {
  heardAt: number;
  /** The lists whose news it wants, and those of them that it gets. */
  wanted: readonly string[];
  readonly lists: Map<string, Unsubscribe>;
}

/** The leading page's side: answers the pages that follow it, and passes on to them what comes from the backend. */
export class RelayService {
  readonly #context: ServiceContext;
  readonly #followers = new Map<string, Follower>();
  readonly #calls = new Map<string, AbortController>();
  readonly #relays = new Map<string, NewsRelay>();
  readonly #end: Unsubscribe;
  #source: Source | undefined;
  #failure: ChatError | undefined;
  #cancelSweep: Unsubscribe | undefined;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#end = context.line.onFollower((message, from) => this.#heard(message, from));
    context.line.toFollowers({ type: 'connecting' });
    this.#sweep();
  }

  /** There is a connection. */
  connected(source: Source): void {
    this.#source = source;
    this.#failure = undefined;
    this.#welcome(source.session);
  }

  /** There is none: it ended, or could not be made. */
  disconnected(error: ChatError): void {
    this.#source = undefined;
    this.#failure = error;
    this.#calls.forEach((call) => call.abort());
    this.#context.line.toFollowers({ type: 'failed', error: toPlain(error) });
  }

  close(): void {
    this.#end();
    this.#cancelSweep?.();
    this.#calls.forEach((call) => call.abort());
    [...this.#followers.keys()].forEach((from) => this.#forget(from));
  }

  #heard(message: FollowerMessage, from: string): void {
    const { line, lifecycle } = this.#context;
    switch (message.type) {
      case 'hello':
        if (this.#source !== undefined) this.#welcome(this.#source.session, from);
        else if (this.#failure !== undefined && !this.#failure.retryable) {
          line.toFollowers({ type: 'failed', error: toPlain(this.#failure) }, from);
        } else line.toFollowers({ type: 'connecting' }, from);
        break;
      case 'ping':
        this.#follow(from, message.lists);
        line.toFollowers({ type: 'pong', visible: lifecycle.visible, places: this.#places(message.lists) }, from);
        break;
      case 'may-lead':
        if (!lifecycle.visible && this.#calls.size === 0) line.toFollowers({ type: 'you-lead' }, from);
        break;
      case 'call':
        void this.#call(message, from);
        break;
      case 'cancel':
        this.#calls.get(`${from} ${message.id}`)?.abort();
        break;
      case 'catch-up':
        this.#catchUp(message, from);
        break;
      case 'bye':
        this.#forget(from);
    }
  }

  #welcome(session: Session, to?: string): void {
    const { methods } = this.#source ?? { methods: [] };
    this.#context.line.toFollowers({ type: 'welcome', session, methods }, to);
  }

  #places(lists: readonly string[]): Readonly<Record<string, Place>> {
    const places: Record<string, Place> = {};
    for (const list of lists) {
      const place = this.#relays.get(list)?.posted;
      if (place !== undefined) places[list] = place;
    }
    return places;
  }

  /** Takes down which lists a page follows. Those that nobody asked to be brought up to date in come with that. */
  #follow(from: string, lists: readonly string[]): void {
    const follower = this.#followers.get(from) ?? { heardAt: 0, wanted: lists, lists: new Map<string, Unsubscribe>() };
    this.#followers.set(from, follower);
    follower.heardAt = this.#context.clock.now();
    follower.wanted = lists;
    follower.lists.forEach((release, list) => {
      if (lists.includes(list)) return;
      follower.lists.delete(list);
      release();
    });
    for (const list of lists) {
      const replica = this.#context.replicas.find(list);
      if (replica !== undefined && !follower.lists.has(list)) follower.lists.set(list, this.#leaseNews(replica));
    }
  }

  #leaseNews(replica: Replica): Unsubscribe {
    const { clock, openNews, line } = this.#context;
    let relay = this.#relays.get(replica.key);
    if (relay === undefined) {
      const list = replica.key;
      relay = new NewsRelay(replica, {
        clock,
        channel: openNews(list),
        broken: (error) => line.toFollowers({ type: 'broken', list, error: toPlain(error) }),
        unused: () => this.#relays.delete(list),
      });
      this.#relays.set(list, relay);
    }
    return relay.lease();
  }

  #catchUp({ id, address, place, cursor }: Extract<FollowerMessage, { type: 'catch-up' }>, from: string): void {
    const { line, replicas } = this.#context;
    const replica = replicas.get(address);
    if (this.#source === undefined) {
      const error = this.#failure ?? new ChatError('unavailable', 'There is no connection to the backend yet.');
      line.toFollowers({ type: 'broken', list: replica.key, error: toPlain(error) }, from);
      return;
    }
    const release = replica.lease();
    replica.catchUp(
      {
        push: (batch: Batch) => {
          const last = batch.synced === true;
          line.toFollowers({ type: 'caught-up', id, batch, ...(last && { place: replica.place }) }, from);
          if (last) this.#leaseFor(from, replica);
          if (last) release();
        },
        fail: (error) => {
          line.toFollowers({ type: 'broken', list: replica.key, error: toPlain(error) }, from);
          release();
        },
      },
      { ...(place && { place }), ...(cursor !== undefined && { cursor }) },
    );
  }

  /** The list may be new here since the page said that it follows it. */
  #leaseFor(from: string, replica: Replica): void {
    const follower = this.#followers.get(from);
    if (follower?.wanted.includes(replica.key) !== true || follower.lists.has(replica.key)) return;
    follower.lists.set(replica.key, this.#leaseNews(replica));
  }

  async #call({ id, at, method, args }: Extract<FollowerMessage, { type: 'call' }>, from: string): Promise<void> {
    const key = `${from} ${id}`;
    const call = new AbortController();
    this.#calls.set(key, call);
    const answer = await this.#answer(() => {
      // Its page has given it up already, and may have asked another one what became of it.
      if (this.#context.clock.now() - at > STALE_CALL) throw new ChatError('unavailable', 'The page was held up.');
      if (this.#source === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
      const options = args[args.length - 1] as Omit<SourceCallOptions, 'signal'>;
      return this.#source.call(method, args.slice(0, -1), { ...options, signal: call.signal });
    });
    this.#calls.delete(key);
    this.#context.line.toFollowers({ type: 'answer', id, answer }, from);
  }

  async #answer(call: () => Promise<unknown>): Promise<Answer> {
    try {
      return { value: await call() };
    } catch (thrown) {
      return { error: isAbortError(thrown) ? 'aborted' : toPlain(toChatError(thrown)) };
    }
  }

  #forget(from: string): void {
    const follower = this.#followers.get(from);
    this.#followers.delete(from);
    follower?.lists.forEach((release) => release());
  }

  #sweep(): void {
    const { clock } = this.#context;
    this.#cancelSweep = clock.setTimer(() => {
      this.#followers.forEach(({ heardAt }, from) => {
        if (clock.now() - heardAt > SILENCE) this.#forget(from);
      });
      this.#sweep();
    }, SILENCE / 2);
  }
}
