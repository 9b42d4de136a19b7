import type { CallOptions, Participant } from '../../contract/index.js';
import type { Entries } from './entries.js';
import type { ParticipantForm } from './forms.js';
import { type Newest } from './newest.js';
import { all, equals, type Qualification } from './qualification.js';
import { nameOfLabel, namedOf, textOf, type Values } from './values.js';

/** Who joined which chat, as last seen. */
export class Participants {
  readonly #form: ParticipantForm | undefined;
  readonly #entries: Entries;
  readonly #newest: Newest;
  /** By chat, by entry. */
  readonly #chats = new Map<string, Map<string, Values>>();

  constructor(form: ParticipantForm | undefined, entries: Entries, newest: Newest) {
    this.#form = form;
    this.#entries = entries;
    this.#newest = newest;
  }

  of(chatId: string): readonly Participant[] {
    const form = this.#form;
    const rows = this.#chats.get(chatId);
    if (form === undefined || rows === undefined) return [];
    const { fields, modes } = form;
    return [...rows.values()].map((values) => ({
      id: '',
      name: '',
      ...namedOf(values, fields.userId, fields.userName),
      mode: nameOfLabel(modes, textOf(values, fields.mode)),
    }));
  }

  /** The entry of somebody's place in a chat. */
  entryOf(chatId: string, userId: string): string | undefined {
    const fields = this.#form?.fields;
    for (const [entry, values] of this.#chats.get(chatId) ?? []) {
      if (textOf(values, fields?.userId) === userId) return entry;
    }
    return undefined;
  }

  /** The chats that somebody is in. */
  chatsOf(userId: string): readonly string[] {
    return [...this.#chats.keys()].filter((chatId) => this.entryOf(chatId, userId) !== undefined);
  }

  /** Everybody anew. */
  async lookAtAll(call: CallOptions): Promise<void> {
    const form = this.#form;
    if (form === undefined) return;
    const { fields, states } = form;
    const { entries, whole } = await this.#entries.list(form, fields.entry, equals(fields.state, states.present), call);
    if (whole) this.#chats.clear();
    for (const values of entries) this.#take(values);
  }

  /** What changed since; resolves with the chats that it was in. */
  async lookAtNews(call: CallOptions): Promise<ReadonlySet<string>> {
    const chats = new Set<string>();
    if (this.#form === undefined) return chats;
    for (const values of await this.#list(this.#newest.since, call)) chats.add(this.#take(values));
    return chats;
  }

  /** Those of one chat anew. */
  async lookAt(chatId: string, call: CallOptions): Promise<void> {
    const form = this.#form;
    if (form === undefined) return;
    const { fields, states } = form;
    const found = await this.#list(all(equals(fields.chatId, chatId), equals(fields.state, states.present)), call);
    this.#chats.delete(chatId);
    for (const values of found) this.#take(values);
  }

  async #list(where: Qualification | undefined, call: CallOptions): Promise<readonly Values[]> {
    const form = this.#form as ParticipantForm;
    return (await this.#entries.list(form, form.fields.entry, where, call)).entries;
  }

  /** Returns the chat that it is about. */
  #take(values: Values): string {
    const { fields, states } = this.#form as ParticipantForm;
    const chatId = String(textOf(values, fields.chatId));
    const entry = String(textOf(values, fields.entry));
    this.#newest.note(values);
    const rows = this.#chats.get(chatId) ?? new Map<string, Values>();
    if (textOf(values, fields.state) === states.present) rows.set(entry, values);
    else rows.delete(entry);
    if (rows.size > 0) this.#chats.set(chatId, rows);
    else this.#chats.delete(chatId);
    return chatId;
  }
}
