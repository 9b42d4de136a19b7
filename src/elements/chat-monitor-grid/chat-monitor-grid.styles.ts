import { css } from 'lit';

/** Toolbar, header, and where the rows and what stands in for them lie. */
export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    --_row: max(36px, 2.5em);
    --_card: max(58px, 4em);
    --_tall-card: max(76px, 5.2em);
  }

  :host([density='compact']) {
    --_row: max(28px, 1.95em);
    --_card: max(50px, 3.5em);
    --_tall-card: max(68px, 4.7em);
  }

  :host([density='comfortable']) {
    --_row: max(44px, 3.1em);
    --_card: max(68px, 4.7em);
    --_tall-card: max(86px, 5.9em);
  }

  .frame {
    display: grid;
    flex: 1 1 auto;
    grid-template-rows: auto auto minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 0;
    container: grid / inline-size;
  }

  .toolbar {
    display: grid;
    grid-template-columns: minmax(8em, 16em) minmax(0, 1fr) auto;
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
    min-inline-size: 0;
    max-inline-size: 14em;
  }

  .sort-select option {
    color: CanvasText;
    background: Canvas;
  }

  .facts {
    display: flex;
    align-items: center;
    gap: 4px 14px;
    min-inline-size: 0;
    min-block-size: var(--_control);
    white-space: nowrap;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  .faults {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: inherit;
  }

  .faults-list {
    inset-block-start: anchor(bottom);
    inset-inline-start: anchor(start);
    max-inline-size: min(28em, 90vw);
    margin-block-start: 4px;
    padding: 10px 14px;
    white-space: normal;
    overflow-wrap: anywhere;
    position-try-fallbacks: flip-inline;
  }

  .faults-list li {
    display: flex;
    flex-direction: column;
  }

  .faults-list li + li {
    margin-block-start: 8px;
  }

  .grid {
    display: grid;
    grid-row: 2 / 4;
    grid-column: 1;
    grid-template-rows: subgrid;
    grid-template-columns: minmax(0, 1fr);
  }

  .head {
    overflow: hidden;
    scrollbar-gutter: stable;
  }

  .head .row {
    block-size: max(32px, 2.2em);
    border-block-end: 1px solid var(--_line);
  }

  .sort {
    display: flex;
    align-items: center;
    gap: 0.25em;
    min-inline-size: 0;
    max-inline-size: 100%;
    block-size: 100%;
    padding: 0;
    color: var(--_muted);
    background: none;
    border: 0;
    border-radius: 3px;
    cursor: pointer;
  }

  .sort:hover,
  [aria-sort] > .sort {
    color: inherit;
  }

  [aria-sort] > .sort {
    font-weight: 600;
  }

  .sort .icon {
    inline-size: 1em;
    block-size: 1em;
    stroke-width: 2.5;
  }

  .head .assist .icon {
    color: var(--_muted);
  }

  /* As high as asked for, unless the page gives the element a height: then what is left of it. */
  .stage {
    position: relative;
    grid-row: 2;
    min-block-size: 0;
    contain: size;
    contain-intrinsic-block-size: calc(var(--_rows) * var(--_row));
  }

  .probe {
    position: absolute;
    inset-inline: 0;
    visibility: hidden;
    pointer-events: none;
  }

  .overlay {
    position: relative;
    grid-row: 3;
    grid-column: 1;
    min-block-size: 0;
    contain: size;
    pointer-events: none;
  }

  .overlay > .state {
    pointer-events: auto;
  }

  .note {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 0;
    display: flex;
    justify-content: center;
    padding-inline: 12px;
  }

  .note .button {
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_surface);
    border-color: var(--_assist);
    border-radius: 2em;
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }

  .note .icon {
    color: var(--_assist);
  }

  .note .show {
    color: var(--_accent);
    text-decoration: underline;
  }

  .tip {
    inset-block-start: anchor(bottom);
    inset-inline-start: anchor(start);
    max-inline-size: min(32em, 90vw);
    max-block-size: 12em;
    padding: 5px 10px;
    white-space: pre-line;
    overflow-wrap: anywhere;
    pointer-events: none;
    unicode-bidi: plaintext;
    position-try-fallbacks: flip-block, flip-inline;
  }

  .skeleton {
    block-size: 100%;
    overflow: hidden;
  }

  .row.bone {
    align-items: center;
    column-gap: 24px;
    grid-template-columns: 3fr 1fr 1fr 5em;
    padding-inline: 40px 12px;
  }

  .bone span {
    block-size: 0.7em;
    background: var(--_selected);
    border-radius: 1em;
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
    .toolbar {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .sort-select {
      display: block;
    }

    .facts {
      grid-row: 2;
      grid-column: 1 / -1;
      min-block-size: 0;
    }

    .tools:not(:has(.notify)) {
      grid-column: 1 / -1;
    }

    .notify > span {
      display: none;
    }

    .head {
      display: none;
    }

    .stage {
      contain-intrinsic-block-size: calc(var(--_rows) * 0.6 * var(--_card));
      border-block-start: 1px solid var(--_line);
    }
  }

  @container grid (inline-size < 420px) {
    .search-box {
      grid-column: 1 / -1;
    }

    .facts {
      grid-column: 1;
    }

    .sort-select {
      max-inline-size: 12em;
    }

    .note .muted {
      display: none;
    }
  }
`;
