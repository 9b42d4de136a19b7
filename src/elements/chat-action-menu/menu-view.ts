import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import type { MenuEntry } from './menu-entries.js';

/** One line of the menu. `choose` is called for a blocked one as well. */
export function renderEntry({ name, label, reason, icon: sign, first }: MenuEntry, choose: () => void): TemplateResult {
  return html`
    ${first ? html`<div class="separator" role="separator"></div>` : nothing}
    <button
      class="item"
      role="menuitem"
      tabindex="-1"
      aria-label=${label}
      aria-disabled=${reason === undefined ? nothing : 'true'}
      aria-describedby=${reason === undefined ? nothing : `reason-${name}`}
      @click=${choose}
    >
      ${icon(sign)}
      <span class="label">${label}</span>
      ${reason === undefined ? nothing : html`<span class="reason" id="reason-${name}">${reason}</span>`}
    </button>
  `;
}

/** One line that says why there are no others. */
export function renderNothing(text: string): TemplateResult {
  return html`<button class="item" role="menuitem" tabindex="-1" aria-disabled="true">${text}</button>`;
}
