import { css } from 'lit';

/** Buttons, fields, popovers and signs, for elements that have them. */
export const controlStyles = css`
  button,
  input,
  select,
  textarea {
    margin: 0;
    font: inherit;
    letter-spacing: inherit;
    text-transform: inherit;
    color: inherit;
  }

  button {
    padding: 0;
    background: none;
    border: 0;
    border-radius: 3px;
    cursor: pointer;
  }

  :disabled,
  [aria-disabled='true'] {
    cursor: default;
  }

  /* The list that a select opens has the browser's own background. */
  option {
    color: CanvasText;
    background: Canvas;
  }

  .button {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: var(--_control);
    padding: 0 0.75em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    white-space: nowrap;
  }

  .button:hover {
    background: var(--_hover);
    border-color: var(--_line-strong);
  }

  .button[aria-expanded='true'],
  .button[aria-pressed='true'] {
    background: var(--_selected);
  }

  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
  }

  .button.primary {
    font-weight: 600;
    /* Not by color: the accent derives from it. */
    -webkit-text-fill-color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }

  .button.primary .icon {
    stroke: var(--_on-accent);
  }

  .button.quiet {
    border-color: transparent;
  }

  .button.square {
    inline-size: var(--_control);
    padding: 0;
  }

  .link {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  .field {
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: 0.2em 0.6em;
    background: transparent;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
  }

  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .field:focus-visible {
    outline-offset: -1px;
  }

  .popover {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    overflow: auto;
    color: inherit;
    background: var(--_surface);
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) + 2px);
    box-shadow: var(--_shadow);
  }

  .dot {
    display: inline-block;
    flex: none;
    inline-size: 0.55em;
    block-size: 0.55em;
    border-radius: 50%;
    background: currentColor;
  }

  .spinner {
    display: inline-block;
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    border: 2px solid var(--_line-strong);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
      border-style: dotted;
    }
  }

  @media (forced-colors: active) {
    .button.primary {
      forced-color-adjust: none;
    }

    .dot {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
