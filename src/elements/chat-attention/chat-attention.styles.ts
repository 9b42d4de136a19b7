import { css } from 'lit';

export const attentionStyles = css`
  /* Stands in a line of the page, and keeps its place when there is nothing to show: a tab must not change its width. */
  :host {
    display: inline-block;
    contain: none;
    font-size: inherit;
    vertical-align: baseline;
  }

  .circle {
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.6em;
    background: var(--_assist);
    border-radius: 50%;
    visibility: hidden;
  }

  .active .circle {
    visibility: visible;
  }

  @media (prefers-reduced-motion: no-preference) {
    .active .circle {
      animation: rise 180ms ease-out;
    }
  }

  @keyframes rise {
    from {
      scale: 0;
    }
  }

  @media (forced-colors: active) {
    .circle {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
