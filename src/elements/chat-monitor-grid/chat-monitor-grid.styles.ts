import { css } from 'lit';

/** Where header, rows, and what stands in for the rows lie. */
export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    --_row: calc(max(36px, 2.5em) + var(--_density, 0px));
    --_card: calc(max(58px, 4em) + var(--_density, 0px));
    --_tall-card: calc(max(76px, 5.2em) + var(--_density, 0px));
  }

  :host([density='compact']) {
    --_density: -8px;
  }

  :host([density='comfortable']) {
    --_density: 8px;
  }

  .frame {
    display: grid;
    flex: 1 1 auto;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
    container: grid / inline-size;
  }

  .grid {
    display: grid;
    grid-area: 2 / 1 / 4;
    grid-template: subgrid / minmax(0, 1fr);
  }

  /* A click selects the row, and Shift with it a range: no text. */
  .grid[aria-multiselectable] .row {
    -webkit-user-select: none;
    user-select: none;
  }

  .head .row {
    block-size: max(32px, 2.2em);
    /* As wide as the rows below, beside their scroll bar. */
    margin-inline-end: var(--_scrollbar, 0px);
    border-block-end: 1px solid var(--_line);
  }

  :where(.head .cell) {
    display: flex;
    gap: 0.5em;
    align-items: center;
  }

  .head .assist {
    justify-content: center;
  }

  .head .queueTime,
  .head .sessionTime {
    justify-content: flex-end;
  }

  /* Which columns there are is known with the rows. */
  [aria-busy='true'] .head .cell {
    visibility: hidden;
  }

  .sort {
    display: flex;
    align-items: center;
    gap: 0.25em;
    min-inline-size: 0;
    block-size: 100%;
  }

  .sort,
  .head .assist {
    color: var(--_muted);
  }

  .sort:hover,
  .sorted {
    color: inherit;
  }

  .sorted {
    font-weight: 600;
  }

  /* Nothing, until the part comes that drags it. */
  .edge {
    position: absolute;
  }

  .place {
    margin-inline-start: -0.1em;
    font-size: 0.8em;
  }

  .sort .icon {
    inline-size: 1em;
    block-size: 1em;
    stroke-width: 2.5;
  }

  /* As high as asked for, unless the page gives the element a height: then what is left of it. */
  .stage,
  .overlay {
    --_height: var(--_row);
    position: relative;
    grid-area: 3 / 1;
    min-block-size: 0;
    contain: size;
  }

  .stage {
    grid-row: 2;
    contain-intrinsic-block-size: calc(var(--_rows) * var(--_row));
  }

  .probe {
    visibility: hidden;
  }

  .overlay {
    pointer-events: none;
  }

  /* Four bars in each row to come. */
  .skeleton {
    block-size: 100%;
    background: repeating-linear-gradient(90deg, var(--_selected) 0 22%, transparent 22% 26%);
    mask: linear-gradient(transparent 35%, black 35% 65%, transparent 65%) 0 0 / 100% var(--_height);
  }

  @media (prefers-reduced-motion: no-preference) {
    .skeleton {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
  }

  @keyframes breathe {
    to {
      opacity: 0.55;
    }
  }

  @container grid (inline-size < 720px) {
    .head {
      display: none;
    }

    .stage,
    .overlay {
      --_height: var(--_card);
    }

    .stage {
      contain-intrinsic-block-size: calc(var(--_rows) * 0.6 * var(--_card));
      border-block-start: 1px solid var(--_line);
    }
  }

  @container grid (inline-size < 420px) {
    .stage,
    .overlay {
      --_height: var(--_tall-card);
    }
  }
`;
