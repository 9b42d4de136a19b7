import type { Operation } from '../capabilities.js';
import { id as checkId } from './scalars.js';
import { asMalformed, type Check } from './shape.js';

/** The kinds of records that can be set aside alone. */
export type RecordKind = 'chat' | 'agent' | 'queue' | 'message' | 'notice' | 'report-event';

/** Something that a backend or an adapter got wrong, and that the monitor goes on without. */
export type DataFault =
  | {
      readonly kind: 'record';
      readonly what: RecordKind;
      /** The record's id, where it could be read. */
      readonly id?: string;
      /** The field, dotted ("requester.name"); empty for the record itself. */
      readonly path: string;
      readonly message: string;
      /** The number of the broken rule in CONTRACT.md. */
      readonly rule: string;
    }
  | {
      /** An operation is graded better than the adapter can do. */
      readonly kind: 'capability';
      readonly what: Operation;
      readonly path: string;
      readonly message: string;
      readonly rule: string;
    };

/** After so many different faults the memory of them begins anew. */
const maxRemembered = 10_000;

/** Tells of each fault once per record and field, however often it comes. */
export class FaultReporter {
  readonly #onFault: ((fault: DataFault) => void) | undefined;
  readonly #told = new Set<string>();

  constructor(onFault: ((fault: DataFault) => void) | undefined) {
    this.#onFault = onFault;
  }

  report(fault: DataFault): void {
    const key = [fault.what, fault.kind === 'record' ? fault.id : '', fault.path].join('\n');
    if (this.#told.has(key)) return;
    if (this.#told.size >= maxRemembered) this.#told.clear();
    this.#told.add(key);
    try {
      this.#onFault?.(Object.freeze(fault));
    } catch {
      // A listener that fails must not end the watch that it listens to.
    }
  }

  /** The clean record; where it is malformed, its fault is told, and it is what was known before of its id. */
  take<T>(what: RecordKind, check: Check<T>, raw: unknown, known?: (id: string) => T | undefined): T | undefined {
    try {
      return check(raw);
    } catch (thrown) {
      const { path, message, rule } = asMalformed(thrown);
      const id = idOf(raw);
      this.report({ kind: 'record', what, ...(id !== undefined && { id }), path, message, rule });
      return id === undefined ? undefined : known?.(id);
    }
  }

  /** The same for a list that was read already. */
  takeAll<T>(
    what: RecordKind,
    check: Check<T>,
    raw: readonly unknown[],
    known?: (id: string) => T | undefined,
  ): readonly T[] {
    const clean: T[] = [];
    for (const item of raw) {
      const record = this.take(what, check, item, known);
      if (record !== undefined) clean.push(record);
    }
    return Object.freeze(clean);
  }
}

/** The id of a malformed record, if that much is right. */
function idOf(raw: unknown): string | undefined {
  try {
    return checkId((raw as { readonly id?: unknown }).id);
  } catch {
    return undefined;
  }
}
