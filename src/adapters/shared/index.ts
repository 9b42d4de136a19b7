export { CallLine } from './call-line.js';
export { ChangeQueue } from './change-queue.js';
export { matchesAgent, matchesChat, type QueriedChat } from './matching.js';
export { Pace, type PaceOptions } from './pace.js';
export { allowedFor, stateForbids, type ChatState, type PermissionContext, type Somebody } from './permissions.js';
export { readBack } from './read-back.js';
export { RecordFeed, type BackendTime, type Look, type RecordFeedOptions } from './record-feed.js';
export { RestClient, type RestAnswer, type RestDialect, type RestOptions, type RestRequest } from './rest-client.js';
