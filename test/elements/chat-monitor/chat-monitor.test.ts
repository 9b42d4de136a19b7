import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-metrics.js';
import '../../../src/define/chat-monitor.js';
import type { ChatMetrics } from '../../../src/elements/chat-metrics/chat-metrics.js';
import { ChatMonitorElement } from '../../../src/elements/chat-monitor/chat-monitor.js';
import type { AssistClearedEvent } from '../../../src/elements/shared/events/assist-cleared-event.js';
import type { AssistRequestedEvent } from '../../../src/elements/shared/events/assist-requested-event.js';
import type { AttentionChangeEvent } from '../../../src/elements/shared/events/attention-change-event.js';
import { floorSeed } from '../../harness/floor.js';

function open(metrics: Element): string {
  return (metrics as ChatMetrics).shadowRoot!.querySelector('dd')?.textContent ?? '';
}

async function warnings(act: (warned: readonly string[]) => Promise<void>): Promise<string[]> {
  const warned: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => void warned.push(text);
  try {
    await act(warned);
  } finally {
    console.warn = warn;
  }
  return warned;
}

describe('chat-monitor', () => {
  let backend: MemoryBackend;

  beforeEach(() => {
    backend = createMemoryBackend(floorSeed);
  });

  it('serves what is inside it, whatever came first', async () => {
    const adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    const element = await fixture<ChatMonitorElement>(html`<chat-monitor><chat-metrics></chat-metrics></chat-monitor>`);
    const metrics = element.querySelector('chat-metrics')!;
    await waitUntil(() => open(metrics) === '–');
    element.adapter = adapter;
    await waitUntil(() => open(metrics) === '2');
    const later = document.createElement('chat-metrics');
    element.append(later);
    await waitUntil(() => open(later) === '2');
  });

  it('serves elements that are older than itself', async () => {
    const root = await fixture<HTMLElement>(html`<div><chat-metrics></chat-metrics></div>`);
    const metrics = root.firstElementChild!;
    const element = document.createElement('chat-monitor');
    element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    root.append(element);
    element.append(metrics);
    await waitUntil(() => open(metrics) === '2');
  });

  it('serves the whole document with `page`, and stops when it goes', async () => {
    const root = await fixture<HTMLElement>(
      html`<div><chat-metrics></chat-metrics><chat-monitor page></chat-monitor></div>`,
    );
    const element = root.querySelector('chat-monitor')!;
    element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    const metrics = root.querySelector('chat-metrics')!;
    await waitUntil(() => open(metrics) === '2');
    element.remove();
    await waitUntil(() => open(metrics) === '–');
  });

  it('keeps its connection when it is moved, ends it when it goes, and takes it up when it returns', async () => {
    const root = await fixture<HTMLElement>(
      html`<div>
        <chat-monitor></chat-monitor>
        <section></section>
      </div>`,
    );
    const element = root.querySelector('chat-monitor')!;
    element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    const { monitor } = element;
    await waitUntil(() => monitor?.connection.value.status === 'live');
    const changes: string[] = [];
    monitor!.connection.subscribe(({ status }) => changes.push(status));
    root.querySelector('section')!.append(element);
    await new Promise((resolve) => setTimeout(resolve));
    expect(changes).to.be.empty;
    expect(element.monitor).to.equal(monitor);
    element.remove();
    await waitUntil(() => element.monitor === undefined);
    // Nothing reaches a monitor that has no connection.
    expect(monitor!.session.value?.viewer.name).to.equal('Sue Supervisor');
    backend.control.setUser({ id: 'sue', name: 'Sue Other', roles: ['supervisor'] });
    expect(backend.control.watches()).to.equal(0);
    expect(monitor!.session.value?.viewer.name).to.equal('Sue Supervisor');
    root.append(element);
    expect(element.monitor).to.equal(monitor);
    await waitUntil(() => monitor!.session.value?.viewer.name === 'Sue Other');
  });

  it('takes the monitor that a panel left behind, and never shares one that is in use', async () => {
    const adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    const root = await fixture<HTMLElement>(html`<div></div>`);
    const add = (): ChatMonitorElement => {
      const element = document.createElement('chat-monitor');
      element.adapter = adapter;
      root.append(element);
      return element;
    };
    const first = add();
    const { monitor } = first;
    expect(add().monitor).not.to.equal(monitor);
    first.remove();
    await waitUntil(() => first.monitor === undefined);
    expect(add().monitor).to.equal(monitor);
    expect(add().monitor).not.to.equal(monitor);
  });

  it('makes another monitor for another adapter', async () => {
    const element = await fixture<ChatMonitorElement>(html`<chat-monitor><chat-metrics></chat-metrics></chat-monitor>`);
    const metrics = element.querySelector('chat-metrics')!;
    element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    await waitUntil(() => open(metrics) === '2');
    const other = createMemoryBackend({ ...floorSeed, chats: floorSeed.chats.slice(0, 1) });
    element.adapter = other.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    await waitUntil(() => open(metrics) === '1');
    element.adapter = undefined;
    await waitUntil(() => open(metrics) === '–');
  });

  it('has the page sign the viewer in again, whether it said how before or after the sign-in ended', async () => {
    const asked: string[] = [];
    const renew = (name: string) => () => {
      asked.push(name);
      backend.control.signIn('sue');
      return Promise.resolve(true);
    };
    const element = await fixture<ChatMonitorElement>(html`<chat-monitor><chat-metrics></chat-metrics></chat-monitor>`);
    const status = (): string | undefined => element.monitor?.connection.value.status;
    element.adapter = backend.adapter({ viewerId: 'sue' });
    await waitUntil(() => element.monitor?.list('floor').value.phase === 'ready');
    backend.control.signOut('sue');
    await waitUntil(() => status() === 'signed-out');
    element.renewSignIn = renew('late');
    await waitUntil(() => status() === 'live');

    // The next one takes the monitor up, with a way of its own.
    const next = document.createElement('chat-monitor');
    next.renewSignIn = renew('of the next');
    next.adapter = element.adapter;
    const { monitor } = element;
    const parent = element.parentElement!;
    element.remove();
    await waitUntil(() => element.monitor === undefined);
    expect(monitor!.renewSignIn).to.be.undefined;
    backend.control.signOut('sue');
    parent.append(next);
    expect(next.monitor).to.equal(monitor);
    await waitUntil(() => asked.length === 2);
    await waitUntil(() => monitor!.connection.value.status === 'live');
    expect(asked).to.deep.equal(['late', 'of the next']);
  });

  it('makes its adapter from `src`', async () => {
    const { adapterFromSrc } = ChatMonitorElement;
    const asked: unknown[] = [];
    ChatMonitorElement.adapterFromSrc = (src, viewerKey) => {
      asked.push([src, viewerKey]);
      return backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    };
    const element = await fixture<ChatMonitorElement>(html`<chat-monitor src="/chat"></chat-monitor>`);
    await waitUntil(() => element.monitor?.connection.value.status === 'live');
    expect(asked).to.deep.equal([['/chat', undefined]]);
    const { monitor } = element;
    element.viewerKey = 'sue';
    await waitUntil(() => element.monitor !== monitor);
    expect(asked).to.deep.equal([
      ['/chat', undefined],
      ['/chat', 'sue'],
    ]);
    ChatMonitorElement.adapterFromSrc = adapterFromSrc;
  });

  it('fires the monitor’s events once', async () => {
    const element = await fixture<ChatMonitorElement>(html`<chat-monitor><chat-metrics></chat-metrics></chat-monitor>`);
    element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
    await waitUntil(() => element.monitor?.list('floor').value.phase === 'ready');
    const requested = oneEvent<AssistRequestedEvent>(element, 'assist-requested');
    const attention = oneEvent<AttentionChangeEvent>(element, 'attention-change');
    backend.control.as('ann').raiseAssist('running', 'VIP');
    expect((await requested).detail).to.include({ message: 'VIP' });
    expect((await attention).detail).to.deep.equal({ assists: 1, breaches: 0, count: 1 });
    const cleared = oneEvent<AssistClearedEvent>(element, 'assist-cleared');
    backend.control.as('ann').clearAssist('running');
    expect((await cleared).detail.chatId).to.equal('running');
  });

  it('gives its elements their language and texts', async () => {
    const element = await fixture<ChatMonitorElement>(
      html`<chat-monitor locale="de" .messages=${{ 'metrics.open': 'Offene Chats' }}
        ><chat-metrics></chat-metrics
      ></chat-monitor>`,
    );
    const label = (): string => element.querySelector('chat-metrics')!.shadowRoot!.querySelector('dt')!.textContent;
    await waitUntil(() => label() === 'Offene Chats');
    element.messages = undefined;
    await waitUntil(() => label() === 'Open chats');
  });

  it('tells the page owner once what is missing, and shows nothing itself', async () => {
    const warned = await warnings(async (soFar) => {
      const root = await fixture<HTMLElement>(
        html`<div><chat-monitor></chat-monitor><chat-monitor></chat-monitor></div>`,
      );
      expect(getComputedStyle(root.querySelector('chat-monitor')!).display).to.equal('contents');
      await waitUntil(() => soFar.length > 0, 'a warning', { timeout: 5_000 });
      // Both began to wait in the same task, so the other one's turn has come as well.
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(warned).to.have.length(1);
    expect(warned[0]).to.contain('<chat-monitor>').and.contain('`adapter`').and.contain('`src`');
  });

  it('survives an adapter that cannot be used', async () => {
    const warned = await warnings(async () => {
      const element = await fixture<ChatMonitorElement>(html`<chat-monitor .adapter=${{ id: 7 }}></chat-monitor>`);
      await element.updateComplete;
      expect(element.monitor === undefined || element.monitor.connection.value.status !== 'live').to.be.true;
      element.adapter = backend.adapter({ viewerId: 'sue', id: crypto.randomUUID() });
      await waitUntil(() => element.monitor?.connection.value.status === 'live');
    });
    expect(warned.every((text) => text.startsWith('<chat-monitor>'))).to.be.true;
  });
});
