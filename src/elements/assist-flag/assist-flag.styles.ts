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
    animation: rise var(--_motion) ease-out;
  }

  .mark {
    display: inline-grid;
    place-content: center;
    inline-size: var(--_control);
    block-size: var(--_control);
  }

  .ask {
    inline-size: 20em;
    padding: 12px;
  }

  .ask textarea {
    margin-block: 4px 10px;
    resize: vertical;
  }

  .ask .button {
    inline-size: 100%;
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;
