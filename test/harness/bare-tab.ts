import assert from 'node:assert/strict';
import type { Browser, CDPSession } from 'playwright-core';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/**
 * A tab that playwright does not hold. Playwright keeps its tabs in front for good, where the browser freezes none, and
 * lets none come back from the history as it was left.
 */
export class BareTab {
  readonly #browser: CDPSession;
  readonly #targetId: string;
  readonly #sessionId: string;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #events: Message[] = [];
  #lastId = 0;

  private constructor(browser: CDPSession, targetId: string, sessionId: string) {
    this.#browser = browser;
    this.#targetId = targetId;
    this.#sessionId = sessionId;
    browser.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
      if (from === sessionId) this.#received(JSON.parse(message) as Message);
    });
  }

  static async open(browser: Browser, url: string): Promise<BareTab> {
    const session = await browser.newBrowserCDPSession();
    const { browserContextId } = await session.send('Target.createBrowserContext');
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const tab = new BareTab(session, targetId, sessionId);
    await tab.send('Page.enable');
    await tab.goTo(url);
    return tab;
  }

  async close(): Promise<void> {
    await this.#browser.send('Target.closeTarget', { targetId: this.#targetId });
  }

  async goTo(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
  }

  async goBack(): Promise<void> {
    const history = (await this.send('Page.getNavigationHistory')) as {
      readonly currentIndex: number;
      readonly entries: readonly { readonly id: number }[];
    };
    await this.send('Page.navigateToHistoryEntry', { entryId: history.entries[history.currentIndex - 1]?.id });
  }

  /** Frozen, it runs nothing; active, it is in front again. */
  async setState(state: 'frozen' | 'active'): Promise<void> {
    await this.send('Page.setWebLifecycleState', { state });
    if (state === 'active') await this.send('Page.bringToFront');
  }

  async evaluate<T>(expression: string): Promise<T> {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails: thrown } = (await this.send('Runtime.evaluate', options)) as Evaluated;
    assert.equal(thrown, undefined, thrown?.exception?.description ?? thrown?.text);
    return result.value as T;
  }

  /** What the browser told of this kind so far. */
  eventsOf<T>(method: string): readonly T[] {
    return this.#events.filter((event) => event.method === method).map(({ params }) => params as T);
  }

  async send(method: string, params: object = {}): Promise<unknown> {
    const id = (this.#lastId += 1);
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    await this.#browser.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message });
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  #received(message: Message): void {
    if (message.id === undefined) {
      this.#events.push(message);
      return;
    }
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }
}
