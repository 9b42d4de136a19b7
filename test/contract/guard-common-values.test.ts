import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonAllowed, commonNamed } from '../../src/contract/guard/common-values.js';
import { chat, named, refusalReasons } from '../../src/contract/guard/records.js';
import { Malformed } from '../../src/contract/guard/shape.js';
import { chatOperations, type Allowed, type Chat } from '../../src/contract/index.js';
import { fullChat } from './fixtures.js';

const other = (changes: Partial<Chat> = {}): Chat => chat({ ...structuredClone(fullChat), id: 'other', ...changes });

test('what records have in common is one object in all of them', () => {
  const changes = { allowed: { release: true, monitor: true, participate: { reason: 'not-assignee' } } } as const;
  const first = other(changes);
  const second = other(structuredClone(changes));
  for (const key of ['company', 'queue', 'assignee', 'allowed'] as const) {
    assert.deepEqual(second[key], { ...fullChat, ...changes }[key]);
    assert.equal(second[key], first[key], key);
  }
});

test('a queue that was renamed, and one of the same name, are others', () => {
  const queue = { id: 'q-renamed', name: 'before' };
  assert.deepEqual(other({ queue }).queue, queue);
  assert.deepEqual(other({ queue: { ...queue, name: 'after' } }).queue, { ...queue, name: 'after' });
  assert.deepEqual(other({ queue: { id: 'q-else', name: 'after' } }).queue, { id: 'q-else', name: 'after' });
});

test('something that allows nothing is not taken for nothing that is allowed', () => {
  assert.deepEqual(other({ allowed: {} }).allowed, {});
  for (const allowed of ['text', 7, true, [], () => true, null]) {
    assert.throws(
      () => chat({ ...fullChat, allowed }),
      (thrown) => thrown instanceof Malformed && thrown.path === 'allowed',
    );
  }
});

test('whatever is allowed comes through as it is, however often and in whatever order', () => {
  const permission = fc.constantFrom(
    true as const,
    undefined,
    ...refusalReasons.map((reason) => ({ reason })),
    { reason: 'other' as const, text: '' },
    { reason: 'not-assignee' as const, text: 'in words of its own' },
  );
  const allowed = fc.record(Object.fromEntries(chatOperations.map((operation) => [operation, permission])));
  fc.assert(
    fc.property(fc.array(allowed, { maxLength: 20 }), (all) => {
      for (const one of all) assert.deepEqual(plain(other({ allowed: one }).allowed), plain(one));
    }),
  );
});

test('each set of permissions has a number of its own', () => {
  assert.ok((refusalReasons.length + 2) ** chatOperations.length <= Number.MAX_SAFE_INTEGER);
});

test('a getter that changes its mind deceives nobody but itself', () => {
  let asked = 0;
  const fickle = {
    get release() {
      asked += 1;
      return asked > 1 ? true : undefined;
    },
  };
  const check = commonAllowed((value) => ({ ...(value as Allowed) }), refusalReasons);
  assert.deepEqual(check(fickle), { release: true });
  assert.deepEqual(check({}), {});
  assert.deepEqual(check({ release: true }), { release: true });
});

test('so many different ones that the memory begins anew are all right', () => {
  const check = commonNamed(named);
  for (let round = 0; round < 2; round += 1) {
    for (let number = 0; number < 5_000; number += 1) {
      const value = { id: `person-${number}`, name: `${round} ${number}` };
      assert.deepEqual(check(value), value);
    }
  }
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
