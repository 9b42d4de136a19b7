import type { Assist, Chat } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ActionResult, Offer, OfferName } from '../../monitor/types.js';
import { runAction } from '../shared/action-flow.js';
import type { Translate } from '../shared/failure-text.js';

/** What the viewer can do about a chat's flag, if anything. */
export function assistOffer(monitor: ChatMonitor, chat: Chat): Offer | undefined {
  const name: OfferName = chat.assist ? 'clear-assist' : 'raise-assist';
  return monitor.offers(chat.id).find((offer) => offer.name === name);
}

/** Who asks for help and with what, and who takes care of it. */
export function assistText(texts: Translate, assist: Assist): string {
  const request = texts.t('assist.requested', assist.by.name, assist.message);
  return assist.claimedBy ? `${request}. ${texts.t('assist.claimed', assist.claimedBy.name)}` : request;
}

/**
 * Takes the flag down: this request and no later one. Undefined where there is none.
 * `host` is the element that the user clicked in; its events tell the outcome.
 */
export async function clearAssist(
  host: HTMLElement,
  monitor: ChatMonitor,
  chat: Chat,
): Promise<ActionResult | 'prevented' | undefined> {
  if (!chat.assist) return undefined;
  return runAction(host, monitor, { type: 'clear-assist', chatId: chat.id, assistId: chat.assist.id });
}
