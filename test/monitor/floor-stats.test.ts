import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chat, SlaPolicy } from '../../src/contract/index.js';
import { ChatTable } from '../../src/monitor/chat-table.js';
import { FloorStats } from '../../src/monitor/floor-stats.js';
import { State } from '../../src/monitor/observable.js';
import { chatSla } from '../../src/monitor/sla.js';
import type { Ticker } from '../../src/monitor/ticker.js';
import type { Attention, Metrics } from '../../src/monitor/types.js';
import { settled } from '../harness/fake-ports.js';
import { manualScheduler } from '../harness/manual-scheduler.js';
import { aChat } from '../harness/records.js';

const MINUTE = 60_000;
const policies: readonly SlaPolicy[] = [{ queue: { breach: 5 }, session: { breach: 30 } }, { queue: { breach: 2 } }];

function setUp() {
  const scheduler = { ...manualScheduler(), breathe: (): Promise<void> => Promise.resolve() };
  const table = new ChatTable(scheduler);
  let now = 100 * MINUTE;
  let tick: () => void = () => {};
  const ticker = {
    now: () => now,
    subscribe: (listener: () => void) => {
      tick = listener;
      return () => {};
    },
  } as unknown as Ticker;
  let policy = policies[0] as SlaPolicy;
  const attention = new State<Attention>({ assists: 0, breaches: 0, count: 0 });
  const metrics = new State<Metrics | undefined>(undefined);
  const stats = new FloorStats({ table, ticker, scheduler, policy: () => policy, attention, metrics });
  const rule = (at: number): void => {
    policy = policies[at % 2] as SlaPolicy;
    stats.recount();
  };
  const set = (time: number): void => {
    now = time;
    tick();
  };
  return { scheduler, table, stats, attention, metrics, set, rule, now: () => now, policy: () => policy };
}

/** Counted one by one. */
function counted(table: ChatTable, now: number, policy = policies[0]): object {
  const chats = [...table.of('floor')];
  const breached = (chat: Chat): boolean => chatSla(chat, policy, now).level === 'breach';
  return {
    attention: {
      assists: chats.filter(({ assist }) => assist).length,
      breaches: chats.filter(breached).length,
      count: chats.filter((chat) => chat.assist ?? breached(chat)).length,
    },
    open: chats.length,
    assigned: chats.filter(({ assignee }) => assignee).length,
    inQueue: chats.filter(({ status }) => status === 'pending').length,
  };
}

function told({ attention, metrics }: Pick<ReturnType<typeof setUp>, 'attention' | 'metrics'>): object {
  const { averageQueueTime: _, ...rest } = metrics.value!;
  return { attention: attention.value, ...rest };
}

const step = fc.record({
  kind: fc.constantFrom('put', 'put', 'put', 'remove', 'flush', 'pass', 'set back', 'rule', 'stop', 'start', 'forget'),
  id: fc.integer({ min: 0, max: 15 }).map(String),
  waits: fc.boolean(),
  flagged: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 90 }),
});

describe('the counts of the floor', () => {
  it('are, after any changes and at any time, what counting one by one gives', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const { scheduler, table, stats, attention, metrics, set, rule, now, policy } = setUp();
        stats.start();
        for (const { kind, id, waits, flagged, minutes } of steps) {
          const since = minutes * MINUTE;
          if (kind === 'put') {
            const assist = { id: 'a', by: { id: 'ann', name: 'Ann' }, at: 0 };
            const chat = aChat({ id, openedAt: since, ...(flagged && { assist }) });
            const handled = { status: 'assigned', assignee: { id: 'ann', name: 'Ann' }, handledSince: since } as const;
            const { waitingSince: _, ...rest } = chat;
            table.upsert('floor', waits ? { ...chat, waitingSince: since } : { ...rest, ...handled }, false);
          } else if (kind === 'remove') table.remove('floor', id);
          else if (kind === 'flush') scheduler.flush();
          else if (kind === 'rule') rule(minutes);
          else if (kind === 'stop') stats.stop();
          else if (kind === 'start') stats.start();
          else if (kind === 'forget') table.forget('floor');
          else set(now() + (kind === 'pass' ? minutes : -minutes) * 10_000);
        }
        stats.start();
        scheduler.flush();
        set(now());
        assert.deepEqual(told({ attention, metrics }), counted(table, now(), policy()));
      }),
      { numRuns: 300 },
    );
  });

  it('of a whole floor that comes at once are told when all is counted, and not one by one', async () => {
    const { scheduler, table, stats, attention, metrics, set, now } = setUp();
    stats.start();
    const seen: number[] = [];
    metrics.subscribe((counts) => seen.push(counts!.open));
    for (let id = 0; id < 5_000; id += 1) table.upsert('floor', aChat({ id: String(id) }), true);
    scheduler.flush();
    set(now() + 1_000);
    assert.deepEqual(seen, []);
    table.remove('floor', '7');
    scheduler.flush();
    await settled();
    assert.deepEqual(seen, [4_999]);
    assert.deepEqual(told({ attention, metrics }), counted(table, now()));
  });

  it('are right in the end, however much changes while they are counted', async () => {
    const change = fc.record({
      kind: fc.constantFrom('puts', 'removes', 'flush', 'rest', 'pass', 'set back', 'rule', 'stop', 'start', 'forget'),
      first: fc.integer({ min: 0, max: 6_000 }),
      minutes: fc.integer({ min: 0, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 5, maxLength: 30, size: 'max' }), async (changes) => {
        const { scheduler, table, stats, attention, metrics, set, rule, now, policy } = setUp();
        stats.start();
        for (const { kind, first, minutes } of changes) {
          for (let id = first; id < first + 2_500; id += 1) {
            if (kind === 'puts')
              table.upsert('floor', aChat({ id: String(id), waitingSince: minutes * MINUTE }), false);
            else if (kind === 'removes') table.remove('floor', String(id));
          }
          if (kind === 'flush') scheduler.flush();
          else if (kind === 'rest') await Promise.resolve();
          else if (kind === 'rule') rule(minutes);
          else if (kind === 'stop') stats.stop();
          else if (kind === 'start') stats.start();
          else if (kind === 'forget') table.forget('floor');
          else set(now() + (kind === 'set back' ? -minutes : minutes) * 10_000);
        }
        stats.start();
        scheduler.flush();
        await settled();
        set(now());
        await settled();
        assert.deepEqual(told({ attention, metrics }), counted(table, now(), policy()));
      }),
      { numRuns: 20 },
    );
  });

  it('of a large floor are told when all is counted, also when the clock is set back', async () => {
    const { scheduler, table, stats, attention, metrics, set, now } = setUp();
    for (let id = 0; id < 5_000; id += 1) table.upsert('floor', aChat({ id: String(id) }), true);
    stats.start();
    scheduler.flush();
    await settled();
    const seen: number[] = [];
    metrics.subscribe((counts) => seen.push(counts!.open));
    set(now() - 10 * MINUTE);
    await settled();
    assert.deepEqual([...new Set(seen)], [5_000]);
    assert.deepEqual(told({ attention, metrics }), counted(table, now()));
  });
});
