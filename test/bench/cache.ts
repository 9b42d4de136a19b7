import { BenchPages, line, median, ms } from './bench-page.js';
import type { RestoreTime } from './pages/cache.js';

/**
 * The cache of the last seen view in a real browser: how soon rows are there, what keeping them costs, and how much is
 * kept. On the store that the page's platform has.
 * Run: node --conditions=chat-monitor-source --import tsx test/bench/cache.ts
 */

const CHATS = 10_000;
const CHANGES = 1_000;
const VISITS = 9;
const ROUNDS = 5;

const pages = await BenchPages.serve('cache.ts');

try {
  const live = await pages.open('cacheBench');
  const { bytes, texts } = await live.evaluate((chats) => window.cacheBench.keep(chats), CHATS);
  const rounds = await live.evaluate(([changes, count]) => window.cacheBench.change(changes, count), [
    CHANGES,
    ROUNDS,
  ] as const);
  await live.close();

  const visits: RestoreTime[] = [];
  let survived = true;
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await pages.open('cacheBench');
    survived = await page.evaluate(() => window.cacheBench.survived());
    if (!survived) await page.evaluate((kept) => window.cacheBench.fill(kept), texts);
    visits.push(await page.evaluate((chats) => window.cacheBench.restore(chats), CHATS - CHATS / 20));
    await page.close();
  }

  line('store', survived ? 'the platform’s, across pages' : 'in memory, filled before each visit');
  line(`first rows of ${CHATS} chats`, ms(visits.map(({ firstRows }) => firstRows)));
  line('all of them', ms(visits.map(({ allRows }) => allRows)));
  line('longest frame meanwhile', ms(visits.map(({ longestFrame }) => longestFrame)));
  line(`keeping ${CHANGES} changes`, ms(rounds.map(({ total }) => total)));
  line('longest task of it', ms(rounds.map(({ longestTask }) => longestTask)));
  line('texts written for them', String(median(rounds.map(({ texts }) => texts))));
  line('bytes per chat', (bytes / CHATS).toFixed(0));
} finally {
  await pages.close();
}
