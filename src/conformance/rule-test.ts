import type { GuaranteeGrades, Operation } from '../contract/index.js';
import type { ProbeMethod } from './backend.js';
import type { RuleId } from './rule-id.js';
import type { Scene } from './scene.js';

/** What has to be promised or possible, so that a test can ask for it. */
export interface Needs {
  /** Graded `native` or `emulated`. */
  readonly operations?: readonly Operation[];
  readonly guarantees?: Partial<GuaranteeGrades>;
  readonly probe?: readonly ProbeMethod[];
  /** The adapter has it. */
  readonly identify?: true;
  /** The guard sees to this rule, so an adapter as it is need not. */
  readonly guarded?: true;
  /** Takes seconds. */
  readonly timed?: true;
}

/** One test of one rule. */
export interface RuleTest {
  readonly rule: RuleId;
  /** What holds, without the rule. */
  readonly title: string;
  readonly needs: Needs;
  readonly body: (scene: Scene) => Promise<void>;
}

export function test(rule: RuleId, title: string, needs: Needs, body: RuleTest['body']): RuleTest {
  return { rule, title, needs, body };
}
