import { css } from 'lit';

/** Of the popover of class `tip`. */
export const cellTipStyles = css`
  .tip {
    inset-block-start: anchor(bottom);
    inset-inline-start: anchor(start);
    max-inline-size: min(32em, 90vw);
    max-block-size: 12em;
    padding: 6px 12px;
    overflow-wrap: anywhere;
    white-space: pre-line;
    pointer-events: none;
    unicode-bidi: plaintext;
    position-try-fallbacks: flip-block, flip-inline;
  }
`;
