export { createHttpAdapter } from './http-adapter.js';
export type { HttpAdapterOptions } from './options.js';
