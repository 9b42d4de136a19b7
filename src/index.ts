/** Everything without side effects: classes of the elements and events, the monitor, and the contract's types. */
export * from './elements/index.js';
export * from './connect.js';
export * from './contract/index.js';
export * from './monitor/index.js';
