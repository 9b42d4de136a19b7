import { BenchPages } from '../bench-page.js';
import { contenders } from './contenders.js';
import { GridPage } from './grid-page.js';
const here = (path: string): URL => new URL(path, import.meta.url);
const names = (process.env['ONLY'] ?? 'floor,ours').split(',');
const rows = Number(process.env['ROWS'] ?? 100000);
const chosen = contenders.filter(({ name }) => names.includes(name));
const pages = await BenchPages.serveAll(
  { guard: here('page/guard.ts'), ...Object.fromEntries(chosen.map(({ name, script }) => [name, script])) },
  { imported: /\/page\/bench\.js$/, source: here('page/bench.ts') },
);
for (const name of names) for (let n = 0; n < 2; n += 1) {
  const grid = await GridPage.open(pages, name);
  const { page } = grid;
  await grid.makeData({ rows, perSecond: 1000, seconds: 1, now: Date.now() });
  const before = await grid.heapBytes();
  const client = await page.context().newCDPSession(page);
  if (process.env['CPU']) { await client.send('Profiler.enable'); await client.send('Profiler.setSamplingInterval', { interval: 200 }); await client.send('Profiler.start'); }
  const ms = await page.evaluate(() => window.gridBench.show());
  console.log('##', name, ms.toFixed(0), 'ms');
  if (process.env['CPU']) {
    const { profile } = await client.send('Profiler.stop');
    const selfTime = new Map<string, number>();
    const byId = new Map(profile.nodes.map((x: any) => [x.id, x]));
    profile.samples!.forEach((id: number, i: number) => {
      const x: any = byId.get(id);
      const k = `${x.callFrame.functionName}@${x.callFrame.url.split('/').at(-1)}:${x.callFrame.lineNumber}:${x.callFrame.columnNumber}`;
      selfTime.set(k, (selfTime.get(k) ?? 0) + (profile.timeDeltas![i] ?? 0));
    });
    for (const [k, v] of [...selfTime].sort((a, b) => b[1] - a[1]).slice(0, 25)) console.log((v / 1000).toFixed(1).padStart(8), 'ms', k);
  }
  await page.waitForTimeout(500);
  console.log('bytes a row', ((await grid.heapBytes()) - before) / rows);
  await page.close();
}
await pages.close();
