import { html, nothing, type TemplateResult } from 'lit';
import type { ChatError, ChatErrorCode } from '../../contract/index.js';
import { icon } from './icon.js';
import type { IconNode } from './icons.js';
import type { Texts } from './texts/texts.js';

export interface StatePanel {
  readonly icon: IconNode;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

/** Stands where the content would be, and says why it is not there and what to do. */
export function statePanel({ icon: node, title, hint, action }: StatePanel): TemplateResult {
  return html`<div class="state" part="state">
    ${icon(node)}
    <p class="strong">${title}</p>
    ${hint === undefined ? nothing : html`<p class="muted">${hint}</p>`}
    ${action ? html`<button class="button" type="button" @click=${action.run}>${action.label}</button>` : nothing}
  </div>`;
}

const explained = ['unauthenticated', 'forbidden', 'unavailable', 'timeout', 'rate-limited'] as const;

function isExplained(code: ChatErrorCode): code is (typeof explained)[number] {
  return (explained as readonly ChatErrorCode[]).includes(code);
}

/** Why the backend gives nothing, in words for a user. */
export function reasonOf(texts: Pick<Texts, 't'>, error: ChatError | undefined): string | undefined {
  return error && texts.t(`connection.reason.${isExplained(error.code) ? error.code : 'other'}`);
}
