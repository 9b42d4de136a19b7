import { css } from 'lit';

export const paneStyles = css`
  :host {
    display: contents;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog {
    inline-size: min(36em, calc(100vw - 32px));
    padding: 0;
    overflow: hidden;
  }

  header {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    padding-block: 16px 4px;
    padding-inline: 20px 12px;
  }

  header > div {
    flex: 1;
    min-inline-size: 0;
  }

  .body {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    padding: 4px 20px 20px;
    overflow: auto;
  }

  .tabs {
    display: flex;
    flex: none;
    gap: 20px;
    border-block-end: 1px solid var(--_line);
  }

  .tab {
    min-block-size: 38px;
    padding: 0;
    color: var(--_muted);
    background: none;
    border: 0;
    border-block-end: 2px solid transparent;
    cursor: pointer;
  }

  .tab[aria-selected='true'] {
    color: inherit;
    font-weight: 600;
    border-block-end-color: var(--_accent);
  }

  .panel {
    display: flex;
    flex: 1 0 auto;
    flex-direction: column;
  }

  .picker {
    display: contents;
  }

  .search {
    position: relative;
    flex: none;
    margin-block: 12px 8px;
  }

  .search .icon {
    position: absolute;
    inset-block-start: calc(50% - 0.575em);
    inset-inline-start: 0.6em;
    color: var(--_muted);
  }

  .search .field {
    padding-inline-start: 2.2em;
  }

  .choices {
    block-size: clamp(9em, 38dvh, 19em);
    margin-inline: -8px;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .choices:not(:has(.choice)) {
    display: none;
  }

  .none {
    display: flex;
    align-items: center;
    justify-content: center;
    block-size: clamp(9em, 38dvh, 19em);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 48px;
    padding: 5px 8px;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  .choice:hover {
    background: var(--_hover);
  }

  .choice.active {
    background: var(--_selected);
  }

  .choice[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .search:has(:focus-visible) ~ .choices .choice.active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .choice[aria-disabled='true'] {
    cursor: default;
  }

  .choice[aria-disabled='true'] .line,
  .choice[aria-disabled='true'] .load {
    opacity: 0.6;
  }

  .tick {
    flex: none;
    inline-size: 1.15em;
    color: var(--_accent);
  }

  .who {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    gap: 0.35em;
    min-inline-size: 0;
  }

  .you {
    flex: none;
  }

  .load {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 4px;
    inline-size: 8.5em;
    text-align: end;
  }

  .load bdi {
    unicode-bidi: plaintext;
  }

  .over {
    display: block;
    color: var(--_warning);
  }

  .bar {
    display: block;
    block-size: 4px;
    overflow: hidden;
    background: var(--_line);
    border-radius: 2px;
  }

  .used {
    display: block;
    block-size: 100%;
    background: var(--_accent);
  }

  .full .used {
    background: var(--_warning);
  }

  .note {
    display: block;
    flex: none;
    margin-block-start: 12px;
  }

  .note textarea {
    display: block;
    min-block-size: 4.2em;
    margin-block-start: 4px;
    padding-block: 0.4em;
    resize: vertical;
  }

  .problem {
    display: flex;
    flex: none;
    align-items: flex-start;
    gap: 8px;
    margin-block-start: 12px;
    color: var(--_danger);
    overflow-wrap: anywhere;
  }

  .problem .icon {
    margin-block-start: 0.1em;
  }

  .dialog-buttons {
    flex: none;
    align-items: center;
    margin-block-start: 16px;
  }

  @media (max-width: 560px) {
    dialog {
      inline-size: 100vw;
      max-inline-size: none;
      max-block-size: 100dvh;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }

    .load {
      inline-size: 6.5em;
    }

    .dialog-buttons .button {
      flex: 1;
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .choice.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .tab {
      border-block-end-color: Canvas;
    }

    .tab[aria-selected='true'] {
      border-block-end-color: Highlight;
    }

    .bar {
      block-size: 6px;
      forced-color-adjust: none;
      background: Canvas;
      border: 1px solid CanvasText;
    }

    .used,
    .full .used {
      background: CanvasText;
    }
  }
`;
