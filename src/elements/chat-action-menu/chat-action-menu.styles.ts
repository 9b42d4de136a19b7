import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: inline-block;
    contain: none;
  }

  /* Physical sides and anchor(): a position area goes wrong where the menu's direction is not the document's. */
  .menu {
    top: anchor(bottom);
    right: anchor(right);
    min-inline-size: 13em;
    max-inline-size: min(22em, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    margin: 4px 0;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
  }

  .menu.rtl {
    right: auto;
    left: anchor(left);
  }

  .item {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 34px;
    padding: 6px 10px;
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--_radius);
    text-align: start;
    cursor: pointer;
  }

  .item .icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
  }

  .item:hover,
  .item:focus {
    background: var(--_selected);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item[aria-disabled='true'] {
    cursor: default;
  }

  .item[aria-disabled='true'] .label,
  .item[aria-disabled='true'] .icon {
    opacity: 0.6;
  }

  .label,
  .reason {
    display: block;
    overflow-wrap: anywhere;
  }

  .reason {
    color: var(--_muted);
  }

  .separator {
    block-size: 1px;
    margin: 4px 0;
    background: var(--_line);
  }

  @media (pointer: coarse) {
    .item {
      min-block-size: 44px;
      padding-block: 11px;
    }
  }

  @media (forced-colors: active) {
    .item:hover,
    .item:focus {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .menu:popover-open {
      animation: appear 100ms ease-out;
    }
  }
`;
