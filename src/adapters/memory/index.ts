export {
  createMemoryAdapter,
  createMemoryBackend,
  type CreateMemoryAdapterOptions,
  type MemoryAdapter,
  type MemoryAdapterOptions,
  type MemoryBackend,
} from './backend.js';
export type { Actor } from './actor.js';
export type { BurstOptions } from './burst.js';
export type { ChatRow } from './chat-row.js';
export type { MemoryControl } from './control.js';
export type { MemoryFault, MemoryMethod } from './faults.js';
export type { MemoryCall } from './hub.js';
export type { MemoryRuntime, SetTimer } from './runtime.js';
export { generateSeed, type SeedOptions } from './seed.js';
export type { MemoryChat, MemoryOptions, MemoryQueue, MemorySeed, MemoryUser } from './types.js';
export type { WatchKind } from './watch-line.js';
