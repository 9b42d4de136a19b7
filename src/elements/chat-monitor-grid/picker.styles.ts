import { css } from 'lit';

/** Selected rows, and what the toolbar says of them. */
export const pickerStyles = css`
  .content > .row[aria-selected='true'] {
    background-color: color-mix(in oklab, var(--_accent) 12%, transparent);
  }

  .content > .row[aria-selected='true']:hover,
  .content > .row[aria-selected='true']:focus-within {
    background-color: color-mix(in oklab, var(--_accent) 17%, transparent);
  }

  /* The administrator's colours were chosen for the page's background: here they need more of the text's. */
  [aria-selected='true'] > .breach {
    color: color-mix(in oklab, var(--_breach) 50%, currentColor);
  }

  [aria-selected='true'] > .warning > .sign {
    color: color-mix(in oklab, var(--_warning) 65%, currentColor);
  }

  /* A colour alone would not be seen by everybody. */
  .content > .row[aria-selected='true']::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
    content: '';
    forced-color-adjust: none;
  }

  .selection {
    display: flex;
    align-items: center;
    min-inline-size: 0;
    margin-block: -4px;
  }

  /* What is selected is what counts, where there is no room for both. */
  @container grid (inline-size < 420px) {
    .facts > bdi:has(+ .selection) {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .content > .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
