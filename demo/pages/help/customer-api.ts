import type { ChatStatus, Message } from 'chat-monitor-elements/contract';
import { call } from '../shared/api.js';
import { slotUrl } from '../shared/slot.js';

/** A chat as its requester sees it. */
export interface CustomerChat {
  readonly id: string;
  readonly issue: string;
  readonly status: ChatStatus;
  /** Who answers; absent while nobody does. */
  readonly agentName?: string;
  readonly openedAt: number;
}

export interface CustomerChatWithMessages extends CustomerChat {
  /** Oldest first. */
  readonly messages: readonly Message[];
}

export interface ChatRequest {
  readonly companyId: string;
  readonly queueId?: string;
  readonly issue: string;
  readonly text: string;
}

const chatUrl = (id: string): string => slotUrl(`customer/chats/${encodeURIComponent(id)}`);

export async function listChats(): Promise<readonly CustomerChat[]> {
  return (await call<{ readonly items: readonly CustomerChat[] }>(slotUrl('customer/chats'))).items;
}

export function openChat(request: ChatRequest): Promise<{ readonly id: string }> {
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

export interface ChatListener {
  /** All of it: at first, and after each time that the connection was lost. */
  onChat(chat: CustomerChatWithMessages): void;
  onStatus(status: Pick<CustomerChat, 'status' | 'agentName'>): void;
  onMessage(message: Message): void;
  /** Whether the server can be reached. */
  onReach(reached: boolean): void;
}

/** Follows a chat until the returned function is called. */
export function followChat(id: string, listener: ChatListener): () => void {
  const source = new EventSource(`${chatUrl(id)}/stream`);
  const on = <T>(name: string, take: (data: T) => void): void =>
    source.addEventListener(name, (event: MessageEvent<string>) => take(JSON.parse(event.data) as T));
  on('chat', listener.onChat);
  on('status', listener.onStatus);
  on('message', listener.onMessage);
  source.addEventListener('open', () => listener.onReach(true));
  source.addEventListener('error', () => listener.onReach(false));
  return () => source.close();
}
