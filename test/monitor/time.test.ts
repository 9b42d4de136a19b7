import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Backoff } from '../../src/monitor/backoff.js';
import { BackendClock } from '../../src/monitor/backend-clock.js';
import { chatSla } from '../../src/monitor/sla.js';
import { Ticker } from '../../src/monitor/ticker.js';
import { FakeClock, FakeLifecycle } from '../harness/fake-ports.js';
import { aChat } from '../harness/records.js';

const MINUTE = 60_000;

describe('the backend’s clock', () => {
  it('trusts the batch that was on its way for the shortest time', () => {
    const clock = new FakeClock(1_000_000);
    const time = new BackendClock(clock);
    time.restart(5_000_000);
    time.observe(5_000_800);
    time.observe(4_999_000);
    assert.equal(time.now(), 5_000_800);
  });

  it('begins anew with the next batch, where the browser’s clock is not to be trusted any more', () => {
    const clock = new FakeClock(1_000_000);
    const time = new BackendClock(clock);
    time.restart(5_000_000);
    clock.jump(3_600_000);
    time.distrust();
    assert.equal(time.now(), 8_600_000, 'until then there is nothing better');
    time.observe(5_001_000);
    assert.equal(time.now(), 5_001_000);
    time.observe(5_000_000);
    assert.equal(time.now(), 5_001_000);
  });
});

describe('the ticker', () => {
  it('ticks on the backend’s full seconds, and only while somebody listens', async () => {
    const clock = new FakeClock(0);
    const time = new BackendClock(clock);
    time.restart(10_250);
    const ticker = new Ticker(clock, time, new FakeLifecycle());
    const ticks: number[] = [];
    const stop = ticker.subscribe((now) => ticks.push(now));
    await clock.advance(2_000);
    stop();
    assert.deepEqual(clock.pending, []);
    await clock.advance(5_000);
    assert.deepEqual(ticks, [11_000, 12_000]);
  });

  it('stands still while the page is put away, and ticks at once when it wakes', async () => {
    const clock = new FakeClock(0);
    const lifecycle = new FakeLifecycle();
    const ticker = new Ticker(clock, new BackendClock(clock), lifecycle);
    const ticks: number[] = [];
    ticker.subscribe((now) => ticks.push(now));
    lifecycle.set({ asleep: true });
    ticker.subscribe(() => {});
    assert.deepEqual(clock.pending, []);
    clock.sleep(90_500);
    lifecycle.set({ asleep: false });
    await clock.advance(500);
    assert.deepEqual(ticks, [90_500, 91_000]);
  });

  it('ticks for the others when one listener throws', async (context) => {
    const clock = new FakeClock(0);
    const ticker = new Ticker(clock, new BackendClock(clock), new FakeLifecycle());
    const uncaught = context.mock.fn();
    context.mock.method(globalThis, 'queueMicrotask', uncaught);
    let ticks = 0;
    ticker.subscribe(() => {
      throw new Error('a host’s listener');
    });
    ticker.subscribe(() => (ticks += 1));
    await clock.advance(1_000);
    assert.equal(ticks, 1);
    assert.equal(uncaught.mock.callCount(), 1);
  });
});

describe('the backoff', () => {
  it('doubles up to ten seconds, spread over the upper half, and waits as long as it is asked to', () => {
    const backoff = new Backoff({ id: () => '', fraction: () => 0.5 });
    const delays = Array.from({ length: 8 }, () => backoff.next());
    assert.deepEqual(delays, [375, 750, 1_500, 3_000, 6_000, 7_500, 7_500, 7_500]);
    assert.equal(backoff.next(60_000), 60_000);
    backoff.succeeded();
    assert.equal(backoff.next(), 375);
  });
});

describe('SLA', () => {
  const policy = { queue: { warning: 2, breach: 5 }, session: { warning: 20, breach: 30 } };

  it('counts the queue time of a waiting chat from when it began to wait', () => {
    const chat = aChat({ waitingSince: 0 });
    assert.equal(chatSla(chat, policy, 2 * MINUTE - 1).level, 'ok');
    assert.equal(chatSla(chat, policy, 2 * MINUTE).level, 'warning');
    assert.deepEqual(chatSla(chat, policy, 5 * MINUTE), {
      queue: { elapsed: 5 * MINUTE, level: 'breach', running: true, breachAt: 5 * MINUTE },
      level: 'breach',
    });
  });

  it('stops the queue clock when the chat is handled, and runs the session clock', () => {
    const { waitingSince: _, ...pending } = aChat({ openedAt: 0 });
    const chat = {
      ...pending,
      status: 'assigned' as const,
      assignee: { id: 'a', name: 'A' },
      handledSince: 6 * MINUTE,
    };
    const sla = chatSla(chat, policy, 10 * MINUTE);
    assert.deepEqual(sla.queue, { elapsed: 6 * MINUTE, level: 'ok', running: false });
    assert.equal(sla.session?.elapsed, 4 * MINUTE);
    assert.equal(sla.level, 'ok');
  });

  it('goes by the chat’s own thresholds where it has some, and limits nothing without any', () => {
    assert.equal(chatSla(aChat({ sla: { queue: { breach: 1 } } }), policy, MINUTE).level, 'breach');
    assert.equal(chatSla(aChat(), undefined, 1_000 * MINUTE).level, 'ok');
  });

  it('never shows negative time', () => {
    assert.equal(chatSla(aChat({ waitingSince: 10_000 }), policy, 0).queue?.elapsed, 0);
  });
});
