import { ChatError, type CallOptions, type Chat, type Named, type Session } from '../../contract/index.js';
import { isMine, seesFloor } from '../shared/permissions.js';
import type { Look } from '../shared/record-feed.js';
import { changedBy, chatOf } from './chat-record.js';
import type { Entries } from './entries.js';
import type { ChatForm } from './forms.js';
import { Newest } from './newest.js';
import type { Participants } from './participants.js';
import { all, any, differs, equals, type Qualification } from './qualification.js';
import { textOf, type Values } from './values.js';

export interface ChatsOptions {
  readonly form: ChatForm;
  readonly entries: Entries;
  readonly participants: Participants;
  readonly times: 'seconds' | 'iso';
  /** Milliseconds between two looks at everything. */
  readonly everything: number;
  session(): Session;
  /** Before a look at everything: reads the session again. */
  refreshSession(call: CallOptions): Promise<void>;
}

/** A chat as it is at the server. */
export interface ReadChat {
  readonly chat: Chat;
  readonly changedBy: Named | undefined;
}

/** A qualification with more chats by name is longer than some servers take. */
const BY_NAME = 50;

/** The chats form: looks at what changed, and at everything now and then. */
export class Chats {
  readonly #options: ChatsOptions;
  readonly #newest: Newest;
  #lookedAt = -Infinity;
  /** The chats were last made for it. */
  #session: Session | undefined;

  constructor(options: ChatsOptions) {
    this.#options = options;
    this.#newest = new Newest(options.form.fields.modified, options.times);
  }

  async look(complete: boolean, signal: AbortSignal): Promise<Look<Chat>> {
    const { everything, session, refreshSession } = this.#options;
    if (complete || performance.now() - this.#lookedAt >= everything) {
      this.#lookedAt = performance.now();
      await refreshSession({ signal });
      return this.#lookAtAll({ signal });
    }
    return this.#session === session() ? this.#lookAtNews({ signal }) : this.#lookAtAll({ signal });
  }

  /** One chat as it is now. Errors: `not-found` where there is none, or none that concerns the viewer. */
  async read(chatId: string, call: CallOptions): Promise<ReadChat> {
    const found = await this.readBack(chatId, call);
    const { viewer } = this.#options.session();
    if (seesFloor(viewer) || isMine(viewer, found.chat)) return found;
    throw new ChatError('not-found', `AR System: there is no chat "${chatId}".`);
  }

  /** The same after the viewer changed it, which may have been the end of their concern. */
  async readBack(chatId: string, call: CallOptions): Promise<ReadChat> {
    const { form, entries, participants } = this.#options;
    const values = await entries.get(form, chatId, call);
    await participants.lookAt(chatId, call);
    return { chat: this.#chat(values), changedBy: changedBy(form, values) };
  }

  async #lookAtAll(call: CallOptions): Promise<Look<Chat>> {
    const { participants, session } = this.#options;
    this.#session = session();
    await participants.lookAtAll(call);
    const { entries, whole } = await this.#list(all(this.#isOpen, this.#isMine), call);
    return { records: entries.map((values) => this.#chat(values)), complete: whole };
  }

  async #lookAtNews(call: CallOptions): Promise<Look<Chat>> {
    const { form, participants } = this.#options;
    const joined = [...(await participants.lookAtNews(call))];
    const { since } = this.#newest;
    if (since === undefined || joined.length > BY_NAME) return this.#lookAtAll(call);
    const named = joined.map((chatId) => equals(form.fields.entry, chatId));
    const { entries } = await this.#list(any([since, ...named]), call);
    const chats = entries.map((values) => this.#chat(values));
    return {
      records: chats.filter(({ status }) => status !== 'closed'),
      gone: chats.filter(({ status }) => status === 'closed').map(({ id }) => id),
      complete: false,
    };
  }

  get #isOpen(): Qualification {
    const { fields, statuses } = this.#options.form;
    return differs(fields.status, statuses.closed);
  }

  /** Who does not see the floor looks at their own chats only. */
  get #isMine(): Qualification | undefined {
    const { form, participants, session } = this.#options;
    const { viewer } = session();
    if (seesFloor(viewer)) return undefined;
    const joined = participants.chatsOf(viewer.id).slice(0, BY_NAME);
    return any([
      equals(form.fields.assigneeId, viewer.id),
      ...joined.map((chatId) => equals(form.fields.entry, chatId)),
    ]);
  }

  async #list(
    where: Qualification | undefined,
    call: CallOptions,
  ): Promise<{ readonly entries: readonly Values[]; readonly whole: boolean }> {
    const { form, entries } = this.#options;
    const found = await entries.list(form, form.fields.entry, where, call);
    for (const values of found.entries) this.#newest.note(values);
    return found;
  }

  #chat(values: Values): Chat {
    const { form, participants, session } = this.#options;
    const people = participants.of(String(textOf(values, form.fields.entry)));
    return chatOf(form, values, people, session());
  }
}
