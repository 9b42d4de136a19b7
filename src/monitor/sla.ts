import type { Chat, SlaPolicy, SlaThreshold } from '../contract/index.js';
import type { ChatSla, SlaClock, SlaLevel } from './types.js';

const MINUTE = 60_000;

/** The two clocks of a chat at the moment `now`. */
export function chatSla(chat: Chat, policy: SlaPolicy | undefined, now: number): ChatSla {
  const rules = chat.sla ?? policy;
  const { waitingSince, handledSince } = chat;
  const queue =
    waitingSince === undefined
      ? handledSince === undefined
        ? undefined
        : clock(chat.openedAt, handledSince, false, undefined)
      : clock(waitingSince, now, true, rules?.queue);
  const session =
    handledSince === undefined || waitingSince !== undefined
      ? undefined
      : clock(handledSince, now, true, rules?.session);
  return {
    ...(queue && { queue }),
    ...(session && { session }),
    level: worse(queue?.level ?? 'ok', session?.level ?? 'ok'),
  };
}

/** Epoch ms at which a chat breaches, by the clock that runs; infinite where nothing limits it. */
export function breachTime(chat: Chat, policy: SlaPolicy | undefined): number {
  const rules = chat.sla ?? policy;
  const since = chat.waitingSince ?? chat.handledSince;
  const threshold = chat.waitingSince === undefined ? rules?.session : rules?.queue;
  return since === undefined || threshold?.breach === undefined ? Infinity : since + threshold.breach * MINUTE;
}

function clock(since: number, until: number, running: boolean, threshold: SlaThreshold | undefined): SlaClock {
  const elapsed = Math.max(0, until - since);
  const breach = threshold?.breach === undefined ? Infinity : threshold.breach * MINUTE;
  const warning = threshold?.warning === undefined ? Infinity : threshold.warning * MINUTE;
  const level: SlaLevel = elapsed >= breach ? 'breach' : elapsed >= warning ? 'warning' : 'ok';
  return { elapsed, level, running, ...(breach === Infinity ? {} : { breachAt: since + breach }) };
}

function worse(a: SlaLevel, b: SlaLevel): SlaLevel {
  if (a === 'breach' || b === 'breach') return 'breach';
  return a === 'warning' || b === 'warning' ? 'warning' : 'ok';
}
