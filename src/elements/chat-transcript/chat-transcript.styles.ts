import { css } from 'lit';

export const transcriptStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: var(--chat-monitor-transcript-size, 28em);
    min-block-size: 0;
    overflow: hidden;
  }

  :host(:focus-visible) {
    outline: none;
  }

  header {
    flex: none;
    padding: 10px 14px;
    border-block-end: 1px solid var(--_line);
  }

  .bar {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    gap: 8px;
    padding: 5px 14px;
    background: var(--_selected);
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }

  .connection {
    flex: none;
    padding: 5px 14px;
    border-radius: 0;
  }

  .connection .cut {
    flex: 1;
    white-space: normal;
  }

  .state {
    flex: 1;
  }

  .reading {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  .scroller {
    flex: 1;
    padding: 12px 14px;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .earlier {
    display: flex;
    margin: 0 auto 12px;
  }

  .messages {
    display: flex;
    flex-direction: column;
  }

  .message {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    align-self: flex-start;
    min-inline-size: 0;
    max-inline-size: min(85%, 44em);
  }

  .message + .message {
    margin-block-start: 14px;
  }

  .message.continued {
    margin-block-start: 3px;
  }

  .message.own {
    align-items: flex-end;
    align-self: flex-end;
  }

  .message.system {
    align-items: center;
    align-self: center;
    color: var(--_muted);
    text-align: center;
  }

  .by {
    display: flex;
    gap: 0.5em;
    max-inline-size: 100%;
    margin-block-end: 3px;
  }

  .author {
    font-weight: 600;
  }

  .own .author::first-letter {
    text-transform: uppercase;
  }

  .system .author,
  .system .by {
    font-weight: 400;
  }

  .kind,
  .by time {
    flex: none;
  }

  time {
    unicode-bidi: plaintext;
  }

  .text {
    max-inline-size: 100%;
    padding: 6px 10px;
    background: var(--_selected);
    border: 1px solid transparent;
    border-radius: 10px;
    border-start-start-radius: 3px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .agent .text {
    background: transparent;
    border-color: var(--_line);
  }

  .own .text {
    background: color-mix(in oklab, var(--_accent) 16%, transparent);
    border-color: transparent;
    border-radius: 10px;
    border-start-end-radius: 3px;
  }

  .system .text {
    padding: 0;
    background: none;
    border: 0;
  }

  .message .link {
    margin-block-start: 4px;
  }

  .pill {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    background: var(--_surface);
    border-color: var(--_line-strong);
    border-radius: 2em;
    box-shadow: var(--_shadow);
  }

  .pill:hover {
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  .composer {
    flex: none;
    padding: 10px 14px 14px;
    border-block-start: 1px solid var(--_line);
  }

  .writing {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }

  .writing textarea {
    flex: 1;
    min-inline-size: 0;
    max-block-size: 9em;
    padding-block: calc((var(--_control) + 4px - 1.4em - 2px) / 2);
    line-height: 1.4;
    resize: none;
    field-sizing: content;
  }

  .writing .button {
    inline-size: calc(var(--_control) + 12px);
    min-block-size: calc(var(--_control) + 4px);
    padding: 0;
  }

  .problem {
    display: flex;
    gap: 8px;
    margin-block-end: 8px;
    color: var(--_danger);
    overflow-wrap: anywhere;
  }

  .problem .icon {
    margin-block-start: 0.1em;
  }

  .skeleton {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 16px;
    padding: 16px 14px;
  }

  .skeleton span {
    block-size: 2.6em;
    inline-size: 58%;
    background: var(--_hover);
    border-radius: 10px;
  }

  .skeleton span:nth-child(even) {
    align-self: flex-end;
    inline-size: 44%;
  }

  @media (pointer: coarse) {
    .writing .button {
      inline-size: 48px;
      min-block-size: 44px;
    }

    .writing textarea {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .text {
      border-color: CanvasText;
    }
  }
`;
