import { ChatError } from '../../contract/index.js';
import type { AgentQuery, ChatQuery, Session } from '../../contract/index.js';
import type { EventStream } from './event-stream.js';
import type { Json } from './read-json.js';

/** What a stream is asked for, beside id and cursor. */
export type WatchRequest =
  | { readonly kind: 'chats'; readonly query: ChatQuery }
  | { readonly kind: 'agents'; readonly query: AgentQuery }
  | { readonly kind: 'messages'; readonly chatId: string }
  | { readonly kind: 'notices' | 'session' };

/** Values that may wait unread: more than one piece of a stream holds, and little enough for the memory. */
const waitingLimit = 5_000;

/** Where one watch stands, and what waits for its reader. What a value holds, the guard checks. */
export class Watch {
  readonly request: WatchRequest;
  /** Everything before it waits or is read. */
  cursor: string | undefined;
  /** The stream that serves it. */
  stream: EventStream | undefined;
  #awaiting = false;
  #snapshot = false;
  #session: string;
  readonly #waiting: unknown[] = [];
  #failure: unknown;
  #wake: (() => void) | undefined;

  /** `session` is the one at hand, for a watch of its replacements. */
  constructor(request: WatchRequest, cursor: string | undefined, session: Session | undefined) {
    this.request = request;
    this.cursor = cursor;
    this.#session = contentOf(session);
  }

  /** Another stream now would begin the snapshot again, or miss what the first batch was to bring. */
  get loading(): boolean {
    return this.#awaiting || this.#snapshot;
  }

  serve(stream: EventStream): void {
    this.stream = stream;
    this.#awaiting = this.cursor === undefined && this.request.kind !== 'session';
  }

  changes(batch: Json): void {
    const { cursor, snapshot, synced } = batch;
    this.#awaiting = false;
    this.#snapshot = !synced && (this.#snapshot || Boolean(snapshot));
    // A cursor from inside a snapshot is no place to go on from: the rest of the snapshot would be missing.
    if (this.#snapshot) this.cursor = undefined;
    else if (typeof cursor === 'string') this.cursor = cursor;
    this.#push(batch);
  }

  /** Every new stream tells the session once; that is no replacement as long as only its time differs. */
  session(session: unknown): void {
    const content = contentOf(session);
    if (content === this.#session) return;
    this.#session = content;
    this.#push(session);
  }

  heartbeat(at: unknown): void {
    if (this.request.kind === 'session') return;
    this.#awaiting = false;
    this.#push({ upserts: [], removes: [], at });
  }

  /** What waits can still be read. */
  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /** What comes, in order, until it fails. */
  async *values(): AsyncGenerator<unknown, void> {
    for (;;) {
      while (this.#waiting.length > 0) yield this.#waiting.shift();
      if (this.#failure) throw this.#failure as Error;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #push(value: unknown): void {
    if (this.#waiting.length < waitingLimit) this.#waiting.push(value);
    else this.#failure ??= new ChatError('unavailable', 'The reader of this watch is too far behind.');
    this.#wake?.();
  }
}

function contentOf(session: unknown): string {
  return JSON.stringify({ ...(session as Session), at: 0 });
}
