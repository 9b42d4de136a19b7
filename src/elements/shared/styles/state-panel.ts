import { css } from 'lit';

export const statePanelStyles = css`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 4px;
    block-size: 100%;
    padding: 16px;
    overflow: auto;
    text-align: center;
    overflow-wrap: anywhere;
  }

  .state > .icon {
    inline-size: 22px;
    block-size: 22px;
    margin-block-end: 6px;
    stroke-width: 1.6;
    color: var(--_muted);
  }

  .state > .button {
    margin-block-start: 10px;
  }
`;
