import type { Chat } from '../contract/index.js';
import type { MonitorEvents } from './types.js';

export interface AssistNewsSink {
  requested(news: MonitorEvents['assist-requested']): void;
  cleared(news: MonitorEvents['assist-cleared']): void;
}

/** Tells of assist requests that came or ended. What a first snapshot brings was there before, and is no news. */
export function tellAssistNews(
  before: Chat | undefined,
  after: Chat | undefined,
  initial: boolean,
  sink: AssistNewsSink,
): void {
  const was = before?.assist;
  const is = after?.assist;
  if (was?.id === is?.id) return;
  if (was !== undefined && before !== undefined) sink.cleared({ chatId: before.id, assistId: was.id });
  if (is === undefined || after === undefined || initial) return;
  sink.requested({
    chat: after,
    assistId: is.id,
    by: is.by,
    ...(is.message !== undefined && { message: is.message }),
  });
}
