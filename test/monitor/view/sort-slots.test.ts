import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KeyColumn } from '../../../src/monitor/view/sort-keys.js';
import { compareSlots, sortSlots } from '../../../src/monitor/view/sort-slots.js';
import { aChat } from '../../harness/records.js';

const key = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 1_760_000_000_000, max: 1_760_000_900_000 }),
  fc.constantFrom('', 'a', 'A', 'ä', 'b', 'Agent 2', 'Agent 10', '\uffff', 'é'),
  fc.constantFrom(Infinity, NaN, 0.5, -0.25, Number.MAX_VALUE, -Infinity, 2 ** 60),
  fc.constantFrom<unknown[]>(undefined, null, {}, true),
);
const wholeNumber = fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 40 }));
const time = fc.integer({ min: 1_760_000_000_000, max: 1_760_086_400_000 });
const column = (values: fc.Arbitrary<unknown>): fc.Arbitrary<{ keys: unknown[]; descending: boolean }> =>
  fc.record({ keys: fc.array(values, { minLength: 120, maxLength: 120 }), descending: fc.boolean() });

function sorted(columns: { keys: readonly unknown[]; descending: boolean }[], rows: number): [number[], number[]] {
  const made = columns.map(({ keys, descending }) => {
    let slot = 0;
    const keyColumn = new KeyColumn({ key: () => keys[slot] as number, descending }, rows);
    for (slot = 0; slot < rows; slot += 1) keyColumn.set(slot, aChat({ id: String(slot) }));
    return keyColumn;
  });
  const tie = (a: number, b: number): number => b - a;
  const slots = Int32Array.from({ length: rows }, (_, slot) => slot);
  const expected = [...slots].sort((a, b) => compareSlots(made, a, b) || tie(a, b));
  sortSlots(slots, made, tie);
  return [[...slots], expected];
}

describe('sortSlots', () => {
  it('sorts as a comparison of every two would, whatever the keys are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(column(key), column(wholeNumber), column(time)), { maxLength: 4 }),
        fc.integer({ min: 0, max: 120 }),
        (columns, rows) => {
          const [slots, expected] = sorted(columns, rows);
          assert.deepEqual(slots, expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('puts numbers before texts and both before what is neither; descending the other way round', () => {
    const keys = ['b', undefined, 7, 'a', Number.NaN, -1];
    const order = (descending: boolean): unknown[] =>
      sorted([{ keys, descending }], keys.length)[0].map((slot) => keys[slot]);
    assert.deepEqual(order(false), [-1, 7, 'a', 'b', Number.NaN, undefined]);
    assert.deepEqual(order(true), [Number.NaN, undefined, 'b', 'a', 7, -1]);
  });
});
