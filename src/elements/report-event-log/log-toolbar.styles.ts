import { css } from 'lit';

/** The lines above the records: filter and export, and what there is to know. */
export const logToolbarStyles = css`
  .toolbar,
  .tools,
  .facts {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }

  .toolbar {
    padding-block-end: 8px;
  }

  .search-box {
    position: relative;
    flex: 1 1 11em;
    max-inline-size: 16em;
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

  .tools {
    margin-inline-start: auto;
  }

  select.field {
    inline-size: auto;
    max-inline-size: 14em;
  }

  .limits,
  .limit {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .facts {
    gap: 4px 14px;
    min-block-size: var(--_control);
    padding-block-end: 8px;
  }

  .fact {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: inherit;
  }

  /* Most records are delivered at once: what goes before it can be read is not shown. What is hidden has no focus. */
  .late:not(:focus) {
    animation: late 600ms;
  }

  @keyframes late {
    from,
    99% {
      visibility: hidden;
    }
  }

  .problem {
    display: flex;
    align-items: center;
    gap: 0.4em;
  }

  .sign {
    display: inline-flex;
    flex: none;
    color: var(--_muted);
  }

  .sign.good {
    color: var(--_success);
  }

  .sign.warning {
    color: var(--_warning);
  }

  .sign.bad {
    color: var(--_danger);
  }

  @container log (inline-size < 640px) {
    .search-box {
      flex-basis: 100%;
      max-inline-size: none;
    }

    select.field {
      flex: 1 1 7em;
      min-inline-size: 0;
    }

    .limits {
      display: grid;
      inline-size: 100%;
    }

    .limit > span {
      flex: 0 0 3em;
    }
  }
`;
