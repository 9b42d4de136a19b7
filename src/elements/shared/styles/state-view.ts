import { css } from 'lit';

/** For `renderState`. */
export const stateViewStyles = css`
  .state {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 6px;
    padding: 28px 16px;
    text-align: center;
    overflow-wrap: anywhere;
  }

  .state .icon {
    inline-size: 1.8em;
    block-size: 1.8em;
    stroke-width: 1.5;
    color: var(--_muted);
  }
`;
