import type { ChatError } from '../../contract/index.js';
import type { ActionResult } from '../../monitor/types.js';
import type { Texts } from './texts/texts.js';

/** What an element needs to put something into words. */
export type Translate = Pick<Texts, 't'>;

type FailedAction = Extract<ActionResult, { state: 'failed' }>;

/** Why an action failed, in words for the user who chose it. */
export function failureText(texts: Translate, { error, outcome }: FailedAction): string {
  return outcome === 'unknown' ? texts.t('failure.unknown') : errorText(texts, error);
}

/** An error of the contract in words for a user. */
export function errorText(texts: Translate, error: ChatError): string {
  switch (error.code) {
    case 'conflict':
      return conflictText(texts, error);
    case 'invalid':
      return texts.t('failure.invalid', error.message);
    case 'rate-limited':
      return texts.t('failure.rate-limited', error.retryAfter);
    default:
      return texts.t(`failure.${error.code}`);
  }
}

/** Who was faster, and what the chat is now; as far as that is known. */
export function conflictText(texts: Translate, { chat, by }: Pick<ChatError, 'chat' | 'by'>): string {
  const who = by?.name;
  switch (chat?.status) {
    case 'closed':
      return texts.t('conflict.closed', who);
    case 'pending':
      return texts.t('conflict.pending', chat.queue?.name, who);
    case 'transferred':
      return texts.t('conflict.transferred', chat.assignee?.name ?? '', who);
    case 'assigned':
      if (by && by.id === chat.assignee?.id) return texts.t('conflict.taken', by.name);
      return texts.t('conflict.assigned', chat.assignee?.name ?? '', who);
    case undefined:
      return texts.t('conflict.changed', who);
  }
}
