import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

/** A Chromium with a profile on disk, all of whose processes can be killed in the middle of anything. */
export class KillableBrowser {
  readonly page: Page;
  readonly #process: ChildProcess;

  private constructor(page: Page, process: ChildProcess) {
    this.page = page;
    this.#process = process;
  }

  /** `profile`: a folder, of which no other browser makes use. */
  static async start(profile: string): Promise<KillableBrowser> {
    const { executablePath, env } = await findChromium();
    const args = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, ...chromiumArgs];
    // A group of its own, so that its processes can be killed together.
    const process = spawn(executablePath, args, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const url = await new Promise<string>((resolve, reject) => {
      process.once('exit', () => reject(new Error('The browser did not start.')));
      createInterface(process.stderr).on('line', (line) => {
        const [, found] = /^DevTools listening on (\S+)/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    const browser = await chromium.connectOverCDP(url);
    const [context] = browser.contexts();
    return new KillableBrowser(context!.pages()[0] ?? (await context!.newPage()), process);
  }

  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    process.kill(-pid, 'SIGKILL');
    await ended;
  }
}
