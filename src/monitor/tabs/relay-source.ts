import { abortErrorOf, ChatError, type Session } from '../../contract/index.js';
import type { Unsubscribe } from '../observable.js';
import type { Channel, Clock, Lifecycle } from '../ports.js';
import { fromPlain, frozen, type Answer, type LeaderMessage, type ListNews, type RelayedCall } from './messages.js';
import type { PageLine } from './page-line.js';
import type { Replica } from './replica.js';
import type { Source, SourceCallOptions } from './source.js';

/** A page that nobody looks at asks for what it missed this often, ms. */
const HIDDEN_PACE = 5_000;

export interface RelayContext {
  readonly line: PageLine;
  readonly clock: Clock;
  readonly lifecycle: Lifecycle;
  /** The channel of one list's news. */
  openNews(list: string): Channel;
}

/** The page that leads, as it introduced itself. */
export interface Leader {
  readonly page: string;
  readonly session: Session;
  readonly methods: readonly string[];
}

interface Following {
  readonly replica: Replica;
  /** What a catching up that is under way is called; news wait for its end. */
  catching: string | undefined;
  waiting: ListNews[];
  news: Channel | undefined;
  cancelPace: Unsubscribe | undefined;
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

let ids = 0;

/** The leading page, for a page that follows: its lists come as news, and its calls go there. */
export class RelaySource implements Source {
  readonly relayed = true;
  readonly session: Session;
  readonly methods: readonly string[];
  readonly #context: RelayContext;
  readonly #following = new Map<string, Following>();
  readonly #calls = new Map<string, PendingCall>();
  readonly #ends: readonly Unsubscribe[];
  #leader: string;

  constructor(leader: Leader, context: RelayContext) {
    this.session = frozen(leader.session);
    this.methods = leader.methods;
    this.#leader = leader.page;
    this.#context = context;
    this.#ends = [
      context.line.onLeader((message, from) => this.#heard(message, from)),
      context.lifecycle.subscribe(() => this.#following.forEach((following) => this.#look(following))),
    ];
  }

  /** The lists whose news this page wants. */
  get lists(): readonly string[] {
    return [...this.#following.values()].filter(({ news }) => news !== undefined).map(({ replica }) => replica.key);
  }

  readonly feed = (replica: Replica): Unsubscribe => {
    const following: Following = {
      replica,
      catching: undefined,
      waiting: [],
      news: undefined,
      cancelPace: undefined,
    };
    this.#following.set(replica.key, following);
    if (!this.#look(following)) this.#catchUp(following);
    return () => {
      if (this.#following.get(replica.key) === following) this.#following.delete(replica.key);
      following.news?.close();
      following.cancelPace?.();
    };
  };

  call(method: RelayedCall, args: readonly unknown[], { signal, ...options }: SourceCallOptions): Promise<unknown> {
    const { line, clock } = this.#context;
    const id = nextId();
    // One that led before, and does not know yet that it hung, would do it as well.
    const leader = this.#leader;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#calls.delete(id);
        line.toLeader({ type: 'cancel', id }, leader);
        reject(abortErrorOf(signal));
      };
      if (signal.aborted) {
        reject(abortErrorOf(signal));
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      const settle =
        <T>(settled: (value: T) => void) =>
        (value: T): void => {
          signal.removeEventListener('abort', abort);
          this.#calls.delete(id);
          settled(value);
        };
      this.#calls.set(id, { resolve: settle(resolve), reject: settle(reject) });
      line.toLeader({ type: 'call', id, at: clock.now(), method, args: [...args, options] }, leader);
    });
  }

  /** Whether every list stands where the leader says that its own does; those that do not are brought up to date. */
  compare(places: Extract<LeaderMessage, { type: 'pong' }>['places']): void {
    this.#following.forEach((following) => {
      const place = places[following.replica.key];
      const here = following.replica.since.place;
      if (following.news === undefined || following.catching !== undefined || place === undefined) return;
      if (here === undefined || here.replica !== place.replica || here.seq < place.seq) this.#catchUp(following);
    });
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#rejectCalls(gone());
  }

  /** What the one before was asked, it may have done or not. */
  #newLeader(from: string): void {
    this.#leader = from;
    this.#rejectCalls(gone());
  }

  #rejectCalls(error: ChatError): void {
    for (const { reject } of [...this.#calls.values()]) reject(error);
  }

  /** Listens to the news of a list while the page is looked at; otherwise asks now and then. True if it asked. */
  #look(following: Following): boolean {
    const { lifecycle, openNews } = this.#context;
    if (!lifecycle.visible) {
      following.news?.close();
      following.news = undefined;
      if (following.cancelPace === undefined) this.#pace(following);
      return false;
    }
    if (following.news !== undefined) return false;
    following.cancelPace?.();
    following.cancelPace = undefined;
    following.news = openNews(following.replica.key);
    following.news.onMessage((message) => this.#news(following, message as ListNews));
    this.#ping();
    this.#catchUp(following);
    return true;
  }

  #pace(following: Following): void {
    following.cancelPace = this.#context.clock.setTimer(() => {
      this.#pace(following);
      this.#catchUp(following);
    }, HIDDEN_PACE);
  }

  #ping(): void {
    this.#context.line.toLeader({ type: 'ping', lists: this.lists });
  }

  #catchUp(following: Following): void {
    const { replica } = following;
    following.catching = nextId();
    this.#context.line.toLeader({
      type: 'catch-up',
      id: following.catching,
      address: replica.address,
      ...replica.since,
    });
  }

  #heard(message: LeaderMessage, from: string): void {
    const leads = message.type === 'connecting' || message.type === 'welcome';
    if (leads && from !== this.#leader) this.#newLeader(from);
    if (from !== this.#leader) return;
    switch (message.type) {
      case 'answer':
        this.#answered(message.id, message.answer);
        break;
      case 'caught-up':
        this.#caughtUp(message);
        break;
      case 'welcome':
        this.#following.forEach((following) => this.#catchUp(following));
        break;
      case 'failed':
        this.#rejectCalls(fromPlain(message.error));
        this.#following.forEach(({ replica }) => replica.fail(fromPlain(message.error)));
        break;
      case 'broken':
        this.#following.get(message.list)?.replica.fail(fromPlain(message.error));
        break;
      default:
    }
  }

  #answered(id: string, answer: Answer): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    if ('value' in answer) call.resolve(frozen(answer.value));
    else if (answer.error === 'aborted') call.reject(new ChatError('unavailable', 'The call was given up.'));
    else call.reject(fromPlain(answer.error));
  }

  #caughtUp({ id, batch, place }: Extract<LeaderMessage, { type: 'caught-up' }>): void {
    let following: Following | undefined;
    this.#following.forEach((one) => {
      if (one.catching === id) following = one;
    });
    if (following === undefined) return;
    following.replica.take(frozen(batch), place);
    if (place === undefined) return;
    const { waiting } = following;
    following.catching = undefined;
    following.waiting = [];
    for (const news of waiting) this.#news(following, news);
  }

  #news(following: Following, news: ListNews): void {
    if (following.catching !== undefined) {
      following.waiting.push(news);
      return;
    }
    const { replica } = following;
    const here = replica.since.place;
    if (here?.replica === news.place.replica && news.place.seq < here.seq) return;
    if (here?.replica !== news.place.replica || news.from > here.seq) {
      this.#catchUp(following);
      return;
    }
    // What was caught up with meanwhile is left with its mark: the list is alive.
    const known = news.place.seq === here.seq;
    replica.take(known ? { ...news.batch, upserts: [], removes: [] } : frozen(news.batch), news.place);
  }
}

function gone(): ChatError {
  return new ChatError('unavailable', 'The page with the connection to the backend is gone.');
}

function nextId(): string {
  return String((ids += 1));
}
