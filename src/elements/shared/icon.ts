import { html, nothing, svg, type TemplateResult } from 'lit';
import type { IconNode, IconShape } from './icons.js';

const namespace = 'http://www.w3.org/2000/svg';

/** An icon for a template. Decoration by default; with `label` it is an image of that name. */
export function icon(node: IconNode, options: { readonly label?: string } = {}): TemplateResult {
  const { label } = options;
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    role=${label === undefined ? nothing : 'img'}
    aria-label=${label ?? nothing}
    aria-hidden=${label === undefined ? 'true' : nothing}
  >
    ${node.map(shape)}
  </svg>`;
}

/** The same as an element, for rows that are built by hand; always decoration. */
export function iconElement(node: IconNode): SVGSVGElement {
  const element = document.createElementNS(namespace, 'svg');
  element.setAttribute('class', 'icon');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of node) {
    const child = document.createElementNS(namespace, tag);
    for (const name of Object.keys(attributes)) child.setAttribute(name, attributes[name] ?? '');
    element.append(child);
  }
  return element;
}

function shape([tag, attributes]: IconShape): TemplateResult<2> {
  const a = (name: string): string | typeof nothing => attributes[name] ?? nothing;
  switch (tag) {
    case 'path':
      return svg`<path d=${a('d')} />`;
    case 'circle':
      return svg`<circle cx=${a('cx')} cy=${a('cy')} r=${a('r')} />`;
    case 'line':
      return svg`<line x1=${a('x1')} x2=${a('x2')} y1=${a('y1')} y2=${a('y2')} />`;
    case 'rect':
      return svg`<rect x=${a('x')} y=${a('y')} width=${a('width')} height=${a('height')} rx=${a('rx')} ry=${a('ry')} />`;
    case 'polyline':
      return svg`<polyline points=${a('points')} />`;
  }
}
