import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeChanges, type Versioned } from '../../../src/adapters/http/merge-changes.js';
import type { Changes } from '../../../src/contract/index.js';

type Batch = Changes<Versioned>;

const base = { upserts: [], removes: [], at: 1 };

/** What a reader of the contract knows after some batches. */
class Reader {
  readonly records = new Map<string, number | undefined>();
  #named: Set<string> | undefined;
  synced = false;

  read({ upserts, removes, snapshot, synced }: Batch): this {
    if (snapshot && !this.#named) this.#named = new Set();
    for (const id of removes) this.records.delete(id);
    for (const { id, version } of upserts) {
      const known = this.records.get(id);
      if (known === undefined || version === undefined || version >= known) this.records.set(id, version);
      this.#named?.add(id);
    }
    if (synced) {
      for (const id of this.#named ? this.records.keys() : []) if (!this.#named?.has(id)) this.records.delete(id);
      this.#named = undefined;
    }
    this.synced = this.#named === undefined;
    return this;
  }
}

describe('mergeChanges', () => {
  it('keeps the later of two, unless its version is older', () => {
    const merged = mergeChanges(
      { ...base, upserts: [{ id: 'a', version: 3 }, { id: 'b', version: 1 }, { id: 'c' }] },
      {
        ...base,
        upserts: [
          { id: 'a', version: 2 },
          { id: 'b', version: 2 },
        ],
        removes: ['c'],
        cursor: 'x',
        at: 2,
      },
    );
    assert.deepEqual(merged, {
      upserts: [
        { id: 'a', version: 3 },
        { id: 'b', version: 2 },
      ],
      removes: ['c'],
      cursor: 'x',
      at: 2,
    });
  });

  it('keeps the cursor over a heartbeat, and takes its time', () => {
    assert.deepEqual(mergeChanges({ ...base, cursor: 'x' }, { ...base, at: 9 }), { ...base, cursor: 'x', at: 9 });
  });

  it('brings back what was removed and came again', () => {
    const merged = mergeChanges({ ...base, removes: ['a'] }, { ...base, upserts: [{ id: 'a' }] });
    assert.deepEqual(merged, { ...base, upserts: [{ id: 'a' }] });
  });

  it('lets a snapshot replace changes, goes on with one that is not whole, and keeps two apart', () => {
    const begin: Batch = { ...base, upserts: [{ id: 'b' }], snapshot: true };
    assert.deepEqual(mergeChanges({ ...base, upserts: [{ id: 'a' }] }, begin), begin);
    const whole: Batch = { ...base, upserts: [{ id: 'a' }], snapshot: true, synced: true };
    assert.equal(mergeChanges(whole, begin), undefined);
    const end: Batch = { ...base, upserts: [{ id: 'c' }], snapshot: true, synced: true };
    assert.deepEqual(mergeChanges(begin, end), { ...end, upserts: [{ id: 'b' }, { id: 'c' }] });
  });

  it('leaves a reader with what single batches leave, wherever they are merged', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const part = fc.record({
      upserts: fc.uniqueArray(id, { maxLength: 3 }),
      removes: fc.uniqueArray(id, { maxLength: 2 }),
    });
    const run = fc.record({ snapshot: fc.boolean(), parts: fc.array(part, { minLength: 1, maxLength: 4 }) });
    fc.assert(
      fc.property(
        fc.array(run, { maxLength: 5 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (runs, cuts) => {
          let version = 0;
          const batches = runs.flatMap(({ snapshot, parts }) =>
            parts.map(({ upserts, removes }, index): Batch => {
              const records = upserts.map((one) => ({ id: one, version: ++version }));
              if (!snapshot)
                return { upserts: records, removes: removes.filter((one) => !upserts.includes(one)), at: 1 };
              const last = index === parts.length - 1;
              return { upserts: records, removes: [], at: 1, snapshot, ...(last && { synced: true as const }) };
            }),
          );
          const merged: Batch[] = [];
          for (const [index, batch] of batches.entries()) {
            const last = cuts[index] ? undefined : merged.pop();
            const both = last && mergeChanges(last, batch);
            if (last && !both) merged.push(last);
            merged.push(both ?? batch);
          }
          const start: Batch = {
            ...base,
            upserts: [
              { id: 'a', version: 0 },
              { id: 'z', version: 0 },
            ],
          };
          const expected = batches.reduce((reader, batch) => reader.read(batch), new Reader().read(start));
          const actual = merged.reduce((reader, batch) => reader.read(batch), new Reader().read(start));
          assert.deepEqual(new Map([...actual.records].sort()), new Map([...expected.records].sort()));
          assert.equal(actual.synced, expected.synced);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
