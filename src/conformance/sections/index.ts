import type { RuleTest } from '../rule-test.js';
import { factory } from './factory.js';
import { lifecycle } from './lifecycle.js';
import { resuming } from './resuming.js';
import { session } from './session.js';
import { watching } from './watching.js';

/** Every test of the kit, in the order of CONTRACT.md where its sections are in that order too. */
export const allTests: readonly RuleTest[] = [...factory, ...lifecycle, ...session, ...watching, ...resuming];
