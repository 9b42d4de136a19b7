import type { CDPSession, Page } from 'playwright-core';
import { BenchPages, line, median, ms } from './bench-page.js';

/**
 * Pages that share a connection, in a real browser: what passing changes on costs the page that leads, and how soon
 * another one leads.
 * Run: node --conditions=chat-monitor-source --import tsx test/bench/tabs.ts
 */

const CHATS = 10_000;
const CHANGES = 2_000;
const PER_SECOND = 500;
const FOLLOWERS = [0, 1, 3, 10];
const ROUNDS = 3;
const TAKEOVERS = 5;

const pages = await BenchPages.serve('tabs.ts');

async function open(count: number): Promise<Page[]> {
  const opened: Page[] = [];
  for (let at = 0; at < count; at += 1) {
    const page = await pages.open('tabsBench');
    await page.evaluate((chats) => window.tabsBench.start(chats), CHATS);
    opened.push(page);
  }
  return opened;
}

/** Milliseconds that the page's thread has been busy, and with script. */
async function busy(session: CDPSession): Promise<{ readonly task: number; readonly script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000;
  return { task: of('TaskDuration'), script: of('ScriptDuration') };
}

async function costOfRelaying(followers: number): Promise<{ readonly task: number; readonly script: number }> {
  const all = await open(1 + followers);
  const [leader, ...others] = all;
  if (leader === undefined) throw new Error('No page was opened.');
  const session = await pages.context.newCDPSession(leader);
  await session.send('Performance.enable');
  const before = await busy(session);
  await leader.evaluate(([changes, perSecond]) => window.tabsBench.change(changes, perSecond), [
    CHANGES,
    PER_SECOND,
  ] as const);
  const end = Date.now();
  for (const other of others) {
    // Every page was told of what came last, give or take the pace of the news.
    await other.waitForFunction((at) => window.tabsBench.heard() > at - 200, end);
  }
  const after = await busy(session);
  for (const page of all) await page.close();
  const per = 1_000 / CHANGES;
  return { task: (after.task - before.task) * per, script: (after.script - before.script) * per };
}

/** Milliseconds until another page has the connection. */
async function takeover(end: (leader: Page) => Promise<unknown>): Promise<number> {
  const all = await open(3);
  const [leader, ...others] = all;
  if (leader === undefined) throw new Error('No page was opened.');
  const begin = performance.now();
  void end(leader);
  await Promise.race(
    others.map((page) => page.waitForFunction(() => window.tabsBench.connected(), undefined, { polling: 10 })),
  );
  const took = performance.now() - begin;
  for (const page of all) await page.close().catch(() => {});
  return took;
}

async function takeovers(end: (leader: Page) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < TAKEOVERS; round += 1) times.push(await takeover(end));
  return times;
}

try {
  for (const followers of FOLLOWERS) {
    const rounds: { readonly task: number; readonly script: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await costOfRelaying(followers));
    const task = median(rounds.map((round) => round.task));
    const script = median(rounds.map((round) => round.script));
    line(`1000 changes, ${followers} pages follow`, `${task.toFixed(0)} ms busy, ${script.toFixed(0)} ms of it script`);
  }
  line('lead taken over after a close', ms(await takeovers((leader) => leader.close())));
  line('after a crash', ms(await takeovers((leader) => leader.goto('chrome://crash').catch(() => {}))));
  line('after a hang', ms(await takeovers((leader) => leader.evaluate(() => window.tabsBench.hang(15_000)))));
} finally {
  await pages.close();
}
