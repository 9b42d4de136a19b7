import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';

/** Starts a headless Chromium; close it in the test's `after`. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ ...options, executablePath, env, args: [...chromiumArgs, ...(options.args ?? [])] });
}
