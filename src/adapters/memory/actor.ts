import type {
  Agent,
  AgentAvailability,
  AssignTarget,
  Chat,
  JoinMode,
  Message,
  OnChatCommand,
} from '../../contract/index.js';
import type { MemoryCore } from './core.js';

/** A user whose actions happen at once. Every method throws a `ChatError` where the rules do not let it happen. */
export interface Actor {
  assign(chatId: string, to: AssignTarget, note?: string): Chat;
  transfer(chatId: string, to: AssignTarget, note?: string): Chat;
  release(chatId: string, note?: string): Chat;
  join(chatId: string, mode: JoinMode): Chat;
  setMode(chatId: string, mode: JoinMode): Chat;
  leave(chatId: string): Chat;
  accept(chatId: string): Chat;
  decline(chatId: string, note?: string): Chat;
  raiseAssist(chatId: string, message?: string): Chat;
  /** The open request, whichever it is. */
  clearAssist(chatId: string): Chat;
  claimAssist(chatId: string): Chat;
  close(chatId: string): Chat;
  /** The user's own status as an agent. */
  setStatus(availability: AgentAvailability, statusCode?: string, capacity?: number): Agent;
  write(chatId: string, text: string): Message;
}

export function actor(core: MemoryCore, userId: string): Actor {
  const key = (): string => core.store.nextId('key');
  const act = (command: OnChatCommand): Chat => core.perform(userId, command, key()) as Chat;
  const noted = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note });
  const assistOf = (chatId: string): string => core.store.chat(chatId).assist?.id ?? '';
  return {
    assign: (chatId, to, note) => act({ type: 'assign', chatId, to, ...noted(note) }),
    transfer: (chatId, to, note) => act({ type: 'transfer', chatId, to, ...noted(note) }),
    release: (chatId, note) => act({ type: 'release', chatId, ...noted(note) }),
    join: (chatId, mode) => act({ type: 'join', chatId, mode }),
    setMode: (chatId, mode) => act({ type: 'set-mode', chatId, mode }),
    leave: (chatId) => act({ type: 'leave', chatId }),
    accept: (chatId) => act({ type: 'accept', chatId }),
    decline: (chatId, note) => act({ type: 'decline', chatId, ...noted(note) }),
    raiseAssist: (chatId, message) =>
      act({ type: 'raise-assist', chatId, ...(message === undefined ? {} : { message }) }),
    clearAssist: (chatId) => act({ type: 'clear-assist', chatId, assistId: assistOf(chatId) }),
    claimAssist: (chatId) => act({ type: 'claim-assist', chatId, assistId: assistOf(chatId) }),
    close: (chatId) => act({ type: 'close', chatId }),
    setStatus: (availability, statusCode, capacity) =>
      core.perform(
        userId,
        {
          type: 'set-agent-status',
          agentId: userId,
          availability,
          ...(statusCode === undefined ? {} : { statusCode }),
          ...(capacity === undefined ? {} : { capacity }),
        },
        key(),
      ) as Agent,
    write: (chatId, text) => core.sendMessage(userId, { chatId, text }, key()),
  };
}
