import { css } from 'lit';

export const scopeStyles = css`
  /* As wide as its buttons, so that it can stand in a line of the page. */
  :host {
    contain: none;
    max-inline-size: 100%;
  }

  .pickers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .picker {
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .picker > .button {
    max-inline-size: min(22em, 100%);
  }

  .popover {
    inset-block-start: anchor(bottom);
    inset-inline-start: anchor(start);
    inline-size: max-content;
    min-inline-size: max(14em, anchor-size(inline));
    max-inline-size: min(24em, calc(100vw - 16px));
    max-block-size: min(24em, 60vh);
    margin-block-start: 4px;
    position-try-fallbacks: flip-block, flip-inline;
  }

  .popover > .field {
    position: sticky;
    inset-block-start: 0;
    margin-block-end: 4px;
    background: var(--_surface);
  }

  [role='listbox']:focus-visible {
    outline: none;
  }

  .option {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: var(--_control);
    padding: 2px 8px;
    border-radius: calc(var(--_radius) - 2px);
    cursor: pointer;
  }

  .option:hover {
    background: var(--_hover);
  }

  .popover:focus-within .option.active {
    background: var(--_selected);
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .box {
    display: inline-grid;
    flex: none;
    place-content: center;
    inline-size: 1.15em;
    block-size: 1.15em;
    border: 1px solid var(--_line-strong);
    border-radius: 3px;
  }

  [aria-selected='true'] > .box {
    background: var(--_accent);
    border-color: var(--_accent);
  }

  .box .icon {
    inline-size: 0.9em;
    block-size: 0.9em;
    stroke: var(--_on-accent);
    stroke-width: 3;
  }

  .none {
    padding: 6px 8px;
  }

  @media (forced-colors: active) {
    [aria-selected='true'] > .box {
      forced-color-adjust: none;
    }
  }
`;
