import { operations, type Capabilities, type Operation, type OperationGrades } from '../../contract/index.js';
import type { Rules } from './rules.js';

/** Everything natively, but for what the options take away. */
export function capabilitiesOf(rules: Rules): Capabilities {
  const grades: Partial<Record<Operation, 'native'>> = {};
  for (const operation of operations) if (offers(rules, operation)) grades[operation] = 'native';
  const { guarantees, guaranteeReasons } = rules;
  return { operations: grades satisfies OperationGrades, guarantees, guaranteeReasons };
}

export function offers(rules: Rules, operation: Operation): boolean {
  if (rules.without.has(operation)) return false;
  if (operation === 'set-agent-capacity') return !rules.without.has('set-agent-status');
  if (operation === 'report') return rules.guarantees.audit === 'adapter';
  return operation !== 'outcome' || rules.guarantees.idempotency === 'key';
}
