import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: inline-block;
    contain: none;
  }

  .menu {
    min-inline-size: 13em;
  }

  .item {
    display: grid;
    grid-template-columns: auto 1fr;
    column-gap: 10px;
    align-items: center;
    inline-size: 100%;
    min-block-size: 34px;
    padding: 6px 10px;
    background: none;
    border: 0;
    border-radius: var(--_radius);
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .item:hover,
  .item:focus {
    background: var(--_selected);
    outline: 2px solid transparent;
    outline-offset: -2px;
  }

  .item:focus-visible {
    outline-color: var(--_accent);
  }

  .item[aria-disabled='true'] {
    cursor: default;
  }

  .item .icon,
  .reason,
  .item[aria-disabled='true'] .label {
    color: var(--_muted);
  }

  .reason {
    grid-column: 2;
  }

  .separator {
    block-size: 1px;
    margin: 4px 0;
    background: var(--_line);
  }

  @media (pointer: coarse) {
    .item {
      min-block-size: 44px;
    }
  }
`;
