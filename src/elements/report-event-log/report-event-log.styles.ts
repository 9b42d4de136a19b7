import { css } from 'lit';

/** Rows and cells. Three layouts by the width of the element: all of it, without the chat's id, and four short lines. */
export const reportEventLogStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    --_row: max(36px, 2.5em);
  }

  .frame {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
    container: log / inline-size;
  }

  /* As high as twelve rows, unless the page gives the element a height: then what is left of it. */
  .stage {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
    contain: size;
    contain-intrinsic-block-size: calc(13 * var(--_row));
  }

  .table {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-block-size: 0;
  }

  .head,
  .body {
    position: relative;
    flex: none;
    overflow: hidden;
    scrollbar-gutter: stable;
  }

  .body {
    flex: 0 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .state {
    flex: 1 1 auto;
    min-block-size: 0;
  }

  .row {
    display: grid;
    grid-template-columns:
      7.2em minmax(0, 1.5fr) minmax(0, 1.7fr) minmax(0, 1.2fr) minmax(0, 2.2fr)
      minmax(0, 1.3fr) minmax(0, 2fr);
    column-gap: 2px;
    min-block-size: var(--_row);
    border-block-end: 1px solid var(--_line);
  }

  .day {
    padding: 10px 6px 4px;
    border-block-end: 1px solid var(--_line);
  }

  .row.open {
    border-block-end-color: transparent;
  }

  .head .row {
    min-block-size: max(32px, 2.2em);
  }

  .body > .row:hover {
    background: var(--_hover);
  }

  .cell {
    display: flex;
    align-items: center;
    gap: 0.4em;
    min-inline-size: 0;
    padding-inline: 6px;
  }

  .chat .requester {
    flex: 0 1 auto;
    max-inline-size: 65%;
  }

  .chat .id {
    flex: 1 1 0;
  }

  .toggle {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 24px;
    margin-inline-start: -4px;
    padding-inline: 4px;
    white-space: nowrap;
  }

  .toggle:focus-visible {
    outline-offset: 0;
  }

  .toggle .icon {
    inline-size: 1em;
    block-size: 1em;
    color: var(--_muted);
  }

  /* A triangle of logical borders, since the direction may come by style alone. */
  .arrow {
    flex: none;
    border-block: 0.3em solid transparent;
    border-inline-start: 0.42em solid var(--_muted);
    forced-color-adjust: none;
  }

  .delivery {
    padding-inline-end: 0;
  }

  .retry {
    margin-inline-start: auto;
  }

  .details {
    padding-block: 4px 12px;
    padding-inline: 6px;
    border-block-end: 1px solid var(--_line);
  }

  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(15em, 100%), 1fr));
    gap: 8px 16px;
  }

  dd {
    overflow-wrap: anywhere;
  }

  .footer {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 12px;
    padding: 10px 6px;
  }

  @container log (inline-size < 1200px) {
    .row {
      grid-template-columns:
        7.2em minmax(0, 1.5fr) minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 2fr)
        minmax(0, 1.1fr) minmax(0, 1.9fr);
    }

    .requester + .id {
      display: none;
    }

    .chat .requester {
      max-inline-size: none;
    }
  }

  @container log (inline-size < 640px) {
    .head {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .table {
      border-block-start: 1px solid var(--_line);
    }

    .row {
      grid-template-columns: minmax(0, 1fr) auto;
      grid-auto-rows: minmax(1.7em, auto);
      padding-block: 6px;
    }

    .outcome,
    .delivery {
      justify-self: end;
    }

    /* In the details. */
    .more {
      display: none;
    }

    .outcome {
      grid-area: 1 / 2;
    }

    .delivery {
      grid-area: 2 / 2;
      padding-inline-end: 6px;
    }

    .delivery:has(.retry) {
      padding-inline-end: 0;
    }

    .actor {
      grid-column: 2;
      justify-self: end;
    }

    .move {
      grid-column: 1 / -1;
    }

    .move:empty {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .arrow {
      border-inline-start-color: CanvasText;
    }

    .body > .row:hover {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
  }
`;
