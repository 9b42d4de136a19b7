export { createRocketchatAdapter } from './rocketchat-adapter.js';
export type { RocketchatAdapterOptions, RocketchatCompany, RocketchatSocket } from './options.js';
