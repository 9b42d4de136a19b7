import { type CallOptions, type Chat, ChatError, type ChatQuery, type Changes } from '../../contract/index.js';
import { matchesChat } from '../shared/matching.js';
import { isMine } from '../shared/permissions.js';
import { type Look, RecordFeed } from '../shared/record-feed.js';
import type { ChatwootApi } from './api.js';
import { type ChatContext, chatOf } from './chat.js';
import { joinedIds } from './joins.js';
import type { Line } from './line.js';
import { isSupervisor } from './viewer.js';
import { idOf, numberOf, type Raw, rawOf, timeOf } from './wire.js';

/** Milliseconds between looks: with pushes, which may get lost one by one, and without. */
const PACE = { pushed: 60_000, alone: 10_000 } as const;
/** Chats whose last change is remembered, so that an older push of one that left does not bring it back. */
const REMEMBERED = 20_000;
/** The lists that have all chats, and those that have the viewer's own; the latter name former assignees, too. */
const allChats = [{}] as const;
const ownChats = [{ assignee_type: 'me' }, { conversation_type: 'participating' }] as const;

/** The open chats of the account, as far as the viewer watches them: found by looking, and kept by pushes. */
export class Floor {
  readonly #api: ChatwootApi;
  readonly #line: Line;
  readonly #context: () => ChatContext;
  readonly #statuses: readonly string[];
  readonly #feed: RecordFeed<Chat>;
  /** By chat, the backend's time of the newest change that is known; NaN where an answer did not say it. */
  readonly #stamps = new Map<string, number>();
  /** Chats to be asked for. */
  readonly #wanted = new Set<string>();
  #asking = false;
  /** Told of each chat as it now is; undefined where it is out of reach. */
  onChat: (id: string, chat: Chat | undefined) => void = () => undefined;

  constructor(api: ChatwootApi, line: Line, context: () => ChatContext, statuses: readonly string[]) {
    this.#api = api;
    this.#line = line;
    this.#context = context;
    this.#statuses = statuses;
    this.#feed = new RecordFeed<Chat>({
      look: (_, signal) => this.#look({ signal }),
      time: api,
      pace: () => (line.live ? PACE.pushed : PACE.alone),
    });
  }

  /** Errors: `forbidden` for the floor of somebody who is no supervisor. */
  async *watch(query: ChatQuery, signal: AbortSignal): AsyncGenerator<Changes<Chat>, void> {
    const { viewer } = this.#context();
    if (query.view === 'floor' && !isSupervisor(viewer)) {
      throw new ChatError('forbidden', 'Chatwoot: the floor is for supervisors.');
    }
    yield* this.#feed.watch((chat) => matchesChat(query, chat, viewer), signal);
  }

  fail(error: ChatError): void {
    this.#feed.fail(error);
  }

  /** Asks for one chat as it is. Errors: as the call. */
  async read(id: string, options: CallOptions): Promise<{ readonly chat: Chat; readonly conversation: Raw }> {
    const conversation = await this.#api.conversation(id, options).catch((thrown: unknown) => {
      // To whom a chat is not shown, there is none.
      throw codeOf(thrown) === 'forbidden' ? new ChatError('not-found', `Chatwoot: no chat ${id}.`) : thrown;
    });
    const stamp = stampOf(conversation);
    // A push may have overtaken the answer.
    if (!(stamp < (this.#stamps.get(id) ?? NaN))) this.#put(conversation, stamp);
    this.#context().latest.learnAll(conversation);
    return { chat: chatOf(conversation, this.#context()), conversation };
  }

  /** A conversation that was pushed: twice, late, or in another order than it changed. */
  learn(conversation: Raw): void {
    const id = idOf(conversation['id']);
    if (numberOf(id) === undefined) return;
    const stamp = stampOf(conversation);
    const known = this.#stamps.get(id);
    if (stamp <= (known ?? NaN)) return;
    this.#context().latest.learnAll(conversation);
    // Where neither says when it changed, only the backend knows which is newer.
    if (Number.isNaN(stamp) || (known !== undefined && Number.isNaN(known))) this.#ask(id);
    else this.#put(conversation, stamp);
  }

  /** A message that was pushed. */
  learnMessage(chatId: string, message: Raw): void {
    const { latest } = this.#context();
    const known = this.#feed.get(chatId);
    if (numberOf(chatId) === undefined || !latest.learn(chatId, message)) return;
    if (known === undefined) {
      if (isSupervisor(this.#context().viewer)) this.#ask(chatId);
      return;
    }
    const newest = latest.get(chatId);
    if (newest) this.#feed.put({ ...known, issue: newest.text || known.issue, lastMessageAt: newest.at });
  }

  /** Asks for one chat, after those that are wanted already: a burst of pushes is no burst of calls. */
  #ask(id: string): void {
    this.#wanted.add(id);
    if (!this.#asking) void this.#askNow();
  }

  async #askNow(): Promise<void> {
    this.#asking = true;
    try {
      // What is wanted meanwhile comes in its turn.
      for (const id of this.#wanted) {
        this.#wanted.delete(id);
        await this.#askFor(id);
      }
    } catch (thrown) {
      this.#wanted.clear();
      if (!this.#line.signal.aborted) this.#feed.fail(thrown as ChatError);
    }
    this.#asking = false;
  }

  async #askFor(id: string): Promise<void> {
    try {
      await this.read(id, { signal: this.#line.signal });
    } catch (thrown) {
      if (!isOutOfReach(thrown)) throw thrown;
      this.#drop(id);
    }
  }

  async #look({ signal }: CallOptions): Promise<Look<Chat>> {
    await this.#line.ready(signal);
    await this.#line.checkViewer({ signal });
    const { viewer, latest } = this.#context();
    const conversations = new Map<string, Raw>();
    let settled = true;
    for (const status of this.#statuses) {
      for (const part of isSupervisor(viewer) ? allChats : ownChats) {
        const shown = await this.#api.conversations({ status, ...part }, { signal });
        for (const [id, one] of shown.found) conversations.set(id, one);
        settled &&= shown.settled;
      }
    }
    // A page can be missed while the list moves: a chat that is not found is asked for before it counts as gone.
    for (const { id } of settled ? [] : [...this.#feed.records]) {
      if (conversations.has(id)) continue;
      const conversation = await this.#find(id, { signal });
      if (conversation && this.#isShown(conversation)) conversations.set(id, conversation);
    }
    this.#forget(conversations);
    await this.#lookAtMembers(conversations.values(), { signal });
    const records: Chat[] = [];
    for (const [id, conversation] of conversations) {
      latest.learnAll(conversation);
      const stamp = stampOf(conversation);
      if (!(stamp < (this.#stamps.get(id) ?? NaN))) this.#stamps.set(id, stamp);
      const chat = chatOf(conversation, this.#context());
      records.push(chat);
      this.onChat(id, chat);
    }
    return { records, complete: true };
  }

  /** Somebody else is in a chat: whether they still belong to the account. */
  async #lookAtMembers(conversations: Iterable<Raw>, options: CallOptions): Promise<void> {
    const { members, viewer } = this.#context();
    const joined = new Set<string>();
    for (const conversation of conversations) for (const id of joinedIds(conversation)) joined.add(id);
    joined.delete(viewer.id);
    if (joined.size > 0) await members.look(joined, options);
  }

  async #find(id: string, options: CallOptions): Promise<Raw | undefined> {
    try {
      return await this.#api.conversation(id, options);
    } catch (thrown) {
      if (isOutOfReach(thrown)) return undefined;
      throw thrown;
    }
  }

  #put(conversation: Raw, stamp: number): void {
    const id = idOf(conversation['id']);
    this.#stamps.set(id, stamp);
    this.#context().latest.learnAll(conversation);
    const chat = chatOf(conversation, this.#context());
    if (this.#isShown(conversation) && this.#concerns(chat)) this.#feed.put(chat);
    else this.#feed.drop(id);
    this.onChat(id, chat);
  }

  #drop(id: string): void {
    this.#feed.drop(id);
    this.onChat(id, undefined);
  }

  /** What has a state that Chatwoot does not have is shown to the guard. */
  #isShown({ status }: Raw): boolean {
    const known = status === 'open' || status === 'pending' || status === 'snoozed' || status === 'resolved';
    return !known || this.#statuses.includes(status);
  }

  #concerns(chat: Chat): boolean {
    const { viewer } = this.#context();
    return isSupervisor(viewer) || isMine(viewer, chat);
  }

  #forget(conversations: ReadonlyMap<string, Raw>): void {
    if (this.#stamps.size < REMEMBERED + conversations.size) return;
    for (const id of this.#stamps.keys()) {
      if (conversations.has(id)) continue;
      this.#stamps.delete(id);
      this.#context().latest.forget(id);
    }
  }
}

function codeOf(thrown: unknown): unknown {
  return rawOf(thrown)['code'];
}

function isOutOfReach(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return code === 'not-found' || code === 'forbidden';
}

/** Seconds, precise to the microsecond, unlike other times; NaN where it is not said. */
function stampOf({ updated_at: at }: Raw): number {
  return typeof at === 'number' ? at : (timeOf(at) ?? NaN) / 1000;
}
