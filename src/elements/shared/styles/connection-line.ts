import { css } from 'lit';

export const connectionLineStyles = css`
  .connection {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    padding: 0.15em 0.6em;
    background: color-mix(in oklab, var(--_warning) 14%, transparent);
    border-radius: var(--_radius);
  }

  .connection > .icon {
    color: var(--_warning);
  }

  .connection > .link {
    flex: none;
    white-space: nowrap;
  }
`;
