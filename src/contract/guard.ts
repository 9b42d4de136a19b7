export { guard, type GuardOptions } from './guard/adapter.js';
export type { DataFault, RecordKind } from './guard/faults.js';
export type { GuardedWatchOptions } from './guard/request-shapes.js';
