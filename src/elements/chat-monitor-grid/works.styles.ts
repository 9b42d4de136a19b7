import { css } from 'lit';

/** What comes with the works: notes over the rows, and of what went wrong. */
export const worksStyles = css`
  .state,
  .note .button {
    pointer-events: auto;
  }

  .note {
    display: flex;
    justify-content: center;
    padding: 8px 12px;
  }

  .note .button {
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_surface);
    border-color: var(--_assist);
    border-radius: 2em;
    box-shadow: var(--_shadow);
  }

  .note .icon {
    color: var(--_assist);
  }

  /* Its chat has left; another one has its place below, and must not shine through, whatever colour the row had. */
  .content > .leaving {
    z-index: 1;
    background-image:
      linear-gradient(color-mix(in oklab, var(--_muted) 22%, transparent) 0 0), linear-gradient(var(--_surface) 0 0);
    cursor: default;
  }

  @media (forced-colors: active) {
    .content > .leaving {
      background-image: linear-gradient(Canvas 0 0);
    }
  }

  .faults {
    display: flex;
    align-items: center;
    gap: 0.4em;
    color: inherit;
  }

  .faults-list {
    inset-block-start: anchor(bottom);
    inset-inline-start: anchor(start);
    max-inline-size: min(32em, 90vw);
    padding: 6px 12px;
    overflow-wrap: anywhere;
    white-space: normal;
    position-try-fallbacks: flip-block, flip-inline;
  }

  .faults-list bdi {
    display: block;
  }

  @container grid (inline-size < 420px) {
    .note .muted {
      display: none;
    }
  }
`;
