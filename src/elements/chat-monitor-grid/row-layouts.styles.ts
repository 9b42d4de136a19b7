import { css } from 'lit';

/** By the width of the element: all columns, without company, two lines, three lines. */
export const rowLayoutStyles = css`
  @container grid (inline-size < 960px) {
    .full .company {
      display: none;
    }

    bdi.requester {
      max-inline-size: 65%;
    }
  }

  /* Status, agent and queue take what is free in the second line, whatever their order. */
  @container grid (inline-size < 720px) {
    .grid .row {
      display: grid;
      grid-template: 1fr 1fr / 32px minmax(0, 1.5fr) minmax(0, 1fr) minmax(0, 1fr) 6.4em 40px;
      padding-block: 5px;
    }

    .row > .company {
      display: none;
    }

    .row > .cell {
      min-inline-size: 0;
    }

    .row > .status,
    .row > .agent,
    .row > .queue {
      grid-row: 2;
    }

    .agent {
      order: 1;
    }

    .cell.assist {
      grid-area: 1 / 1 / 3;
    }

    .cell.requester {
      grid-area: 1 / 2 / auto / -3;
    }

    .queueTime,
    .sessionTime {
      grid-area: 1 / -3;
    }

    .queue {
      order: 2;
      grid-column-end: span 2;
    }

    .cell.actions {
      grid-area: 1 / -2 / 3;
    }

    .flagless .row {
      grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr) minmax(0, 1fr) 6.4em 40px;
    }

    .flagless .requester {
      grid-column-start: 1;
    }

    .stopped {
      display: none;
    }
  }

  @container grid (inline-size < 420px) {
    .grid .row {
      grid-template: 2fr 1fr / 28px minmax(0, 1fr) minmax(0, 1fr) 36px;
    }

    .flagless .row {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 36px;
    }

    .content .cell.requester {
      flex-direction: column;
      align-items: stretch;
      justify-content: center;
      gap: 0;
      grid-column-end: -2;
    }

    /* Beside the time, where the issue below needs no room for it. */
    bdi.requester {
      align-self: start;
      max-inline-size: calc(100% - 6em);
    }

    .issue {
      flex: none;
    }

    .queueTime,
    .sessionTime {
      z-index: 1;
      align-self: start;
      block-size: 50%;
      pointer-events: none;
    }

    .row > .queue {
      display: none;
    }
  }
`;
