import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ChatError } from '../../../src/contract/index.js';
import { Replica, type Batch } from '../../../src/monitor/tabs/replica.js';

/** A backend's list whose cursors are the number of changes so far. */
class Origin {
  readonly rows = new Map<string, number>();
  readonly log: string[] = [];
  /** Cursors before this one are not known any more. */
  forgotten = 0;

  set(id: string, value: number): void {
    this.rows.set(id, value);
    this.log.push(id);
  }

  remove(id: string): void {
    if (this.rows.delete(id)) this.log.push(id);
  }

  /** What somebody misses who stopped at the cursor. */
  since(cursor: string | undefined): Batch {
    const from = cursor === undefined || Number(cursor) < this.forgotten ? undefined : Number(cursor);
    const ids = from === undefined ? [...this.rows.keys()] : [...new Set(this.log.slice(from))];
    return {
      upserts: ids.filter((id) => this.rows.has(id)).map((id) => this.#row(id)),
      removes: ids.filter((id) => !this.rows.has(id)),
      at: this.log.length,
      cursor: String(this.log.length),
      synced: true,
      ...(from === undefined && { snapshot: true }),
    };
  }

  #row(id: string): { readonly id: string } {
    return { id, value: this.rows.get(id) } as { readonly id: string };
  }
}

/** Somebody who reads the replica as a monitor does. */
class Reader {
  readonly rows = new Map<string, number>();
  cursor: string | undefined;
  error: ChatError | undefined;
  detach: (() => void) | undefined;
  #named: Set<string> | undefined;

  attach(replica: Replica): void {
    this.error = undefined;
    this.#named = undefined;
    this.detach = replica.attach(this, this.cursor === undefined ? {} : { cursor: this.cursor });
  }

  push({ upserts, removes, snapshot, synced, cursor }: Batch): void {
    if (snapshot) this.#named ??= new Set();
    for (const { id, value } of upserts as readonly { id: string; value: number }[]) {
      this.rows.set(id, value);
      this.#named?.add(id);
    }
    for (const id of removes) this.rows.delete(id);
    if (synced && this.#named) {
      for (const id of [...this.rows.keys()]) if (!this.#named.has(id)) this.rows.delete(id);
      this.#named = undefined;
    }
    if (cursor !== undefined && this.#named === undefined) this.cursor = cursor;
  }

  fail(error: ChatError): void {
    this.error = error;
    this.detach = undefined;
  }
}

type Step =
  | { readonly do: 'set'; readonly id: string; readonly value: number }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'deliver' | 'break' | 'move' | 'forget' | 'snapshot-half' | 'reload' }
  | { readonly do: 'attach' | 'detach' | 'catch-up' | 'restart'; readonly reader: number };

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const readerAt = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('set' as const), id: ids, value: fc.integer() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id: ids }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('deliver', 'break', 'move', 'forget', 'snapshot-half', 'reload') }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('attach', 'detach', 'catch-up', 'restart'), reader: readerAt }),
  },
);

/** A replica that began at a reader's cursor never had the row, and has to say all the same that it went. */
const goneBeforeTheFirstCursor: Step[] = [
  { do: 'set', id: 'c', value: 0 },
  { do: 'attach', reader: 1 },
  { do: 'deliver' },
  { do: 'reload' },
  { do: 'attach', reader: 1 },
  { do: 'deliver' },
  { do: 'attach', reader: 0 },
  { do: 'break' },
  { do: 'remove', id: 'c' },
];

const gone = new ChatError('unavailable', 'gone');

interface Feeding {
  cursor: string | undefined;
  delivered: boolean;
  /** Came with a part of a snapshot: sent again only if it changed, and that it went is said afterwards. */
  readonly named: Map<string, number>;
}

/** A replica with its feed under the test's hand. */
function setUp() {
  const origin = new Origin();
  let pages = 0;
  let replica = new Replica('0', 'watchChats', { list: 'watchChats' });
  let feeding: Feeding | undefined;
  const feed = (fed: Replica): (() => void) => {
    const mine: Feeding = { cursor: fed.since.cursor, delivered: false, named: new Map() };
    feeding = mine;
    return () => {
      if (feeding === mine) feeding = undefined;
    };
  };
  const deliver = (): void => {
    if (feeding === undefined) return;
    const batch = origin.since(feeding.cursor);
    const { named } = feeding;
    const upserts = batch.upserts.filter(({ id }) => !named.has(id) || named.get(id) !== origin.rows.get(id));
    const removes = [...batch.removes, ...[...named.keys()].filter((id) => !origin.rows.has(id))];
    feeding = Object.assign(feeding, { cursor: batch.cursor, delivered: true, named: new Map() });
    replica.take({ ...batch, upserts, removes });
  };
  /** The first row of a snapshot that is being sent. */
  const deliverHalf = (): void => {
    const [first] = origin.rows;
    if (feeding === undefined || feeding.delivered || feeding.cursor !== undefined || first === undefined) return;
    const [id, value] = first;
    feeding.named.set(id, value);
    replica.take({ upserts: [{ id, value } as { id: string }], removes: [], at: 0, snapshot: true });
  };
  /** The page is loaded again: nothing is left of what it knew. */
  const reload = (): void => {
    replica.fail(gone);
    replica = new Replica(String((pages += 1)), 'watchChats', { list: 'watchChats' });
    replica.feedFrom(feed);
  };
  replica.feedFrom(feed);
  return { origin, feed, deliver, deliverHalf, reload, replica: () => replica, isFed: () => feeding !== undefined };
}

describe('a replica of a list', () => {
  it('gives every reader what the backend has, however it comes and goes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const { origin, replica, feed, deliver, deliverHalf, reload, isFed } = setUp();
        const readers = [new Reader(), new Reader(), new Reader()];
        const run = (one: Step): void => {
          switch (one.do) {
            case 'set':
              origin.set(one.id, one.value);
              break;
            case 'remove':
              origin.remove(one.id);
              break;
            case 'deliver':
              deliver();
              break;
            case 'break':
              if (isFed()) replica().fail(gone);
              break;
            case 'move':
              replica().feedFrom(feed, gone);
              break;
            case 'forget':
              origin.forgotten = origin.log.length;
              break;
            case 'reload':
              reload();
              break;
            case 'snapshot-half':
              deliverHalf();
              break;
            default: {
              const reader = readers[one.reader]!;
              if (one.do === 'attach' && reader.detach === undefined) reader.attach(replica());
              if (one.do === 'detach') {
                reader.detach?.();
                reader.detach = undefined;
              }
              if (one.do === 'restart' && reader.detach === undefined) {
                reader.rows.clear();
                reader.cursor = undefined;
              }
              if (one.do === 'catch-up') {
                const late = new Reader();
                replica().catchUp(late, {});
                late.detach = () => {};
                readers.push(late);
              }
            }
          }
        };
        steps.forEach(run);
        for (const reader of readers.slice(0, 3)) if (reader.detach === undefined) reader.attach(replica());
        deliver();
        deliver();
        for (const reader of readers.slice(0, 3)) {
          assert.equal(reader.error, undefined);
          assert.deepEqual([...reader.rows].sort(), [...origin.rows].sort());
        }
      }),
      { examples: [[goneBeforeTheFirstCursor]], numRuns: 3_000, seed: Number(process.env['SEED'] ?? Date.now()) },
    );
  });

  it('forgets the oldest changes, and then gives everything', () => {
    const { origin, replica, deliver } = setUp();
    const reader = new Reader();
    reader.attach(replica());
    origin.set('a', 0);
    deliver();
    const { place } = replica();
    for (let value = 0; value < 50_000; value += 1) origin.set('a', value);
    replica().take({ upserts: Array.from(origin.log, (id) => ({ id })), removes: [], at: 1, synced: true });
    assert.equal(replica().changesSince(place.seq), undefined);
    assert.ok(replica().changesSince(replica().place.seq));
  });
});
