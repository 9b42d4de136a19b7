export { ChangeQueue } from './change-queue.js';
export { RecordFeed, type BackendTime, type Look, type RecordFeedOptions } from './record-feed.js';
export { RestClient, type RestAnswer, type RestDialect, type RestOptions, type RestRequest } from './rest-client.js';
