import {
  ChatError,
  type CallOptions,
  type Chat,
  type ChatChanges,
  type ChatQuery,
  type WatchOptions,
} from '../../contract/index.js';
import { matchesChat } from '../shared/matching.js';
import { RecordFeed, type Look } from '../shared/record-feed.js';
import { isSupervisor } from './allowed.js';
import type { RocketchatApi } from './api.js';
import { chatOf, type Perspective } from './chat-record.js';
import { fieldsOf, textOf } from './fields.js';
import type { Pacer } from './pacer.js';
import { readIdentity } from './rights.js';
import { readRooms, readSighting, type Sighting } from './rooms.js';

/** Who is signed in is looked at this often, ms. */
const IDENTITY = 60_000;

/** A chat, and what it was made of. */
export interface SeenChat extends Sighting {
  readonly chat: Chat;
}

/** All open chats that the viewer may see: found by looking again and again, and sooner where the server hints at news. */
export class Floor {
  readonly #api: RocketchatApi;
  readonly #eyes: Perspective;
  readonly #pacer: Pacer;
  readonly #onHold: boolean;
  readonly #feed: RecordFeed<Chat>;
  #identifiedAt = performance.now();

  constructor(api: RocketchatApi, eyes: Perspective, pacer: Pacer, onHold: boolean) {
    this.#api = api;
    this.#eyes = eyes;
    this.#pacer = pacer;
    this.#onHold = onHold;
    this.#feed = new RecordFeed<Chat>({
      look: (_, signal) => this.#look(signal),
      time: api,
      pace: (changed) => pacer.next(changed),
    });
  }

  watch(query: ChatQuery, { signal }: WatchOptions): AsyncIterable<ChatChanges> {
    if (query.view === 'floor' && !isSupervisor(this.#eyes.signedIn)) {
      throw new ChatError('forbidden', 'Rocket.Chat: the floor is for those who may see all rooms and inquiries.');
    }
    const { viewer } = this.#eyes.signedIn;
    return this.#feed.watch((chat) => matchesChat(query, chat, viewer), signal);
  }

  /** As last seen; undefined where nobody watches. */
  get(id: string): Chat | undefined {
    return this.#feed.get(id);
  }

  /** As the server has it now. Errors: `not-found`. */
  async read(id: string, options: CallOptions): Promise<SeenChat> {
    const sighting = await readSighting(this.#api, id, options);
    return { ...sighting, chat: chatOf(sighting.room, sighting.inquiry, this.#eyes) };
  }

  /** Ids of all open chats, that were moved last first. */
  async readMovedLast(options: CallOptions): Promise<readonly string[]> {
    const { records } = await this.#readAll(options);
    const movedAt = ({ handledSince = 0, waitingSince = 0 }: Chat): number => Math.max(handledSince, waitingSince);
    return [...records].sort((a, b) => movedAt(b) - movedAt(a)).map(({ id }) => id);
  }

  /** Shows a chat as it was just read. */
  show(chat: Chat): void {
    if (chat.status === 'closed') this.#feed.drop(chat.id);
    else this.#feed.put(chat);
  }

  /** A chat is out of the viewer's reach. */
  drop(id: string): void {
    this.#feed.drop(id);
  }

  /** Something happened somewhere. */
  hint(): void {
    this.#pacer.soon(() => this.#feed.refresh());
  }

  fail(error: ChatError): void {
    this.#pacer.cancel();
    this.#feed.fail(error);
  }

  async #look(signal: AbortSignal): Promise<Look<Chat>> {
    await this.#checkIdentity(signal);
    this.#eyes.places.joined = await this.#readJoined(signal);
    const { records, whole, calls } = await this.#readAll({ signal });
    this.#pacer.looked(calls);
    if (!whole) this.hint();
    else if (isSupervisor(this.#eyes.signedIn)) this.#eyes.places.keep(new Set(records.map(({ id }) => id)));
    return { records, complete: whole };
  }

  async #readAll(options: CallOptions): Promise<{ records: readonly Chat[]; whole: boolean; calls: number }> {
    const { signedIn, places } = this.#eyes;
    const query = {
      all: isSupervisor(signedIn),
      viewerId: signedIn.viewer.id,
      onHold: this.#onHold,
      joined: places.joined,
    };
    const { sightings, ...look } = await readRooms(this.#api, query, options);
    // A room of these lists is open, whatever it says of itself.
    const records = sightings.map(({ room, inquiry }) => chatOf({ ...room, open: true }, inquiry, this.#eyes));
    return { ...look, records };
  }

  async #readJoined(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const { update } = await this.#api.call<'update'>(['subscriptions.get'], { signal });
    const ids = new Set<string>();
    for (const item of Array.isArray(update) ? (update as unknown[]) : []) {
      const { rid, t } = fieldsOf<'rid' | 't'>(item);
      const id = textOf(rid);
      if (t === 'l' && id !== undefined) ids.add(id);
    }
    return ids;
  }

  /** A proxy may sign somebody else in under the same address. */
  async #checkIdentity(signal: AbortSignal): Promise<void> {
    if (performance.now() - this.#identifiedAt < IDENTITY) return;
    const { id } = await readIdentity(this.#api, { signal });
    this.#identifiedAt = performance.now();
    if (id !== this.#eyes.signedIn.viewer.id) throw otherViewer();
  }
}

export function otherViewer(): ChatError {
  return new ChatError('unauthenticated', 'Rocket.Chat: somebody else is signed in now.');
}
