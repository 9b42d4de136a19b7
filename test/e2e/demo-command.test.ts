import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run demo` as an evaluator starts it. */
class DemoProcess {
  output = '';
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exit: Promise<number | null>;
  readonly #waiting = new Set<() => void>();

  constructor(data: string, port: number) {
    this.#child = spawn(process.execPath, ['--conditions=chat-monitor-source', '--import=tsx', 'demo/start.ts'], {
      cwd: root,
      env: { ...process.env, DEMO_DATA: data, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exit = once(this.#child, 'exit').then(([code]) => {
      this.#tell();
      return code as number | null;
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.#tell();
      });
    }
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The first group of what is printed; rejects where the process ends without, and after a minute. */
  async printed(pattern: RegExp): Promise<string> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#tell();
    }, 60_000);
    try {
      for (;;) {
        const found = pattern.exec(this.output);
        if (found) return found[1] ?? found[0];
        if (this.ended || late) throw new Error(`The demo did not print ${String(pattern)}:\n${this.output}`);
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** The address of the start page. */
  url(): Promise<string> {
    return this.printed(/Start page\s+(http:\/\/127\.0\.0\.1:\d+)\//);
  }

  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.#child.kill(signal);
    return this.#exit;
  }

  exit(): Promise<number | null> {
    return this.#exit;
  }

  #tell(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

describe('npm run demo', () => {
  const running = new Set<DemoProcess>();
  let folder: string;
  let browser: Browser;
  let port: number;
  let demo: DemoProcess;

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'chat-demo-'));
    browser = await launchBrowser();
    port = await freePort();
    demo = start('one');
  });
  after(async () => {
    for (const left of running) if (!left.ended) await left.stop('SIGKILL');
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  function start(data: string): DemoProcess {
    const started = new DemoProcess(path.join(folder, data), port);
    running.add(started);
    return started;
  }

  async function openPage(url: string): Promise<Page> {
    const page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url);
    return page;
  }

  it('prints the address of each role, and they load', async () => {
    const url = await demo.url();
    assert.equal(url, `http://127.0.0.1:${String(port)}`);
    const links = [
      ['Supervisor', 'portal', 'nora.lindqvist', 'Chat monitoring'],
      ['Agent', 'console', 'ben.whitaker', 'Agent console'],
      ['Customer', 'help', 'adele.fontaine', 'How can we help?'],
    ] as const;
    for (const [role, name, user, heading] of links) {
      const address = await demo.printed(new RegExp(`${role}\\s+(\\S+/s/\\w+/${name})\\b`));
      const page = await openPage(`${address}?as=${user}`);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor({ state: 'attached' });
      await page.close();
    }
    const start = await openPage(`${url}/`);
    for (const [, name] of links) {
      const link = start.getByRole('link', { name: /^Open the/ }).and(start.locator(`[href$="/${name}"]`));
      await link.waitFor();
    }
    await start.close();
  });

  it('says that a port is taken, and uses the next one', async () => {
    const second = start('two');
    const url = await second.url();
    assert.match(second.output, new RegExp(`Port ${String(port)} is taken`));
    assert.notEqual(url, await demo.url());
    assert.equal((await fetch(url)).status, 200);
    assert.equal(await second.stop('SIGTERM'), 0);
  });

  it('refuses the data of one that runs, and says what to do', async () => {
    const second = start('one');
    assert.equal(await second.exit(), 1);
    assert.match(second.output, /Another demo \(process \d+\) uses the data in .+DEMO_DATA=/s);
  });

  it('ends with 0 on Ctrl-C, and has everything again at the next start', async () => {
    const issue = 'Survives a restart';
    const before = await openPage(`${await demo.url()}/s/supervisor/portal?as=nora.lindqvist`);
    const adele = await Person.signIn(await demo.url(), 'adele.fontaine');
    const ben = await Person.signIn(await demo.url(), 'ben.whitaker');
    await ben.takeAtOnce(15);
    await adele.openChat({ issue });
    const supervisor = new SupervisorDriver(before);
    await supervisor.search(issue);
    await supervisor.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
    // The report is read once, when it is opened.
    await before.getByRole('tab', { name: 'Audit log' }).click();
    await before.locator('report-event-log').getByRole('row').getByText('Delivered').waitFor();
    const reports = async (page: Page): Promise<string[]> => {
      await page.getByRole('link', { name: 'Reports' }).click();
      const rows = page.getByRole('table').getByRole('row');
      await rows.filter({ hasText: 'Ben Whitaker' }).first().waitFor();
      return rows.allInnerTexts();
    };
    const recorded = await reports(before);
    // With a page open: its stream must not keep the server from ending.
    assert.equal(await demo.stop('SIGINT'), 0);
    await before.close();

    demo = start('one');
    const again = await openPage(`${await demo.url()}/s/supervisor/portal?as=nora.lindqvist`);
    const later = new SupervisorDriver(again);
    await later.search(issue);
    await later.row(issue).getByText('Ben Whitaker').waitFor();
    assert.deepEqual(await reports(again), recorded);
    await again.close();
    assert.equal(await demo.stop('SIGINT'), 0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
