import fc from 'fast-check';
import { points, type Sequence, type Step } from './steps.js';

const tab = fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 2, arbitrary: fc.constant('leader' as const) });
const chat = fc.nat(3);
const choice = fc.nat(5);
const end = fc.record({
  who: fc.constantFrom('self' as const, 'self' as const, 'leader' as const),
  at: fc.constantFrom(...points),
  how: fc.constantFrom('crash' as const, 'crash' as const, 'crash' as const, 'hang' as const, 'freeze' as const),
});

function step<S extends Step>(
  what: S['do'],
  more: { [K in keyof Omit<S, 'do'>]: fc.Arbitrary<S[K]> },
): fc.Arbitrary<Step> {
  return fc.record({ do: fc.constant(what), ...more }) as unknown as fc.Arbitrary<Step>;
}

const steps: readonly fc.WeightedArbitrary<Step>[] = [
  { weight: 12, arbitrary: step('act', { tab, chat, choice }) },
  { weight: 8, arbitrary: step('act', { tab, chat, choice, end }) },
  {
    weight: 10,
    arbitrary: step('wait', { ms: fc.constantFrom(0, 10, 60, 300, 1_000, 4_500, 12_000, 35_000) }),
  },
  { weight: 4, arbitrary: step('open', { visible: fc.boolean() }) },
  { weight: 1, arbitrary: step('close', { tab }) },
  { weight: 2, arbitrary: step('crash', { tab }) },
  { weight: 2, arbitrary: step('reload', { tab }) },
  { weight: 1, arbitrary: step('freeze', { tab }) },
  { weight: 2, arbitrary: step('hang', { tab }) },
  { weight: 3, arbitrary: step('wake', { tab }) },
  { weight: 1, arbitrary: step('hide', { tab }) },
  { weight: 1, arbitrary: step('show', { tab }) },
  { weight: 2, arbitrary: step('rival', { chat, choice }) },
  {
    weight: 5,
    arbitrary: step('fault', {
      method: fc.constantFrom('perform', 'perform', 'report', 'report', 'outcome', 'connect'),
      how: fc.constantFrom('lost', 'late', 'twice', 'unavailable', 'rate-limited', 'unauthenticated'),
    }),
  },
  { weight: 1, arbitrary: step('down', {}) },
  { weight: 2, arbitrary: step('up', {}) },
  { weight: 1, arbitrary: step('cut', {}) },
  { weight: 1, arbitrary: step('sign-out', {}) },
  { weight: 2, arbitrary: step('sign-in', {}) },
  {
    weight: 2,
    arbitrary: step('store', { tab, trouble: fc.constantFrom('quota', 'hangs', 'lets wait', 'works', 'works') }),
  },
  { weight: 1, arbitrary: step('wipe', {}) },
  { weight: 1, arbitrary: step('viewer', { id: fc.constantFrom('sue', 'tom') }) },
];

const sequences = fc.record({
  report: fc.constantFrom('at-least-once' as const, 'at-least-once' as const, 'exactly-once' as const),
  knowledge: fc.constantFrom('asks' as const, 'asks' as const, 'asks' as const, 'repeats' as const, 'nothing' as const),
  steps: fc.array(fc.oneof(...steps), { minLength: 6, maxLength: 30, size: 'max' }),
});

/** The sequence of a seed: always the same. */
export function sequenceOf(seed: number): Sequence {
  const [made] = fc.sample(sequences, { seed, numRuns: 1, unbiased: true });
  return { seed, ...made! };
}
