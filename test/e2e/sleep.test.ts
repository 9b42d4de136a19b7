import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { WatchStream } from '../../demo/backend/streams/watch-stream.js';
import { BareTab } from '../harness/bare-tab.js';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';

/** Event streams that the server has open; the server runs in this process. */
class OpenStreams {
  readonly #open = new Set<ServerResponse>();

  readonly #began = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (request.url?.endsWith('/stream') !== true) return;
    this.#open.add(response);
    response.on('close', () => this.#open.delete(response));
  };

  start(): void {
    subscribe('http.server.request.start', this.#began);
  }

  stop(): void {
    unsubscribe('http.server.request.start', this.#began);
  }

  get count(): number {
    return this.#open.size;
  }
}

describe('a portal page that is put away', () => {
  const streams = new OpenStreams();
  let floor: DemoFloor;
  let adele: Person;
  let tab: BareTab;
  let opened = 0;
  let issue: string;
  let ends: string;

  before(async () => {
    streams.start();
    floor = await DemoFloor.start();
    adele = await Person.signIn(floor.url, 'adele.fontaine');
  });
  after(async () => {
    await floor.close();
    streams.stop();
  });

  /** Opens the page, with a chat on it that will end. */
  beforeEach(async () => {
    issue = `Ends-meanwhile-${(opened += 1)}`;
    ends = await adele.openChat({ issue });
    tab = await BareTab.open(floor.browser, `${floor.url}/s/supervisor/portal?as=nora.lindqvist`);
    await shows(issue);
    await streamsAre(1);
    await tab.evaluate(`window.seen = [];
      document.addEventListener('chat-connection-change', ({ detail }) => seen.push(detail.status));
      addEventListener('pageshow', (event) => { window.restored = event.persisted; });`);
  });

  afterEach(async () => {
    await tab.close();
    await streamsAre(0);
  });

  async function streamsAre(count: number): Promise<void> {
    await floor.until(
      () => Promise.resolve(streams.count),
      (open) => open === count,
    );
  }

  async function evaluated<T>(expression: string, expected: (value: T) => boolean): Promise<void> {
    // Between two documents there is none to ask.
    await floor.until(() => tab.evaluate<T>(expression).catch(() => undefined as T), expected);
  }

  /** Waits until a search finds so many chats with these words, of so many in all. */
  function shows(words: string, count = 1, all: number | string = '\\d+'): Promise<void> {
    return evaluated<string>(
      `(() => {
        const { shadowRoot } = document.querySelector('chat-monitor-grid') ?? {};
        const search = shadowRoot?.querySelector('input[type=search]');
        if (!search) return '';
        search.value = ${JSON.stringify(words)};
        search.dispatchEvent(new Event('input', { bubbles: true }));
        return shadowRoot.querySelector('.facts')?.textContent.trim() ?? '';
      })()`,
      (facts) => new RegExp(`^${count} of ${all} chats$`).test(facts),
    );
  }

  async function happensMeanwhile(arrives: string): Promise<void> {
    await adele.openChat({ issue: arrives });
    await adele.close(ends);
  }

  it('frozen by the browser: shows its age, then what happened meanwhile, over one new stream', async () => {
    await tab.setState('frozen');
    assert.deepEqual(await tab.evaluate('seen'), ['stale']);
    await happensMeanwhile('New while frozen');
    await tab.setState('active');
    await shows('New while frozen');
    await shows(issue, 0);
    assert.deepEqual(await tab.evaluate('seen'), ['stale', 'live']);
    // Chromium hangs up on the old one only now: it runs no task of a frozen page.
    await streamsAre(1);
  });

  it('frozen while more happens than the server keeps for it: is hung up on, and complete when it wakes', async (test) => {
    const { mock } = test.mock.method(WatchStream.prototype, 'end');
    const chatty = await adele.openChat({ issue: 'Says much' });
    // Nearly as long as a text may be, and sent again with each change of its chat.
    await floor.rows(`UPDATE chats SET issue = repeat('Says much. ', 80000) WHERE id = '${chatty}'`);
    await tab.setState('frozen');
    const [hungUp] = await floor.until(
      () => adele.write(chatty, 'And more').then(() => mock.calls),
      ({ length }) => length > 0,
    );
    assert.equal(hungUp?.arguments[0].details.backendCode, 'slow-reader');
    // Chromium reads nothing for a frozen page, and does not hang up for it either.
    assert.equal(streams.count, 1);

    await happensMeanwhile('New while hung up on');
    await tab.setState('active');
    await shows('New while hung up on');
    const [open] = await floor.rows<{ count: number }>(`SELECT count(*)::int FROM chats WHERE status <> 'closed'`);
    await shows(issue, 0, open?.count);
    assert.deepEqual(await tab.evaluate('seen'), ['stale', 'live']);
    await streamsAre(1);
    await adele.close(chatty);
  });

  it('left and come back to: nothing of it keeps it from being restored, and the view is live again', async () => {
    await tab.goTo(`${floor.url}/`);
    await evaluated('location.pathname', (path) => path === '/');
    await streamsAre(0);
    await happensMeanwhile('New while away');
    await tab.goBack();
    await shows('New while away');
    await shows(issue, 0);
    if (await tab.evaluate('window.restored')) {
      assert.deepEqual(await tab.evaluate(`seen`), ['stale', 'live']);
      return;
    }
    // Not every browser keeps pages; what it says then must be about itself.
    const told = tab.eventsOf<{ readonly notRestoredExplanations: readonly { readonly reason: string }[] }>(
      'Page.backForwardCacheNotUsed',
    );
    const reasons = told.flatMap(({ notRestoredExplanations }) => notRestoredExplanations.map(({ reason }) => reason));
    assert.ok(reasons.length > 0);
    assert.deepEqual(
      reasons.filter(
        (reason) => !reason.startsWith('BackForwardCacheDisabled') && reason !== 'BrowsingInstanceNotSwapped',
      ),
      [],
    );
  });
});
