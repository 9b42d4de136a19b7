import { css } from 'lit';

/** The list of the columns, and what shows while one is dragged. */
export const columnToolsStyles = css`
  .column-list {
    max-inline-size: min(20em, calc(100vw - 16px));
    padding: 8px;
  }

  .column-list li {
    display: flex;
    align-items: center;
  }

  .column-list label {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.6em;
    min-inline-size: 0;
    min-block-size: var(--_control);
    padding-inline: 6px 12px;
  }

  .column-list label:not(:has([aria-disabled])) {
    cursor: pointer;
  }

  .column-list li:hover {
    background: var(--_hover);
    border-radius: var(--_radius);
  }

  .column-list label > .muted {
    flex: none;
    margin-inline-start: auto;
    font-size: 0.9em;
  }

  .column-list input {
    flex: none;
    margin: 0;
    inline-size: 1.1em;
    block-size: 1.1em;
    accent-color: var(--_accent);
  }

  .column-list [aria-disabled] {
    opacity: 0.4;
  }

  .column-list p {
    margin-block-start: 8px;
    padding-inline: 6px;
  }

  .column-list > .button {
    inline-size: 100%;
    margin-block-start: 10px;
  }

  .grid,
  .head .cell {
    position: relative;
  }

  .head .cell {
    user-select: none;
  }

  /* What a pointer drags to make the column wider. The last one has no neighbour to take from. */
  .edge {
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 9px;
    border-inline-end: 1px solid transparent;
    cursor: col-resize;
    touch-action: none;
  }

  .head .row:hover .edge {
    border-color: var(--_line);
  }

  .head .row .edge:hover,
  .edge:active {
    border-color: var(--_line-strong);
  }

  .cell:nth-last-child(2) > .edge {
    display: none;
  }

  .dragged {
    cursor: grabbing;
    opacity: 0.5;
  }

  .drop-mark {
    position: absolute;
    z-index: 1;
    inset-block: 0;
    inline-size: 2px;
    margin-left: -1px;
    background: var(--_accent);
    pointer-events: none;
  }
`;
