import { css } from 'lit';

/** The line above the grid, with what opens from it. */
export const toolbarStyles = css`
  .toolbar {
    display: grid;
    grid-template-columns: minmax(8em, 16em) minmax(0, 1fr);
    grid-auto-flow: column;
    align-items: center;
    gap: 8px 12px;
    padding-block-end: 8px;
  }

  .search-box {
    position: relative;
  }

  .search-box .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.6em;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }

  .search {
    padding-inline-start: 2.2em;
  }

  .sort-select {
    display: none;
    inline-size: auto;
    max-inline-size: 14em;
  }

  .facts,
  .tools {
    display: flex;
    align-items: center;
    gap: 4px 14px;
    min-inline-size: 0;
  }

  .facts {
    white-space: nowrap;
  }

  .column-list:empty {
    display: none;
  }

  @container grid (inline-size < 720px) {
    .toolbar {
      grid-template-columns: minmax(8em, 1fr) auto auto;
      grid-auto-flow: row;
    }

    ::slotted(*) {
      grid-column: 1 / -1;
      justify-self: start;
    }

    /* As wide whatever there is to choose: columns come with the viewer's preferences. */
    .sort-select {
      display: block;
      inline-size: 13em;
    }

    .facts {
      grid-row: 2;
      grid-column: 1 / -1;
    }

    .tools > .button > span {
      display: none;
    }
  }

  @container grid (inline-size < 420px) {
    .search-box {
      grid-column: 1 / 3;
    }

    .tools {
      grid-area: 1 / 3;
    }

    .facts {
      grid-column: 1;
    }

    .sort-select {
      grid-area: 2 / 2 / auto / -1;
      inline-size: auto;
    }
  }
`;
