import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icon.js';
import type { IconNode } from './icons.js';

/** What stands where content would be: a sign, what is the case, and what it means or what to do. */
export function renderState(sign: IconNode, text: string, detail?: string): TemplateResult {
  return html`<div class="state">
    ${icon(sign)}
    <p>${text}</p>
    ${detail ? html`<p class="muted">${detail}</p>` : nothing}
  </div>`;
}
