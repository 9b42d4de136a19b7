import type { Chat, SlaPolicy } from '../../../../src/contract/index.js';

const MINUTE = 60_000;

/** What every contender sorts by. */
export const policy = { queue: { warning: 5, breach: 10 }, session: { warning: 20, breach: 40 } } satisfies SlaPolicy;

/** 0 with an open request for assistance, else 1. */
export function flagKey(chat: Chat): number {
  return chat.assist === undefined ? 1 : 0;
}

/** Epoch ms at which the chat's clock is breached. */
export function breachKey({ waitingSince, handledSince = 0 }: Chat): number {
  return waitingSince === undefined
    ? handledSince + policy.session.breach * MINUTE
    : waitingSince + policy.queue.breach * MINUTE;
}

/** Open requests for assistance first, then what breaches first, then what is open longest, then by id. */
export function compareChats(a: Chat, b: Chat): number {
  return flagKey(a) - flagKey(b) || breachKey(a) - breachKey(b) || a.openedAt - b.openedAt || compareIds(a, b);
}

export function compareIds(a: Chat, b: Chat): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
