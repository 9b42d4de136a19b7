import type { Capabilities, GuaranteeGrades, Operation } from '../../contract/index.js';
import type { SetTimer } from './runtime.js';
import type { MemoryOptions } from './types.js';
import { systemRuntime } from './runtime.js';

/** The options of a backend, with their defaults. */
export interface Rules {
  readonly guarantees: GuaranteeGrades;
  readonly guaranteeReasons: NonNullable<Capabilities['guaranteeReasons']>;
  readonly without: ReadonlySet<Operation>;
  readonly transfersNeedAcceptance: boolean;
  readonly transferTimeout: number | undefined;
  readonly snapshotSize: number;
  readonly setTimer: SetTimer;
}

export function rulesFrom(options: MemoryOptions): Rules {
  return {
    guarantees: {
      precondition: 'checked',
      idempotency: 'key',
      resume: 'cursor',
      report: 'exactly-once',
      audit: 'adapter',
      ...options.guarantees,
    },
    guaranteeReasons: Object.fromEntries(
      Object.keys(options.guarantees ?? {}).map((name) => [name, 'The options of this backend say so.']),
    ),
    without: new Set(options.without),
    transfersNeedAcceptance: options.transfersNeedAcceptance ?? true,
    transferTimeout: options.transferTimeout,
    snapshotSize: options.snapshotSize ?? 500,
    setTimer: options.setTimer ?? systemRuntime.setTimer,
  };
}
