import type { BrowserContext, Page } from 'playwright-core';

interface RecordingWindow {
  domEvents: Record<string, unknown[]>;
}

/** Writes down the details of these events in each page that is opened from now on, from before its own scripts. */
export async function recordEvents(context: BrowserContext, names: readonly string[]): Promise<void> {
  await context.addInitScript((wanted) => {
    const domEvents: RecordingWindow['domEvents'] = {};
    Object.assign(window, { domEvents });
    for (const name of wanted) {
      domEvents[name] = [];
      addEventListener(name, (event) => domEvents[name]?.push((event as Event & { detail: unknown }).detail));
    }
  }, names);
}

/** The details of the events of this name that have reached the page's window so far. */
export async function eventsOf<Detail>(page: Page, name: string): Promise<readonly Detail[]> {
  return page.evaluate((wanted) => (window as unknown as RecordingWindow).domEvents[wanted] as Detail[], name);
}
