import type { Agent, Chat, ChatCommand, CommandOutcome, Message, MessageDraft } from '../../contract/index.js';
import { ChatError, isChatError } from '../../contract/index.js';
import { auditRecord } from './audit.js';
import { performCommand } from './commands.js';
import { allowedFor } from '../shared/permissions.js';
import { renderChat } from './render.js';
import { ReportTable } from './reports.js';
import type { Rules } from './rules.js';
import { seesChat } from './scope.js';
import type { MemoryStore } from './store.js';

/** What became of a key: an answer, a refusal, or a promise never to use it. */
interface KeyEntry {
  readonly userId: string;
  readonly request: string;
  readonly at: number;
  readonly answer?: Chat | Agent | Message;
  readonly error?: ChatError;
}

/** The backend behind all connections: commands with their keys, messages and records. */
export class MemoryCore {
  readonly store: MemoryStore;
  readonly rules: Rules;
  readonly reports: ReportTable;
  /** How often commands with a key took effect. */
  readonly performed = new Map<string, number>();
  readonly #keys = new Map<string, KeyEntry>();

  constructor(store: MemoryStore, rules: Rules) {
    this.store = store;
    this.rules = rules;
    this.reports = new ReportTable(store, rules.guarantees.report === 'exactly-once');
  }

  perform(userId: string, command: ChatCommand, key: string): Chat | Agent {
    const row = 'chatId' in command ? this.store.chats.get(command.chatId) : undefined;
    return this.#once(userId, key, JSON.stringify(command), () => {
      let error: ChatError | undefined;
      try {
        const answer = performCommand(this.store, this.rules, userId, command);
        this.performed.set(key, (this.performed.get(key) ?? 0) + 1);
        return answer;
      } catch (thrown) {
        if (isChatError(thrown)) error = thrown;
        throw thrown;
      } finally {
        if (this.rules.guarantees.audit === 'backend') {
          const record = auditRecord(this.store, this.store.user(userId), key, command, row, error);
          if (record !== undefined) this.reports.records.push(record);
        }
      }
    });
  }

  sendMessage(userId: string, { chatId, text }: MessageDraft, key: string): Message {
    return this.#once(userId, key, JSON.stringify([chatId, text]), () => {
      const { store } = this;
      const user = store.user(userId);
      const row = store.chat(chatId);
      if (!seesChat(user, row)) throw new ChatError('not-found', `There is no chat "${chatId}".`);
      const permission = allowedFor(user, row, {
        without: this.rules.without,
        queueAssignment: store.settings.queueAssignment,
      })['send-message'];
      if (permission !== true) throw new ChatError('forbidden', `${user.name} may not write into chat "${chatId}".`);
      return this.write(chatId, { kind: 'agent', id: user.id, name: user.name }, text);
    });
  }

  /** Adds a message, whoever it is from. */
  write(chatId: string, author: Message['author'], text: string): Message {
    const { maxMessageLength } = this.store.settings;
    if (text.trim() === '') throw new ChatError('invalid', 'A message needs some text.');
    if (maxMessageLength !== undefined && text.length > maxMessageLength) {
      throw new ChatError('invalid', `A message has at most ${String(maxMessageLength)} characters.`);
    }
    const message: Message = { id: this.store.nextId('message'), chatId, author, text, at: this.store.now() };
    this.store.addMessage(message);
    return message;
  }

  /** A key that was never seen is spent by the question. */
  outcome(userId: string, key: string): CommandOutcome {
    if (this.rules.guarantees.idempotency === 'none') return { state: 'unknown' };
    const entry = this.#keys.get(key);
    if (entry === undefined || entry.userId !== userId) {
      const error = new ChatError('invalid', 'This command was given up.');
      if (entry === undefined) this.#keys.set(key, { userId, request: '', at: this.store.now(), error });
      return { state: 'not-performed' };
    }
    if (entry.request === '') return { state: 'not-performed' };
    const { at, error, answer } = entry;
    if (error !== undefined) return { state: 'refused', at, code: error.code, message: error.message };
    const row = answer === undefined ? undefined : this.store.chats.get(answer.id);
    const user = this.store.user(userId);
    return row === undefined || !seesChat(user, row)
      ? { state: 'done', at }
      : { state: 'done', at, chat: renderChat(this.store, this.rules, user, row) };
  }

  #once<T extends Chat | Agent | Message>(userId: string, key: string, request: string, effect: () => T): T {
    if (this.rules.guarantees.idempotency === 'none') return effect();
    const entry = this.#keys.get(key);
    if (entry !== undefined) return answerAgain(entry, userId, request);
    const common = { userId, request, at: this.store.now() };
    try {
      const answer = effect();
      this.#keys.set(key, { ...common, answer });
      return answer;
    } catch (thrown) {
      if (isChatError(thrown)) this.#keys.set(key, { ...common, error: thrown });
      throw thrown;
    }
  }
}

function answerAgain<T>(entry: KeyEntry, userId: string, request: string): T {
  if (entry.request !== '' && (entry.userId !== userId || entry.request !== request)) {
    throw new ChatError('invalid', 'This idempotency key was used for something else.');
  }
  if (entry.error !== undefined) throw entry.error;
  return entry.answer as T;
}
