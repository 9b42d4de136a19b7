import type { Queryable } from '../../database/database.js';
import type { ChatRecord } from '../chat-record.js';
import type { StoredSettings } from '../settings.js';
import type { Actor } from '../viewer.js';

/** What a command runs in: one transaction, in which its chat is locked. */
export interface CommandContext {
  readonly tx: Queryable;
  readonly actor: Actor;
  readonly settings: StoredSettings;
  /** Epoch milliseconds, one for all that the command writes. */
  readonly now: number;
}

/** Does the command, and resolves with the chat as it then is. Throws a `Problem` to refuse it. */
export type CommandHandler<Command> = (
  context: CommandContext,
  chat: ChatRecord,
  command: Command,
) => Promise<ChatRecord>;
