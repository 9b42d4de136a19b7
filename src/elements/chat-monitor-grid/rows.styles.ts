import { css } from 'lit';

/** Rows and cells. Three layouts by the width of the element: all columns, without company, two lines. */
export const rowStyles = css`
  .viewport {
    position: absolute;
    inset: 0;
    overflow: hidden auto;
    scrollbar-gutter: stable;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }

  .content {
    position: relative;
    overflow: hidden;
  }

  .row {
    display: grid;
    grid-template-columns:
      38px minmax(0, 3.4fr) minmax(0, 1.6fr) minmax(0, 1.3fr) minmax(0, 1.1fr) minmax(0, 1.3fr)
      7em 7.6em 40px;
    column-gap: 2px;
    block-size: var(--_row);
  }

  .content > .row {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 0;
    contain: strict;
    border-block-end: 1px solid var(--_line);
  }

  .content > .row:hover,
  .content > .row:focus-within {
    background: var(--_hover);
  }

  .row.assisting {
    background: color-mix(in oklab, var(--_assist) 7%, transparent);
  }

  .content > .row.assisting:hover,
  .content > .row.assisting:focus-within {
    background: color-mix(in oklab, var(--_assist) 11%, transparent);
  }

  .row.ghost {
    opacity: 0.45;
  }

  .cell {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    padding-inline: 4px;
    overflow: hidden;
    border-radius: 3px;
  }

  .cell:focus-visible,
  .cell :focus-visible {
    outline-offset: -2px;
  }

  .cell.assist,
  .cell.actions {
    justify-content: center;
    padding: 0;
  }

  .requester > .requester {
    flex: 0 1 auto;
    max-inline-size: 45%;
  }

  .requester > .issue {
    flex: 1 1 0;
  }

  .dot {
    background: none;
    border: 0.15em solid var(--_muted);
  }

  .dot[data-status='assigned'] {
    background: var(--_accent);
    border-color: var(--_accent);
  }

  .dot[data-status='transferred'] {
    border-color: var(--_accent);
  }

  .queueTime,
  .sessionTime {
    justify-content: flex-end;
  }

  .cell[data-level='warning'] .sign {
    color: var(--_warning);
  }

  .cell[data-level='breach'] {
    font-weight: 600;
    color: color-mix(in oklab, var(--_breach) 78%, currentColor);
  }

  .stopped .time {
    color: var(--_muted);
  }

  .flag,
  .cell > .actions {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    inline-size: 28px;
    block-size: min(28px, 100%);
    padding: 0;
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  .flag:hover,
  .cell > .actions:hover,
  .cell > .actions[aria-expanded='true'] {
    background: var(--_selected);
  }

  .flag[aria-disabled='true'],
  .cell > .actions[aria-disabled='true'] {
    cursor: default;
  }

  .flag {
    color: var(--_assist);
  }

  .flag .icon {
    fill: currentColor;
  }

  .flag.claimed .icon {
    fill: none;
  }

  .cell > .actions.busy {
    position: absolute;
    opacity: 0;
  }

  @media (prefers-reduced-motion: no-preference) {
    .content > .row {
      transition: background-color var(--_motion);
    }

    .content > .row.recent {
      background: color-mix(in oklab, var(--_accent) 12%, transparent);
    }
  }

  @media (forced-colors: active) {
    .content > .row:hover {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }

    .dot[data-status='assigned'] {
      background: CanvasText;
    }
  }

  @container grid (inline-size < 960px) {
    .row {
      grid-template-columns: 38px minmax(0, 3.4fr) minmax(0, 1.6fr) minmax(0, 1.3fr) minmax(0, 1.3fr) 7em 7.6em 40px;
    }

    .cell.company {
      display: none;
    }

    .requester > .requester {
      max-inline-size: 65%;
    }
  }

  @container grid (inline-size < 720px) {
    .row {
      grid-template:
        'assist who who who time actions' 1fr 'assist status agent queue queue actions' 1fr /
        32px minmax(0, 1.5fr) minmax(0, 1fr) minmax(0, 1fr) 6.4em 40px;
      block-size: var(--_card);
      padding-block: 5px;
    }

    .cell.assist {
      grid-area: assist;
    }

    .cell.requester {
      grid-area: who;
    }

    .cell.status {
      grid-area: status;
    }

    .cell.agent {
      grid-area: agent;
    }

    .cell.queue {
      grid-area: queue;
    }

    .cell.queueTime,
    .cell.sessionTime {
      grid-area: time;
    }

    .cell.actions {
      grid-area: actions;
    }

    .cell.stopped {
      display: none;
    }

    .row.bone {
      grid-template: 1fr / 2fr 1fr 5em;
    }

    .bone span:nth-child(2) {
      display: none;
    }
  }

  @container grid (inline-size < 420px) {
    .row {
      block-size: var(--_tall-card);
      grid-template:
        'assist who who actions' 2fr 'assist status agent actions' 1fr / 28px minmax(0, 1fr) minmax(0, 1fr)
        36px;
    }

    .cell.requester {
      flex-direction: column;
      align-items: stretch;
      justify-content: center;
      gap: 0;
    }

    .requester > .requester,
    .requester > .issue {
      flex: none;
      max-inline-size: none;
    }

    /* Beside the name, where the issue below needs no room for it. */
    .requester > .requester {
      margin-inline-end: 6em;
    }

    .cell.queueTime,
    .cell.sessionTime {
      z-index: 1;
      grid-area: who;
      align-self: start;
      justify-self: end;
      block-size: 50%;
    }

    .cell.queue {
      display: none;
    }
  }
`;
