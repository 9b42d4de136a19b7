import { fixture, html, waitUntil } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import { createMemoryBackend, type MemoryBackend, type MemorySeed } from '../../src/adapters/memory/index.js';
import { connectChatMonitor } from '../../src/connect.js';
import type { ChatMonitor } from '../../src/monitor/index.js';
import type { ListName } from '../../src/monitor/types.js';
import { floorSeed } from './floor.js';

export interface PageFloor {
  readonly backend: MemoryBackend;
  readonly monitor: ChatMonitor;
  readonly root: HTMLElement;
  disconnect(): void;
}

/** Elements in a page, served by a live monitor on a memory backend. */
export async function pageFloor(
  content: TemplateResult,
  options: { readonly viewerId?: string; readonly seed?: MemorySeed; readonly backend?: MemoryBackend } = {},
): Promise<PageFloor> {
  const backend = options.backend ?? createMemoryBackend(options.seed ?? floorSeed);
  const root = await fixture<HTMLElement>(html`<div>${content}</div>`);
  const adapter = backend.adapter({ viewerId: options.viewerId ?? 'sue', id: crypto.randomUUID() });
  const { monitor, disconnect } = connectChatMonitor({ adapter, root });
  await waitUntil(() => monitor.connection.value.status === 'live', 'the monitor should connect');
  return { backend, monitor, root, disconnect };
}

/** Which lists are held from now on. */
export function countLeases(monitor: ChatMonitor): () => readonly ListName[] {
  const held: ListName[] = [];
  const use = monitor.use.bind(monitor);
  monitor.use = (name) => {
    const release = use(name);
    held.push(name);
    return () => {
      release();
      held.splice(held.indexOf(name), 1);
    };
  };
  return () => [...held];
}

/** Presses the middle of an element with the real pointer. */
export async function clickOn(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

/** Resolves when nothing moves any more: colours that fade in fail a check of contrast. */
export async function still({ shadowRoot }: Element): Promise<void> {
  await Promise.all((shadowRoot?.getAnimations() ?? []).map((animation) => animation.finished));
}

/** The element that has focus, inside shadow roots too. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What a user reads, with the white space of the markup taken out. */
export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}
