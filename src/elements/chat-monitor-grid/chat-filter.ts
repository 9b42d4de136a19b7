import type { Chat } from '../../contract/index.js';

const searched = new WeakMap<Chat, string>();

/** Whether a chat has every word of a search in its id or one of the names and texts that the grid shows. */
export function chatFilter(search: string): ((chat: Chat) => boolean) | undefined {
  const words = fold(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return (chat) => {
    const text = textOf(chat);
    return words.every((word) => text.includes(word));
  };
}

/** Records are values, so what was made of one holds for good. */
function textOf(chat: Chat): string {
  let text = searched.get(chat);
  if (text === undefined) {
    const { id, requester, issue, assignee, company, queue } = chat;
    const parts = [id, requester.name, issue, assignee?.name ?? '', company.name, queue?.name ?? ''];
    text = fold(parts.join('\n'));
    searched.set(chat, text);
  }
  return text;
}

/** Case and accents make no difference. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
