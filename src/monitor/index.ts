export { ChatMonitor, type ChatMonitorOptions } from './chat-monitor.js';
export { ChatView, type ChatViewChange, type ChatViewOptions, type SortKey } from './chat-view.js';
export { memoryStores, MemoryStore } from './memory-store.js';
export { type Observable, type Unsubscribe } from './observable.js';
export type * from './ports.js';
export { breachTime } from './sla.js';
export type { Ticker } from './ticker.js';
export { Transcript } from './transcript.js';
export type * from './types.js';
