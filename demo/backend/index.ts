export { createBackend, type Backend, type BackendOptions } from './backend.js';
export { serveBackend, type ServeOptions, type Serving } from './serve.js';
export { openDatabase } from './database/open.js';
export type { Database } from './database/database.js';
