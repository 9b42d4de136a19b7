import type { Chat } from '../contract/index.js';
import type { MonitorNews } from './monitor-news.js';

/** Tells of assist requests that came or ended. What a first snapshot brings was there before, and is no news. */
export function tellAssistNews(
  before: Chat | undefined,
  after: Chat | undefined,
  initial: boolean,
  news: MonitorNews,
): void {
  const was = before?.assist;
  const is = after?.assist;
  if (was?.id === is?.id) return;
  if (was !== undefined && before !== undefined) news.emit('assist-cleared', { chatId: before.id, assistId: was.id });
  if (is === undefined || after === undefined || initial) return;
  news.emit('assist-requested', {
    chat: after,
    assistId: is.id,
    by: is.by,
    ...(is.message !== undefined && { message: is.message }),
  });
}
