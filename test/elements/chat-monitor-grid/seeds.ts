import type { MemoryChat, MemorySeed } from '../../../src/adapters/memory/index.js';
import { floorSeed } from '../../harness/floor.js';

const minute = 60_000;

/** A floor with a chat of each kind; queue breaches after 5 minutes, session after 30. */
export function variedSeed(now = Date.now()): MemorySeed {
  const chat = (id: string, name: string, more: Partial<MemoryChat>): MemoryChat => ({
    id,
    requester: { id: `r-${id}`, name },
    issue: `Issue of ${name}`,
    companyId: 'acme',
    queueId: 'vpn',
    ...more,
  });
  return {
    ...floorSeed,
    chats: [
      chat('fresh', 'Fred Fresh', { openedAt: now - 10_000, waitingSince: now - 10_000 }),
      chat('late', 'Lara Late', { openedAt: now - 7 * minute, waitingSince: now - 7 * minute }),
      chat('soon', 'Sol Soon', { openedAt: now - 3 * minute, waitingSince: now - 3 * minute }),
      chat('handled', 'Hana Handled', {
        openedAt: now - 9 * minute,
        handledSince: now - 8 * minute,
        assigneeId: 'ann',
      }),
      chat('help', 'Hugo Help', {
        openedAt: now - 2 * minute,
        handledSince: now - 2 * minute,
        assigneeId: 'bob',
        assist: { id: 'assist-1', by: { id: 'bob', name: 'Bob Agent' }, at: now - minute, message: 'VIP' },
      }),
    ],
  };
}

/** Chats that wait one second longer each, so that the first is the most urgent. */
export function longSeed(count: number, now = Date.now()): MemorySeed {
  const chats: MemoryChat[] = [];
  for (let index = 0; index < count; index++) {
    const since = now - 20 * minute - (count - index) * 1000;
    const number = String(index).padStart(5, '0');
    chats.push({
      id: `c${number}`,
      requester: { id: `r${number}`, name: `Person ${number}` },
      issue: 'Something',
      companyId: 'acme',
      queueId: 'vpn',
      openedAt: since,
      waitingSince: since,
    });
  }
  return { ...floorSeed, chats };
}
