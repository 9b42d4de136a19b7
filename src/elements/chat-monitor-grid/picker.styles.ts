import { css } from 'lit';

/** Selected rows, and what the toolbar says of them. */
export const pickerStyles = css`
  .content > .row[aria-selected='true'] {
    background-color: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .content > .row[aria-selected='true']:hover,
  .content > .row[aria-selected='true']:focus-within {
    background-color: color-mix(in oklab, var(--_accent) 20%, transparent);
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
    margin-block: -4px;
  }

  @media (forced-colors: active) {
    .content > .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
