import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RowOrder } from '../../../src/monitor/view/row-order.js';

const step = fc.uniqueArray(fc.integer({ min: 0, max: 299 }), { maxLength: 60, size: 'max' });

describe('RowOrder', () => {
  it('is, after any changes, what was put in and not taken out, in order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 299 })),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (begin, steps) => {
          // A slot's key; those that move get another one.
          const keys = new Map<number, number>();
          const compare = (a: number, b: number): number => (keys.get(a) ?? a) - (keys.get(b) ?? b) || a - b;
          const order = new RowOrder();
          order.reserve(300);
          const members = new Set(begin);
          order.fill(Int32Array.from(begin).sort());
          for (const [number, slots] of steps.entries()) {
            const outgoing = slots.filter((slot) => members.has(slot));
            const incoming = slots.filter((slot) => !members.has(slot) || slot % 3 === 0);
            for (const slot of outgoing) members.delete(slot);
            for (const slot of incoming) {
              members.add(slot);
              keys.set(slot, (slot * 7 + number * 31) % 300);
            }
            order.change(outgoing, incoming.sort(compare), compare);
            const expected = [...members].sort(compare);
            assert.deepEqual(
              Array.from({ length: order.length }, (_, position) => order.at(position)),
              expected,
            );
            // Some are not looked for until much has moved.
            for (let slot = number % 7; slot < 300; slot += 7) {
              assert.equal(order.positionOf(slot), expected.indexOf(slot));
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
