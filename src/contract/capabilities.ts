import { chatOperations } from './model.js';

/** Everything that a backend may or may not be able to do. */
export const operations = [
  ...chatOperations,
  'set-agent-status',
  'set-agent-capacity',
  'watch-agents',
  'watch-notices',
  'watch-session',
  'outcome',
  'report',
  'read-report',
] as const;

export type Operation = (typeof operations)[number];

/**
 * How well a backend does something.
 * - `native`: the backend offers it
 * - `emulated`: the adapter builds it from something else; the reason says what that costs
 * - `none`: not possible; the reason says why
 */
export type Grade = 'native' | { readonly grade: 'native' | 'emulated' | 'none'; readonly reason?: string };

/** Operations that are not named are not possible. */
export type OperationGrades = Readonly<Partial<Record<Operation, Grade>>>;

/** What a backend promises, by name of the guarantee. */
export interface GuaranteeGrades {
  /**
   * What happens when two people act on one chat at the same moment.
   * - `checked`: the backend refuses a command whose `expected` no longer holds
   * - `claim-only`: it refuses to hand out a chat that is already taken, and nothing else
   * - `none`: the last one wins
   */
  readonly precondition: 'checked' | 'claim-only' | 'none';
  /** `key`: a repeated command with the same key is performed once, and answered as the first time. */
  readonly idempotency: 'key' | 'none';
  /** `cursor`: a broken watch goes on where it stopped; `snapshot`: it starts again with everything. */
  readonly resume: 'cursor' | 'snapshot';
  /** Whether a record sent twice is kept once. */
  readonly report: 'exactly-once' | 'at-least-once';
  /** Who writes Report_Events: the monitor through `report`, or the backend by itself. */
  readonly audit: 'adapter' | 'backend';
  /**
   * Whose places a chat's `participants` has.
   * - `shared`: those of all who joined, for everybody who sees the chat; so where it is absent
   * - `own`: the viewer's own only, and who monitors is known to this page alone, until it is left
   */
  readonly joins?: 'shared' | 'own';
}

export type Guarantee = keyof GuaranteeGrades;

export interface Capabilities {
  readonly operations: OperationGrades;
  readonly guarantees: GuaranteeGrades;
  /** Why a guarantee is less than the best, in words for the host's team. */
  readonly guaranteeReasons?: Readonly<Partial<Record<Guarantee, string>>>;
}

/** The grade by name, `none` where the operation is not named. */
export function gradeOf(capabilities: Capabilities, operation: Operation): 'native' | 'emulated' | 'none' {
  const grade = capabilities.operations[operation];
  if (grade === undefined) return 'none';
  return typeof grade === 'string' ? grade : grade.grade;
}
