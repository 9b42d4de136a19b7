import type { Capabilities, Operation, OperationGrades } from '../../contract/index.js';
import type { Rules } from './rules.js';

const operations: readonly Operation[] = [
  'assign-agent',
  'assign-queue',
  'transfer-agent',
  'transfer-queue',
  'release',
  'participate',
  'monitor',
  'set-mode',
  'leave',
  'accept',
  'decline',
  'raise-assist',
  'clear-assist',
  'claim-assist',
  'close',
  'read-messages',
  'send-message',
  'set-agent-status',
  'watch-agents',
  'watch-notices',
  'watch-session',
  'outcome',
  'report',
  'read-report',
];

/** Everything natively, but for what the options take away. */
export function capabilitiesOf(rules: Rules): Capabilities {
  const grades: Partial<Record<Operation, 'native'>> = {};
  for (const operation of operations) if (offers(rules, operation)) grades[operation] = 'native';
  return { operations: grades satisfies OperationGrades, guarantees: rules.guarantees };
}

export function offers(rules: Rules, operation: Operation): boolean {
  if (rules.without.has(operation)) return false;
  if (operation === 'report') return rules.guarantees.audit === 'adapter';
  return operation !== 'outcome' || rules.guarantees.idempotency === 'key';
}
