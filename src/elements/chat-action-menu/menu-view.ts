import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import type { MenuEntry } from './menu-entries.js';

/** The lines of the menu. `choose` is called for blocked ones as well. */
export function renderEntries(entries: readonly MenuEntry[], choose: (entry: MenuEntry) => void): TemplateResult {
  return html`${entries.map((entry, index) => {
    const previous = entries[index - 1];
    return html`
      ${previous && previous.group !== entry.group ? html`<div class="separator" role="separator"></div>` : nothing}
      ${renderEntry(entry, choose)}
    `;
  })}`;
}

/** One line that says why there are no others. */
export function renderNothing(text: string): TemplateResult {
  return html`<button class="item" role="menuitem" tabindex="-1" aria-disabled="true">${text}</button>`;
}

function renderEntry(entry: MenuEntry, choose: (entry: MenuEntry) => void): TemplateResult {
  const { name, label, reason } = entry;
  return html`<button
    class="item"
    role="menuitem"
    tabindex="-1"
    data-label=${label}
    aria-label=${label}
    aria-disabled=${reason === undefined ? nothing : 'true'}
    aria-describedby=${reason === undefined ? nothing : `reason-${name}`}
    @click=${() => choose(entry)}
  >
    ${icon(entry.icon)}
    <span>
      <span class="label">${label}</span>
      ${reason === undefined ? nothing : html`<span class="reason" id="reason-${name}">${reason}</span>`}
    </span>
  </button>`;
}
