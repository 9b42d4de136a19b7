export { createArSystemAdapter } from './adapter.js';
export type * from './forms.js';
export type { ArSystemAdapterOptions, ArSystemPolling } from './options.js';
