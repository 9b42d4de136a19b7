import { css } from 'lit';

/** Dialogs and messages in the top layer. */
export const overlayStyles = css`
  dialog {
    inline-size: min(32em, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    margin: auto;
    padding: 20px;
    overflow: auto;
    color: inherit;
    background: var(--_surface);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }

  .confirm {
    inline-size: min(26em, calc(100vw - 32px));
  }

  .confirm p {
    margin-block-start: 8px;
    overflow-wrap: anywhere;
  }

  .dialog-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 20px;
  }

  .toast {
    position: fixed;
    inset: auto;
    inset-block-end: 16px;
    inset-inline: 16px;
    inline-size: fit-content;
    max-inline-size: min(36em, calc(100vw - 32px));
    margin: 0 auto;
    padding-block: 8px;
    padding-inline: 14px 8px;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_danger);
    border-radius: calc(var(--_radius) + 2px);
    box-shadow: var(--_shadow);
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
    overflow-wrap: anywhere;
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open],
    .toast:popover-open {
      animation: appear 120ms ease-out;
    }
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }
`;
