export { createChatwootAdapter } from './chatwoot-adapter.js';
export type { CableSocket } from './cable.js';
export type { ChatwootAdapterOptions, CompanyOfInboxes } from './options.js';
