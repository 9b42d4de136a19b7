import { css } from 'lit';

/** Dialogs, messages and what opens below a button: all in the top layer. */
export const overlayStyles = css`
  dialog,
  .toast {
    color: inherit;
    background: var(--_surface);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }

  dialog {
    inline-size: 34em;
    padding: 20px;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }

  .confirm {
    inline-size: 26em;
  }

  .confirm p {
    margin-block-start: 8px;
  }

  .dialog-buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 20px;
  }

  .toast {
    inset-block: auto 16px;
    inset-inline: 16px;
    max-inline-size: 36em;
    padding-block: 8px;
    padding-inline: 14px 8px;
    border-color: var(--_danger);
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

  /* Physical sides and anchor(): a position area goes wrong where the direction is not the document's. */
  .drop {
    top: anchor(bottom);
    right: anchor(right);
    max-inline-size: min(22em, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    margin: 4px 0;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
  }

  .drop.rtl {
    right: auto;
    left: anchor(left);
  }

  dialog,
  .drop,
  .toast {
    animation: appear var(--_motion) ease-out;
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }
`;
