import { createMemoryBackend, type MemoryBackend, type MemoryChat } from 'chat-monitor-elements/adapters/memory';
import 'chat-monitor-elements/define';
import { floorSeed } from '../../harness/floor.js';

declare global {
  interface Window {
    /** What happens to the chats of the page. */
    backend: MemoryBackend;
  }
}

/** Ten thousand chats that wait, and before them one whose agent asks for assistance. */
const now = Date.now();
const chats: MemoryChat[] = [
  {
    id: 'help',
    requester: { id: 'r', name: 'Hugo Help' },
    issue: 'Locked out',
    companyId: 'acme',
    queueId: 'vpn',
    openedAt: now,
    handledSince: now,
    assigneeId: 'bob',
    assist: { id: 'assist-1', by: { id: 'bob', name: 'Bob Agent' }, at: now, message: 'VIP' },
  },
];
for (let index = 1; index < 10_000; index += 1) {
  const since = now - (10_000 - index) * 1000;
  const requester = { id: `r${index}`, name: `Person ${index}` };
  chats.push({ id: `c${index}`, requester, issue: 'Help', companyId: 'acme', openedAt: since, waitingSince: since });
}
window.backend = createMemoryBackend({ ...floorSeed, chats });
document.querySelector('chat-monitor')!.adapter = window.backend.adapter({ viewerId: 'sue' });
