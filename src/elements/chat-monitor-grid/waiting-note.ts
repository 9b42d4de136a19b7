import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatView } from '../../monitor/view/chat-view.js';
import { icon } from '../shared/icon.js';
import { circleAlert } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';

/** What waits while the rows are held. */
export interface Waiting {
  /** Chats that would move, come or go. */
  readonly moves: number;
  /** Ids of those that need attention. */
  readonly urgent: readonly string[];
}

export const nothingWaits: Waiting = { moves: 0, urgent: [] };

export function waitingIn(monitor: ChatMonitor, view: ChatView): Waiting {
  if (view.waiting === 0) return nothingWaits;
  const urgent: string[] = [];
  for (const chat of view.waitingChats()) {
    if (chat.assist !== undefined || monitor.slaOf(chat).level === 'breach') urgent.push(chat.id);
  }
  return { moves: view.waiting, urgent };
}

export function isSameWaiting(a: Waiting, b: Waiting): boolean {
  return a.moves === b.moves && a.urgent.length === b.urgent.length;
}

/** Lies over the first rows instead of moving them. */
export function waitingNote(waiting: Waiting, texts: Texts, show: () => void): TemplateResult {
  const { urgent, moves } = waiting;
  return html`<div class="note" role="status">
    ${
      urgent.length === 0
        ? nothing
        : html`<button class="button" type="button" part="note" @click=${show}>
            ${icon(circleAlert)}
            <span class="strong">${texts.t('attention.count', urgent.length)}</span>
            <span class="muted">${texts.t('grid.waiting', moves)}</span>
            <span class="link">${texts.t('grid.show')}</span>
          </button>`
    }
  </div>`;
}
