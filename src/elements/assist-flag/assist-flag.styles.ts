import { css } from 'lit';

export const flagStyles = css`
  :host {
    display: inline-block;
    contain: none;
  }

  .raised {
    color: var(--_assist);
  }

  .raised .icon {
    fill: currentColor;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    inline-size: var(--_control);
    block-size: var(--_control);
  }

  .ask {
    top: anchor(bottom);
    left: anchor(left);
    inline-size: min(20em, calc(100vw - 16px));
    margin: 4px 0;
    padding: 12px;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
  }

  .ask.rtl {
    right: anchor(right);
    left: auto;
  }

  .ask textarea {
    display: block;
    margin-block: 4px 10px;
    padding-block: 0.4em;
    resize: vertical;
  }

  .ask .button {
    inline-size: 100%;
  }

  @media (prefers-reduced-motion: no-preference) {
    .raised .icon {
      animation: rise 180ms ease-out;
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;
