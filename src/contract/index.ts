export * from './adapter.js';
export * from './capabilities.js';
export * from './chat-error.js';
export * from './command.js';
export * from './guard.js';
export * from './model.js';
export * from './report-event.js';
export * from './session.js';
