export { serveBackend, type Serving } from './serve.js';
export { openDatabase } from './database/open.js';
export type { Database } from './database/database.js';
