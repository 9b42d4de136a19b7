import { BenchPages } from '../bench-page.js';
import { contenders } from './contenders.js';
import { GridPage } from './grid-page.js';

const here = (path: string): URL => new URL(path, import.meta.url);
const names = (process.env['ONLY'] ?? 'floor,ours').split(',');
const rows = Number(process.env['ROWS'] ?? 10000);
const perSecond = Number(process.env['RATE'] ?? 10000);
const mode = process.env['MODE'] ?? 'change';
const chosen = contenders.filter(({ name }) => names.includes(name));
const pages = await BenchPages.serveAll(
  { guard: here('page/guard.ts'), ...Object.fromEntries(chosen.map(({ name, script }) => [name, script])) },
  { imported: /\/page\/bench\.js$/, source: here('page/bench.ts') },
);
for (const name of names) {
  const grid = await GridPage.open(pages, name);
  const { page } = grid;
  await grid.makeData({ rows, perSecond, seconds: 30, now: Date.now() });
  await page.evaluate(() => { return window.gridBench.show(); });
  await page.waitForTimeout(500);
  await page.evaluate(() => window.gridBench.change());
  await page.waitForTimeout(1000);
  const client = await page.context().newCDPSession(page);
  const events: any[] = [];
  client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const done = new Promise((r) => client.once('Tracing.tracingComplete', r));
  await client.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', 'v8', 'blink'], recordMode: 'recordAsMuchAsPossible' } as never });
  const cpu = process.env['CPU'] !== undefined;
  if (cpu) { await client.send('Profiler.enable'); await client.send('Profiler.setSamplingInterval', { interval: 200 }); await client.send('Profiler.start'); }
  const t0 = Date.now();
  if (mode === 'scroll') await grid.scroll(4, 6000); else await page.waitForTimeout(4000);
  const secs = (Date.now() - t0) / 1000;
  if (cpu) {
    const { profile } = await client.send('Profiler.stop');
    const selfTime = new Map<string, number>();
    const byId = new Map(profile.nodes.map((n: any) => [n.id, n]));
    profile.samples!.forEach((id: number, i: number) => {
      const n: any = byId.get(id);
      const k = `${n.callFrame.functionName}@${n.callFrame.url.split('/').at(-1)}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`;
      selfTime.set(k, (selfTime.get(k) ?? 0) + (profile.timeDeltas![i] ?? 0));
    });
    const parents = new Map<number, any>();
    for (const n of profile.nodes as any[]) for (const c of n.children ?? []) parents.set(c, n);
    const by = new Map<string, number>();
    profile.samples!.forEach((id: number, i: number) => {
      const n: any = byId.get(id);
      if (n.callFrame.functionName !== (process.env['WHO'] ?? 'setTimeout')) return;
      let k = ''; let p = parents.get(id);
      for (let d = 0; d < 5 && p; d += 1) { k += ' < ' + p.callFrame.functionName + ':' + p.callFrame.lineNumber; p = parents.get(p.id); }
      by.set(k, (by.get(k) ?? 0) + (profile.timeDeltas![i] ?? 0));
    });
    for (const [k, v] of [...by].sort((a, b) => b[1] - a[1]).slice(0, 8)) console.log('   WHO', (v / 1000 / secs).toFixed(2), k);
    for (const [k, v] of [...selfTime].sort((a, b) => b[1] - a[1]).slice(0, 30)) console.log((v / 1000 / secs).toFixed(2).padStart(8), 'ms/s', k);
  }
  await client.send('Tracing.end');
  await done;
  const mainThread = events.find((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain' && events.some((x) => x.pid === e.pid && x.tid === e.tid && x.name === 'Layout'));
  const xs = events.filter((e) => e.pid === mainThread.pid && e.tid === mainThread.tid && e.ph === 'X' && e.tdur !== undefined).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const self = new Map<string, [number, number]>();
  const stack: any[] = [];
  for (const e of xs) {
    while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= e.ts) stack.pop();
    const key = (x: any) => x.name === 'FunctionCall' ? `FunctionCall ${x.args.data?.functionName}` : x.name;
    const add = (k: string, v: number, n: number) => { const s = self.get(k) ?? [0, 0]; self.set(k, [s[0] + v, s[1] + n]); };
    add(key(e), e.tdur, 1);
    if (stack.length) add(key(stack.at(-1)), -e.tdur, 0);
    stack.push(e);
  }
  const total = [...self.values()].reduce((a, [v]) => a + v, 0);
  console.log(`## ${name} ${rows} rows ${perSecond}/s: ${(total / 1000 / secs).toFixed(1)} ms of thread per second`);
  for (const [k, [v, n]] of [...self].sort((a, b) => b[1][0] - a[1][0]).slice(0, 22)) console.log(`${(v / 1000 / secs).toFixed(2).padStart(8)} ms/s ${String(Math.round(n / secs)).padStart(6)}/s  ${k}`);
  await page.close();
}
await pages.close();
