import { createMemoryBackend, generateSeed } from 'chat-monitor-elements/adapters/memory';
import { connectChatMonitor } from 'chat-monitor-elements/connect';
import 'chat-monitor-elements/define/chat-monitor-grid';

const seed = generateSeed({ now: Date.now(), chats: 400 });
const backend = createMemoryBackend(seed);

/** The two-line way: no `chat-monitor` on the page. */
connectChatMonitor({ adapter: backend.adapter({ viewerId: seed.users[0]?.id ?? '' }) });

declare global {
  interface Window {
    backend: typeof backend;
    /** What the portal's hotkeys heard from outside of a field. */
    hotkeys: string[];
  }
}
window.backend = backend;
