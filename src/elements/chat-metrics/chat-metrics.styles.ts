import { css } from 'lit';

export const metricsStyles = css`
  :host {
    container: metrics / inline-size;
  }

  dl {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 1px;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) + 2px);
  }

  .tile {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
    gap: 2px;
    min-inline-size: 0;
    padding: 10px 14px;
    /* Lines between the tiles, however many stand in a row. */
    box-shadow: 0 0 0 1px var(--_line);
  }

  dt {
    color: var(--_muted);
    overflow: hidden;
    text-overflow: ellipsis;
  }

  dd {
    font-size: 1.45em;
    line-height: 1.2;
    font-weight: 600;
    white-space: nowrap;
  }

  .pending dd {
    color: var(--_muted);
  }

  @container metrics (inline-size < 520px) {
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
