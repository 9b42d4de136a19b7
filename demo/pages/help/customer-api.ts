import type { ChatStatus, Message, Named, SupportQueue } from 'chat-monitor-elements/contract';
import { call } from '../shared/api.js';
import { slotUrl } from '../shared/slot.js';

/** A chat as its requester sees it. */
export interface CustomerChat {
  readonly id: string;
  readonly issue: string;
  readonly status: ChatStatus;
  readonly company: Named;
  readonly queue?: Named;
  /** Who answers. */
  readonly agent?: Named;
  readonly openedAt: number;
}

export interface CustomerChatWithMessages extends CustomerChat {
  readonly messages: readonly Message[];
}

/** Where a customer can ask. */
export interface HelpDesk {
  readonly companies: readonly Named[];
  readonly queues: readonly SupportQueue[];
}

export interface Request {
  readonly companyId: string;
  readonly queueId?: string;
  readonly issue: string;
  readonly text: string;
}

const chatUrl = (id: string): string => slotUrl(`customer/chats/${encodeURIComponent(id)}`);

export function readHelpDesk(): Promise<HelpDesk> {
  return call(slotUrl('customer/help-desk'));
}

export async function listChats(): Promise<readonly CustomerChat[]> {
  return (await call<{ readonly items: readonly CustomerChat[] }>(slotUrl('customer/chats'))).items;
}

export function openChat(request: Request): Promise<{ readonly id: string }> {
  return call(slotUrl('customer/chats'), { method: 'POST', body: request });
}

export function readChat(id: string): Promise<CustomerChatWithMessages> {
  return call(chatUrl(id));
}

export function sendMessage(id: string, text: string): Promise<Message> {
  return call(`${chatUrl(id)}/messages`, { method: 'POST', body: { text } });
}

export function endChat(id: string): Promise<unknown> {
  return call(`${chatUrl(id)}/close`, { method: 'POST' });
}

/** Calls back after each change of the chat, and with whether the server can be reached; returns how to stop. */
export function followChat(id: string, onChange: () => void, onReach: (reached: boolean) => void): () => void {
  const source = new EventSource(`${chatUrl(id)}/stream`);
  source.addEventListener('open', () => onReach(true));
  source.addEventListener('error', () => onReach(false));
  source.addEventListener('message', onChange);
  source.addEventListener('status', onChange);
  return () => source.close();
}
