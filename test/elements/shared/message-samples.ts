import type { MessageArguments, MessageKey, PlainMessageKey } from '../../../src/elements/shared/texts/texts.js';

/** The keys of texts with arguments. */
export type FunctionKey = Exclude<MessageKey, PlainMessageKey>;

/** Arguments for every text that has some, one case for each sentence that it can be. */
export const messageSamples: { readonly [K in FunctionKey]: readonly MessageArguments<K>[] } = {
  'agents.count': [[1], [1234]],
  'agents.count.filtered': [[1, 1234]],
  'agents.filtered': [['zzz']],
  'agents.load': [[2, 3]],
  'assign.chosen.blocked': [['Sam Lee', 'XYZ']],
  'assign.found': [[1], [1234]],
  'assign.load': [[2, 3]],
  'assign.none.found': [['zzz']],
  'assign.subject': [['Jo Park', 'VPN']],
  'assist.claimed': [['Sam Lee']],
  'assist.notification.body': [
    ['Jo Park', 'VIP'],
    ['Jo Park', undefined],
  ],
  'assist.notification.title': [['Sam Lee']],
  'assist.requested': [
    ['Sam Lee', 'VIP'],
    ['Sam Lee', undefined],
  ],
  'attention.count': [[1], [1234]],
  'attention.detail': [
    [1, 0],
    [0, 1],
    [2, 1234],
  ],
  'close.body': [['Jo Park']],
  'conflict.assigned': [
    ['Sam Lee', 'Jo Park'],
    ['Sam Lee', undefined],
  ],
  'conflict.changed': [['Jo Park'], [undefined]],
  'conflict.closed': [['Jo Park'], [undefined]],
  'conflict.pending': [
    ['VPN', 'Jo Park'],
    [undefined, undefined],
  ],
  'conflict.taken': [['Jo Park']],
  'conflict.transferred': [
    ['Sam Lee', 'Jo Park'],
    ['Sam Lee', undefined],
  ],
  'connection.faults': [[1], [1234]],
  'connection.offline.since': [['12:00']],
  'connection.renewing': [['12:00']],
  'connection.signed-out.since': [['12:00']],
  'connection.stale': [['12:00']],
  'failure.invalid': [['XYZ']],
  'failure.rate-limited': [[1000], [1_234_000], [undefined]],
  'grid.actions': [['Jo Park']],
  'grid.assist.clear': [['XYZ']],
  'grid.count': [[1], [1234]],
  'grid.count.filtered': [[1, 1234]],
  'grid.filtered': [['zzz']],
  'grid.sort.ascending': [['XYZ']],
  'grid.sort.descending': [['XYZ']],
  'grid.status.transferred': [['Sam Lee']],
  'grid.waiting': [[1], [1234]],
  'menu.label': [['Jo Park']],
  'myChats.accept': [['Jo Park']],
  'myChats.decline': [['Jo Park']],
  'myChats.expires': [[80_000]],
  'myChats.from': [['Sam Lee']],
  'myChats.role.sent': [['Sam Lee']],
  'myChats.unread': [[1], [1234]],
  'notice.assigned-to-you': [
    ['Jo Park', 'Sam Lee'],
    ['Jo Park', undefined],
  ],
  'notice.declined': [
    ['Jo Park', 'Sam Lee'],
    ['Jo Park', undefined],
  ],
  'notice.moved-away': [
    ['Jo Park', 'Ben Day', 'Sam Lee'],
    ['Jo Park', 'Ben Day', undefined],
    ['Jo Park', undefined, 'Sam Lee'],
    ['Jo Park', undefined, undefined],
  ],
  'notice.transfer-expired': [
    ['Jo Park', 'Sam Lee'],
    ['Jo Park', undefined],
  ],
  'notice.transferred-to-you': [
    ['Jo Park', 'Sam Lee'],
    ['Jo Park', undefined],
  ],
  'release.body': [
    ['Jo Park', 'VPN'],
    ['Jo Park', undefined],
  ],
  'scope.some': [[2, 1234]],
  'transcript.earlier': [[1], [1234]],
  'transcript.label': [['Jo Park']],
  'transcript.new': [[1], [1234]],
  'transcript.notSent': [['XYZ']],
  'transcript.tooLong': [[1], [1234]],
};
