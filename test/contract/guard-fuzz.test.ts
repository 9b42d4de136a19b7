import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isAbortError, isChatError } from '../../src/contract/index.js';
import { fullAgent, fullChat, fullMessage, guarded, isDeepFrozen, pendingChat, rejecting } from './fixtures.js';

/** Records that are nearly right: a good one with some fields replaced by anything. */
const nearly = fc
  .tuple(
    fc.constantFrom<object>(fullChat, pendingChat, fullAgent, fullMessage),
    fc.dictionary(
      fc.constantFrom('id', 'status', 'assignee', 'queue', 'participants', 'transfer', 'allowed', 'version', 'name'),
      fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true }),
      { maxKeys: 3 },
    ),
  )
  .map(([record, patch]) => ({ ...record, ...patch }));

const batch = fc.oneof(
  fc.record({
    upserts: fc.array(fc.oneof(nearly, fc.anything()), { maxLength: 4 }),
    removes: fc.array(fc.oneof(fc.string(), fc.anything()), { maxLength: 2 }),
    at: fc.integer(),
    snapshot: fc.constant(true),
    synced: fc.constantFrom(true, undefined),
  }),
  fc.anything(),
);

function snapshotOf(value: unknown): string {
  return fc.stringify(value);
}

test('D1 D6 E1: whatever a watch delivers, clean frozen batches come out, or one ChatError', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 4 }), async (batches) => {
      const before = snapshotOf(batches);
      const { connection, options } = await guarded({
        async *watchChats() {
          yield* batches;
        },
      });
      try {
        for await (const got of connection.watchChats({ view: 'floor' }, options)) {
          assert.ok(isDeepFrozen(got));
          for (const chat of got.upserts) {
            assert.equal(typeof chat.id, 'string');
            assert.equal(chat.assignee !== undefined, chat.status === 'assigned' || chat.status === 'transferred');
          }
        }
      } catch (thrown) {
        assert.ok(isChatError(thrown), String(thrown));
      }
      assert.equal(snapshotOf(batches), before);
    }),
    { numRuns: 300 },
  );
});

test('E1 E3: whatever a call is given, answers or throws, it is a record, ChatError, AbortError or TypeError', async () => {
  const chaos = fc.anything({ withBigInt: true, withNullPrototype: true, withDate: true });
  const methods = ['perform', 'listQueues', 'outcome', 'report', 'readReport', 'sendMessage'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...methods),
      fc.boolean(),
      fc.oneof(chaos, nearly),
      fc.option(chaos, { nil: undefined }),
      async (method, throws, answer, argument) => {
        const before = snapshotOf([answer, argument]);
        const { connection, options } = await guarded({
          [method]: () => (throws ? rejecting(answer) : Promise.resolve(answer)),
        });
        const call = connection[method] as (...args: readonly unknown[]) => Promise<unknown>;
        const good: Readonly<Record<typeof method, unknown>> = {
          perform: { type: 'leave', chatId: 'c1' },
          listQueues: undefined,
          outcome: 'k',
          report: [],
          readReport: {},
          sendMessage: { chatId: 'c1', text: 'x' },
        };
        const first = argument === undefined ? good[method] : argument;
        const args = method === 'listQueues' ? [] : [first];
        try {
          const result = await call(...args, { ...options, idempotencyKey: 'k' });
          assert.ok(isDeepFrozen(result));
        } catch (thrown) {
          assert.ok(isChatError(thrown) || isAbortError(thrown) || thrown instanceof TypeError, String(thrown));
          if (argument === undefined) assert.ok(isChatError(thrown));
        }
        assert.equal(snapshotOf([answer, argument]), before);
      },
    ),
    { numRuns: 1000 },
  );
});
