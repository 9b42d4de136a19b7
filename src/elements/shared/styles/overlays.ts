import { css, type CSSResultGroup } from 'lit';
import { toastStyles } from './toast.js';

/** Dialogs and what opens below a button: all in the top layer. */
export const dialogStyles = css`
  dialog {
    inline-size: 34em;
    padding: 20px;
    color: inherit;
    overflow-wrap: anywhere;
    overscroll-behavior: contain;
    background: var(--_surface);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) + 4px);
    box-shadow: var(--_shadow);
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
  .drop {
    animation: appear var(--_motion) ease-out;
  }
`;

/** With the messages. */
export const overlayStyles: CSSResultGroup = [toastStyles, dialogStyles];
