import type { RuleTest } from '../rule-test.js';
import { acting } from './acting.js';
import { data } from './data.js';
import { errors } from './errors.js';
import { factory } from './factory.js';
import { lifecycle } from './lifecycle.js';
import { messages } from './messages.js';
import { moves } from './moves.js';
import { notices } from './notices.js';
import { queries } from './queries.js';
import { reporting } from './reporting.js';
import { resuming } from './resuming.js';
import { session } from './session.js';
import { timed } from './timed.js';
import { traits } from './traits.js';
import { watching } from './watching.js';

/** Every test of the kit. */
export const allTests: readonly RuleTest[] = [
  ...factory,
  ...lifecycle,
  ...session,
  ...watching,
  ...resuming,
  ...queries,
  ...acting,
  ...moves,
  ...reporting,
  ...errors,
  ...data,
  ...notices,
  ...messages,
  ...traits,
  ...timed,
];
