import { ChatError } from '../../contract/index.js';
import type { AgentQuery, Changes, ChatQuery, Session } from '../../contract/index.js';
import type { EventStream } from './event-stream.js';
import { mergeChanges, type Versioned } from './merge-changes.js';
import { isObject, type Json } from './read-json.js';
import { WatchQueue } from './watch-queue.js';

/** What a stream is asked for, beside id and cursor. */
export type WatchRequest =
  | { readonly kind: 'chats'; readonly query: ChatQuery }
  | { readonly kind: 'agents'; readonly query: AgentQuery }
  | { readonly kind: 'messages'; readonly chatId: string }
  | { readonly kind: 'notices' | 'session' };

/** Where one watch stands, and the queue to its reader. */
export interface Watch {
  readonly request: WatchRequest;
  readonly queue: Pick<WatchQueue<unknown>, 'next' | 'return' | 'fail' | 'abort'>;
  /** Everything before it is in the queue or read. */
  readonly cursor: string | undefined;
  /** Another stream now would begin the snapshot again, or miss what the first batch was to bring. */
  readonly loading: boolean;
  /** The stream that serves it. */
  readonly stream: EventStream | undefined;
  serve(stream: EventStream): void;
  receive(event: Json): void;
  heartbeat(at: number): void;
}

/** A watch of records. */
export class RecordWatch implements Watch {
  readonly request: WatchRequest;
  readonly queue: WatchQueue<Changes<Versioned>>;
  cursor: string | undefined;
  stream: EventStream | undefined;
  #awaiting = false;
  #snapshot = false;

  constructor(request: WatchRequest, cursor: string | undefined, onEnd: () => void) {
    this.request = request;
    this.cursor = cursor;
    this.queue = new WatchQueue(mergeChanges, onEnd);
  }

  get loading(): boolean {
    return this.#awaiting || this.#snapshot;
  }

  serve(stream: EventStream): void {
    this.stream = stream;
    this.#awaiting = this.cursor === undefined;
  }

  receive(event: Json): void {
    const { watch: _, cursor, ...batch } = event;
    if (!Array.isArray(batch['upserts']) || !Array.isArray(batch['removes'])) {
      this.queue.fail(
        new ChatError('protocol', `A batch of the ${this.request.kind} watch has no upserts or removes.`),
      );
      return;
    }
    this.#awaiting = false;
    this.#snapshot = batch['synced'] !== true && (this.#snapshot || batch['snapshot'] === true);
    // A cursor from inside a snapshot is no place to go on from: the rest of the snapshot would be missing.
    if (this.#snapshot) this.cursor = undefined;
    else if (typeof cursor === 'string') this.cursor = cursor;
    const usable = !this.#snapshot && cursor !== undefined;
    this.queue.push({ ...batch, ...(usable && { cursor }) } as unknown as Changes<Versioned>);
  }

  heartbeat(at: number): void {
    this.#awaiting = false;
    this.queue.push({ upserts: [], removes: [], at });
  }
}

/** A watch of the session: its replacements. */
export class SessionWatch implements Watch {
  readonly request: WatchRequest = { kind: 'session' };
  readonly queue: WatchQueue<Session>;
  readonly cursor = undefined;
  readonly loading = false;
  stream: EventStream | undefined;
  #last: string;

  constructor(session: Session, onEnd: () => void) {
    this.#last = contentOf(session);
    this.queue = new WatchQueue<Session>((_, newer) => newer, onEnd);
  }

  serve(stream: EventStream): void {
    this.stream = stream;
  }

  /** Every new stream tells the session once; that is no replacement as long as only its time differs. */
  receive({ session }: Json): void {
    if (!isObject(session)) {
      this.queue.fail(new ChatError('protocol', 'A session event has no session.'));
      return;
    }
    const content = contentOf(session);
    if (content === this.#last) return;
    this.#last = content;
    this.queue.push(session as unknown as Session);
  }

  /** Sessions have no empty batch. */
  heartbeat(): void {}
}

function contentOf(session: object): string {
  return JSON.stringify({ ...session, at: 0 });
}
