import { css } from 'lit';

/** A message for a while, in the top layer. */
export const toastStyles = css`
  .toast {
    inset-block: auto 16px;
    inset-inline: 16px;
    max-inline-size: 36em;
    padding-block: 8px;
    padding-inline: 14px 8px;
    color: inherit;
    overflow-wrap: anywhere;
    background: var(--_surface);
    border: 1px solid var(--_danger);
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
    animation: appear var(--_motion) ease-out;
  }

  .toast:popover-open {
    display: flex;
    align-items: center;
    gap: 10px;
  }

  .toast > .icon {
    color: var(--_danger);
  }

  .toast-text {
    flex: 1;
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }
`;
