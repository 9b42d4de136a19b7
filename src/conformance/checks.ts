import { isAbortError, isChatError, type ChatError, type ChatErrorCode } from '../contract/index.js';
import type { ConformanceLimits } from './options.js';
import { turn, within } from './patience.js';
import type { RuleId } from './rule-id.js';
import { alike, show, Violation, type Finding } from './violation.js';

/** The words in which a test says what has to hold. Each throws a `Violation` where it does not. */
export class Checks {
  /** The rule that the test is about. */
  readonly rule: RuleId;
  readonly limits: ConformanceLimits;

  constructor(rule: RuleId, limits: ConformanceLimits) {
    this.rule = rule;
    this.limits = limits;
  }

  /** That a call is refused with one of these codes; `otherwise` is the rule that is broken where it is not refused. */
  async refused(
    call: Promise<unknown>,
    codes: readonly ChatErrorCode[],
    what: string,
    otherwise: RuleId = this.rule,
  ): Promise<ChatError> {
    const expected = `a ChatError with ${codes.map((code) => `"${code}"`).join(' or ')}`;
    const outcome = await this.within(settled(call), what);
    if ('answer' in outcome) throw this.violation(otherwise, what, expected, `an answer: ${show(outcome.answer)}`);
    const { error } = outcome;
    if (isChatError(error) && codes.includes(error.code)) return error;
    throw this.violation(this.#brokenBy(error), what, expected, show(error));
  }

  /** That what came is a ChatError with one of these codes. */
  isError(error: unknown, codes: readonly ChatErrorCode[], what: string): ChatError {
    if (isChatError(error) && codes.includes(error.code)) return error;
    throw this.violation(this.rule, what, `a ChatError with ${codes.join(' or ')}`, show(error));
  }

  /** That a call is ended by the caller's abort, unless it may have been answered before. */
  async aborted(call: Promise<unknown>, what: string, answered = false): Promise<void> {
    const outcome = await this.within(settled(call), `${what}, aborted`, 'L4');
    if ('error' in outcome ? isAbortError(outcome.error) : answered) return;
    const got = 'error' in outcome ? show(outcome.error) : `an answer: ${show(outcome.answer)}`;
    const hint = 'pass options.signal on, and reject with AbortError when it aborts';
    const rule = 'error' in outcome ? this.#brokenBy(outcome.error, 'E2') : 'L4';
    throw this.violation(rule, `${what}, aborted`, 'AbortError', got, hint);
  }

  /** That two values are alike. */
  is(actual: unknown, expected: unknown, what: string, hint?: string): void {
    if (!alike(actual, expected)) throw this.violation(this.rule, what, show(expected), show(actual), hint);
  }

  /** That something holds. */
  ok(holds: boolean, what: string, expected: string, got: unknown, hint?: string): void {
    if (!holds) throw this.violation(this.rule, what, expected, show(got), hint);
  }

  fail(finding: Finding, rule: RuleId = this.rule): never {
    throw new Violation(rule, finding);
  }

  within<T>(promise: Promise<T>, what: string, rule: RuleId = this.rule): Promise<T> {
    const { wait } = this.limits;
    return within(promise, wait, () =>
      this.violation(rule, `waited ${wait} ms for ${what}`, 'it comes', 'nothing came'),
    );
  }

  /** Until something at the backend holds, which has no news of its own. */
  async until(what: string, test: () => Promise<boolean>, rule: RuleId = this.rule): Promise<void> {
    let late = false;
    const looking = async (): Promise<void> => {
      while (!late && !(await test())) await turn();
    };
    try {
      await this.within(looking(), what, rule);
    } finally {
      late = true;
    }
  }

  /** Which rule an error breaks that is not the expected one. */
  #brokenBy(error: unknown, otherwise: RuleId = this.rule): RuleId {
    if (error instanceof Violation) throw error;
    if (isAbortError(error)) return 'E2';
    if (!isChatError(error)) return 'E1';
    return error.code === 'unsupported' ? 'S5' : otherwise;
  }

  protected violation(rule: RuleId, what: string, expected: string, got: string, hint?: string): Violation {
    return new Violation(rule, { what, expected, got, ...(hint !== undefined && { hint }) });
  }
}

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

export function settled(call: Promise<unknown>): Promise<Outcome> {
  return call.then(
    (answer): Outcome => ({ answer }),
    (error: unknown): Outcome => ({ error }),
  );
}
