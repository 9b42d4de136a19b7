import { css } from 'lit';

export const agentGridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .frame {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
    container: agents / inline-size;
  }

  .toolbar {
    display: flex;
    align-items: center;
    gap: 12px;
    padding-block-end: 8px;
  }

  .search-box {
    position: relative;
    flex: 0 1 16em;
    min-inline-size: 8em;
  }

  .search-box .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.6em;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }

  .search-box .field {
    padding-inline-start: 2.2em;
  }

  .facts {
    display: flex;
    align-items: center;
    gap: 14px;
    min-inline-size: 0;
    white-space: nowrap;
  }

  .stage {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .stage:not(.ready) {
    min-block-size: 12em;
  }

  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }

  th,
  td {
    block-size: max(36px, 2.5em);
    padding: 0 6px;
    overflow: hidden;
    text-align: start;
    font-weight: inherit;
    border-block-end: 1px solid var(--_line);
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: max(32px, 2.2em);
    color: var(--_muted);
  }

  th.load,
  td.load {
    inline-size: 11em;
  }

  tbody tr:hover {
    background: var(--_hover);
  }

  .sort {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    max-inline-size: 100%;
    padding: 0;
    background: none;
    border: 0;
    border-radius: 3px;
    cursor: pointer;
  }

  [aria-sort] > .sort {
    font-weight: 600;
  }

  .sort .icon {
    inline-size: 1em;
    block-size: 1em;
    stroke-width: 2.5;
  }

  .line {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
  }

  .dot {
    background: none;
    border: 0.15em solid var(--_muted);
  }

  .dot.available {
    background: var(--_success);
    border-color: var(--_success);
  }

  .bar {
    flex: none;
    inline-size: 4.5em;
    block-size: 0.5em;
  }

  .bar .track {
    fill: var(--_line);
  }

  .bar .fill {
    fill: var(--_accent);
  }

  .bar.full .fill {
    fill: var(--_warning);
  }

  @container agents (inline-size < 560px) {
    .queues {
      display: none;
    }

    th.load,
    td.load {
      inline-size: 6em;
    }

    .bar {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .dot.available {
      background: CanvasText;
    }

    .bar .track {
      fill: GrayText;
    }
  }
`;
