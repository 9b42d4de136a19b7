import { html, nothing, type TemplateResult } from 'lit';
import type { IconNode } from './icons.js';

/** An icon for a template. Decoration by default; with `label` it is an image of that name. */
export function icon(path: IconNode, { label }: { readonly label?: string } = {}): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    role=${label ? 'img' : nothing}
    aria-label=${label ?? nothing}
    aria-hidden=${label ? nothing : 'true'}
  >
    <path d=${path} />
  </svg>`;
}
