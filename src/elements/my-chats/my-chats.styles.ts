import { css } from 'lit';

export const myChatsStyles = css`
  .chat + .chat,
  .notice + .notice,
  .notices:has(.notice) + .chats {
    border-block-start: 1px solid var(--_line);
  }

  .connection {
    padding: 5px 14px;
    border-radius: 0;
  }

  .connection .cut {
    flex: 1;
    white-space: normal;
  }

  .notice {
    display: flex;
    align-items: flex-start;
    gap: 10px;
    padding-block: 8px;
    padding-inline: 14px 8px;
    background: color-mix(in oklab, var(--_accent) 8%, transparent);
  }

  .notice > .icon {
    margin-block-start: 0.1em;
    color: var(--_accent);
  }

  .notice p {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .notice .note,
  .notice time {
    display: block;
    unicode-bidi: plaintext;
  }

  .chat {
    position: relative;
  }

  .open {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 1px 10px;
    inline-size: 100%;
    padding: 8px 14px;
    color: inherit;
    background: none;
    border: 0;
    text-align: start;
    cursor: pointer;
  }

  .open:hover {
    background: var(--_hover);
  }

  .open:focus-visible {
    outline-offset: -2px;
  }

  .open[aria-current='true'] {
    background: var(--_selected);
  }

  .open[aria-current='true']::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--_accent);
    content: '';
  }

  .who {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }

  .who .icon {
    fill: currentColor;
    color: var(--_assist);
  }

  .unread {
    padding: 0 0.55em;
    font-weight: 600;
    -webkit-text-fill-color: var(--_on-accent);
    background: var(--_accent);
    border-radius: 1em;
    justify-self: end;
  }

  .issue {
    grid-column: 1;
  }

  .issue:last-child {
    grid-column: 1 / -1;
  }

  .role {
    grid-column: 2;
    grid-row: 1;
    max-inline-size: 14em;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 0 14px 10px;
  }

  .answers .muted {
    flex: 1 1 8em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .skeleton span {
    display: block;
    block-size: 56px;
    background: linear-gradient(var(--_hover), var(--_hover)) content-box;
    padding: 8px 14px;
  }

  @media (pointer: coarse) {
    .answers .button {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .open[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
