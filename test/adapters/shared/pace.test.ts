import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from '../../../src/adapters/shared/pace.js';

describe('Pace', () => {
  it('is soon while things change, and ever later while they do not', () => {
    const pace = new Pace({ fastest: 2_000, slowest: 10_000 });
    assert.deepEqual(
      [0, 0, 0, 0, 0, 3, 0].map((changed) => pace.next(changed)),
      [3_000, 4_500, 6_750, 10_000, 10_000, 2_000, 3_000],
    );
    assert.equal(new Pace().next(1), 2_000);
  });

  it('is never slower than it is fast', () => {
    assert.equal(new Pace({ fastest: 60_000 }).next(0), 60_000);
  });
});
