import { ContextRoot, createContext } from '@lit/context';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { TextsSource } from './texts/texts.js';

/** The monitor that serves a part of the page. The key is global, so that elements of two bundles agree on it. */
export const monitorContext = createContext<ChatMonitor | undefined, symbol>(Symbol.for('chat-monitor-elements/1'));

/** Locale and replaced texts of a part of the page. */
export const textsContext = createContext<TextsSource | undefined, symbol>(Symbol.for('chat-monitor-elements/texts/1'));

const replaying = Symbol.for('chat-monitor-elements/replay/1');

/**
 * Makes requests that nobody answers wait for a provider that comes later, once per document: so the order of script,
 * tags and adapter does not matter.
 */
export function ensureContextReplay(document: Document & { [replaying]?: true }): void {
  if (document[replaying]) return;
  document[replaying] = true;
  // On the document and not on its root element, where a provider may stand. A context root only adds listeners, which
  // its declared type does not say.
  new ContextRoot().attach(document as unknown as HTMLElement);
}
