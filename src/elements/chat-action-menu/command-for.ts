import type { Chat, OnChatCommand } from '../../contract/index.js';
import type { OfferName } from '../../monitor/types.js';

/** Offers that are a command as they stand; the others need a target or are no command at all. */
export type DirectOffer = Exclude<OfferName, 'assign' | 'transfer' | 'open'>;

/**
 * The command that an entry of the menu stands for.
 * `expected` is the chat's `assignmentVersion` that the user saw; it goes along where the decision rests on it.
 * Undefined where the request for help that it is about has ended.
 */
export function commandFor(offer: DirectOffer, chat: Chat, expected: string): OnChatCommand | undefined {
  const chatId = chat.id;
  switch (offer) {
    case 'participate':
    case 'monitor':
      return { type: 'join', chatId, mode: offer, expected };
    case 'leave':
    case 'raise-assist':
      return { type: offer, chatId };
    case 'clear-assist':
    case 'claim-assist':
      return chat.assist && { type: offer, chatId, assistId: chat.assist.id };
    default:
      return { type: offer, chatId, expected };
  }
}
