import type { ChatError, Named, Notice, NoticeChanges } from '../../contract/index.js';
import { ChangeQueue } from '../shared/change-queue.js';
import type { ChatwootApi } from './api.js';
import type { CableEvent } from './cable.js';
import { namedOf } from './chat.js';
import { type ChatwootViewer, firstText } from './viewer.js';
import type { Line } from './line.js';
import { idOf, type Raw, rawOf } from './wire.js';

/** Chats whose last move is remembered. */
const REMEMBERED = 20_000;

/** What others do with the viewer's own chats, from the changes of assignees that are pushed. */
export class Notices {
  readonly #api: ChatwootApi;
  readonly #line: Line;
  readonly #viewer: () => ChatwootViewer;
  readonly #queues = new Set<ChangeQueue<Notice>>();
  /** Chats that are assigned to the viewer. */
  #mine = new Set<string>();
  /** By chat, when its last change of assignee was, as the backend says it. */
  readonly #told = new Map<string, number>();
  readonly #movers = new Map<string, Named>();

  constructor(api: ChatwootApi, line: Line, viewer: () => ChatwootViewer) {
    this.#api = api;
    this.#line = line;
    this.#viewer = viewer;
  }

  async *watch(signal: AbortSignal): AsyncGenerator<NoticeChanges, void> {
    const queue = new ChangeQueue<Notice>();
    this.#queues.add(queue);
    try {
      await this.#line.ready(signal);
      const { found } = await this.#api.conversations({ status: 'open', assignee_type: 'me' }, { signal });
      this.#mine = new Set([...found.keys(), ...this.#mine]);
      yield this.#batch([], true);
      yield* queue.read(signal, this.#api.heartbeat, () => this.#batch([]));
    } finally {
      this.#queues.delete(queue);
      if (this.#queues.size === 0) this.#mine.clear();
    }
  }

  /** Who moved a chat last, where a push said it. */
  moverOf(chatId: string): Named | undefined {
    return this.#movers.get(chatId);
  }

  learn({ event, data }: CableEvent): void {
    if (event !== 'assignee.changed') return;
    const id = idOf(data['id']);
    const { updated_at: at, performer } = data;
    const when = typeof at === 'number' ? at : NaN;
    if (when <= (this.#told.get(id) ?? NaN)) return;
    if (this.#told.size >= REMEMBERED) for (const known of [this.#told, this.#movers]) known.clear();
    this.#told.set(id, when);
    const by = typeof rawOf(performer)['id'] === 'number' ? namedOf(performer) : undefined;
    if (by) this.#movers.set(id, by);
    else this.#movers.delete(id);
    if (this.#queues.size > 0)
      this.#tell(
        id,
        Number.isNaN(when) ? crypto.getRandomValues(new Uint32Array(2)).join('-') : String(when),
        data,
        by,
      );
  }

  fail(error: ChatError): void {
    for (const queue of this.#queues) queue.fail(error);
  }

  #tell(chatId: string, when: string, data: Raw, by: Named | undefined): void {
    const { assignee, team, sender } = rawOf(data['meta']);
    const viewer = this.#viewer();
    const isMine = idOf(rawOf(assignee)['id']) === viewer.id;
    const wasMine = this.#mine.has(chatId);
    if (isMine) this.#mine.add(chatId);
    else this.#mine.delete(chatId);
    if (isMine === wasMine || by?.id === viewer.id) return;
    const to = [assignee, team].find((one) => typeof rawOf(one)['id'] === 'number');
    const requester = firstText(rawOf(sender)['name']);
    const notice: Notice = {
      id: `${chatId}:${when}`,
      type: isMine ? 'assigned-to-you' : 'moved-away',
      chatId,
      at: this.#api.now(),
      ...(requester !== undefined && { requester }),
      ...(by && { by }),
      ...(to !== undefined && { to: namedOf(to) }),
    };
    for (const queue of this.#queues) queue.push(this.#batch([notice]));
  }

  #batch(upserts: readonly Notice[], synced?: true): NoticeChanges {
    return { upserts, removes: [], at: this.#api.now(), ...(synced && { synced }) };
  }
}
