import type { BrowserContext, Page } from 'playwright-core';

/** A notification that stands on the user's screen. */
export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

interface DesktopWindow {
  desktop: {
    asked: number;
    sent: number;
    shown: ShownNotification[];
    setFront(front: boolean): void;
  };
}

/**
 * The user's screen: which tab is in front, and the notifications on it. A headless browser has every tab in front and
 * shows no notification, so pages that are opened after `open` get both from here.
 */
export class Desktop {
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async open(context: BrowserContext): Promise<Desktop> {
    // `__name` is a helper of the TypeScript loader, which the page does not have.
    await context.addInitScript({ content: `{ const __name = (named) => named; (${installDesktop.toString()})(); }` });
    return new Desktop(context);
  }

  /** Brings a tab to the front, so that all others are hidden; none: the user looks at another application. */
  async lookAt(front?: Page): Promise<void> {
    for (const page of this.#context.pages()) {
      await page.evaluate((inFront) => (window as unknown as DesktopWindow).desktop.setFront(inFront), page === front);
    }
  }

  /** What a tab shows now. */
  async shown(page: Page): Promise<readonly ShownNotification[]> {
    return page.evaluate(() =>
      (window as unknown as DesktopWindow).desktop.shown.map(({ title, body }) => ({ title, body })),
    );
  }

  /** How many notifications a tab has sent so far, whether they still stand or not. */
  async sent(page: Page): Promise<number> {
    return page.evaluate(() => (window as unknown as DesktopWindow).desktop.sent);
  }

  /** How often a tab has asked the user for permission. */
  async asked(page: Page): Promise<number> {
    return page.evaluate(() => (window as unknown as DesktopWindow).desktop.asked);
  }
}

/** Runs in the page, so it must not use anything from around it. */
function installDesktop(): void {
  let front = true;
  const permission = 'desktop:notifications';
  const desktop: DesktopWindow['desktop'] = {
    asked: 0,
    sent: 0,
    shown: [],
    setFront(value) {
      if (value === front) return;
      front = value;
      dispatchEvent(new Event(value ? 'focus' : 'blur'));
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
  Object.assign(window, {
    desktop,
    Notification: class extends EventTarget {
      // One answer holds for all tabs.
      static get permission(): string {
        return localStorage.getItem(permission) ?? 'default';
      }

      static requestPermission(): Promise<string> {
        desktop.asked += 1;
        localStorage.setItem(permission, 'granted');
        return Promise.resolve('granted');
      }

      readonly title: string;
      readonly body: string;

      constructor(title: string, options: NotificationOptions = {}) {
        super();
        this.title = title;
        this.body = options.body ?? '';
        desktop.sent += 1;
        desktop.shown.push(this);
      }

      close(): void {
        const at = desktop.shown.indexOf(this);
        if (at < 0) return;
        desktop.shown.splice(at, 1);
        this.dispatchEvent(new Event('close'));
      }
    },
  });
  Object.defineProperties(Document.prototype, {
    visibilityState: { get: () => (front ? 'visible' : 'hidden') },
    hidden: { get: () => !front },
    hasFocus: { value: () => front },
  });
}
