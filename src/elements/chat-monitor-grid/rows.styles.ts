import { css, unsafeCSS } from 'lit';
import { minWidth } from './column-layout.js';
import { columns } from './columns.js';

const columnWidths = unsafeCSS(columns.map(({ key }) => `.${key}.cell{flex:var(--_width-${key})}`).join(''));

const rows = css`
  .viewport {
    position: absolute;
    inset: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }

  .content {
    position: relative;
    overflow: hidden;
  }

  .row {
    display: flex;
    column-gap: 2px;
    block-size: var(--_height);
  }

  .flagless .row {
    padding-inline-start: 8px;
  }

  .content > .row {
    position: absolute;
    inset: 0 0 auto;
    contain: strict;
    border-block-end: 1px solid var(--_line);
  }

  .content > .row:hover,
  .content > .row:focus-within {
    background-color: var(--_hover);
  }

  /* An image, so that it shows together with the colour under the pointer. */
  .content > .assisting {
    background-image: linear-gradient(color-mix(in oklab, var(--_assist) 7%, transparent) 0 0);
  }

  .ghost {
    opacity: 0.45;
  }

  .cell {
    min-inline-size: ${minWidth}px;
    padding-inline: 4px;
    overflow: hidden;
    border-radius: 3px;
  }

  /* No text decides on a size: what changes in a cell is laid out in its row, and nowhere else. */
  .content .cell {
    align-content: center;
    text-overflow: ellipsis;
    white-space: nowrap;
    contain: layout size;
  }

  .cell:focus-visible,
  .cell :focus-visible {
    outline-offset: -2px;
  }

  .cell.assist,
  .cell.actions {
    min-inline-size: 0;
    padding: 0;
  }

  .content .cell.requester {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }

  bdi.requester {
    flex: 0 1 auto;
    max-inline-size: 45%;
  }

  .issue {
    flex: 1 1 0;
  }

  .dot {
    margin-inline-end: 0.5em;
    background: none;
    border: 0.15em solid var(--_muted);
  }

  .dot.assigned {
    background: var(--_accent);
  }

  .assigned,
  .transferred {
    border-color: var(--_accent);
  }

  .queueTime,
  .sessionTime {
    text-align: end;
  }

  /* Laid out by itself, as no item of a grid is: a second that passes is nothing to the rest of the row. */
  .clock {
    display: block;
    align-content: center;
    block-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    contain: strict;
  }

  .sign .icon {
    margin-inline-end: 0.5em;
  }

  .warning .sign {
    color: var(--_warning);
  }

  .breach {
    font-weight: 600;
    color: color-mix(in oklab, var(--_breach) 78%, currentColor);
  }

  .stopped {
    color: var(--_muted);
  }

  .tool {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: min(28px, 100%);
    margin-inline: auto;
    border-radius: var(--_radius);
  }

  /* Three dots; an image in each row would cost more than all of its texts. */
  .more::before {
    inline-size: 3px;
    block-size: 3px;
    content: '';
    background: currentColor;
    border-radius: 50%;
    box-shadow:
      0 -5px,
      0 5px;
  }

  .tool:hover,
  .tool[aria-expanded='true'] {
    background: var(--_selected);
  }

  .flag {
    color: var(--_assist);
  }

  .flag:not(.claimed) .icon {
    fill: currentColor;
  }

  .busy::before {
    content: none;
  }

  .busy + .spinner {
    position: absolute;
    inset: 0;
    margin: auto;
    pointer-events: none;
  }

  @media (prefers-reduced-motion: no-preference) {
    .content > .row {
      transition: background-color var(--_motion);
    }

    .content > .recent {
      background-color: color-mix(in oklab, var(--_accent) 12%, transparent);
    }
  }

  @media (forced-colors: active) {
    .content > .row:hover {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }

    .dot.assigned {
      background: CanvasText;
    }

    .more::before {
      forced-color-adjust: none;
      color: ButtonText;
    }
  }
`;

/** Rows and cells, where all columns have a place beside each other. */
export const rowStyles = [columnWidths, rows];
