import { css } from 'lit';

export const paneStyles = css`
  :host {
    display: contents;
  }

  .tabs {
    display: flex;
    gap: 20px;
    margin-block-start: 4px;
    border-block-end: 1px solid var(--_line);
  }

  .tab {
    min-block-size: 38px;
    padding: 0 0 2px;
    color: var(--_muted);
    background: none;
    border: 0;
    cursor: pointer;
  }

  .tab[aria-selected='true'] {
    padding: 0;
    color: inherit;
    font-weight: 600;
    border-block-end: 2px solid var(--_accent);
  }

  .search {
    position: relative;
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

  .choices,
  .none {
    block-size: clamp(9em, 38dvh, 19em);
    margin-inline: -8px;
    overflow: auto;
  }

  .none {
    display: grid;
    place-content: center;
    text-align: center;
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

  .choice:hover,
  .choice.active {
    background: var(--_hover);
  }

  .choice[aria-selected='true'] {
    background: color-mix(in oklab, var(--_accent) 14%, transparent);
  }

  .search:has(:focus-visible) + .choices .active {
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
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    gap: 0.35em;
    min-inline-size: 0;
  }

  .load {
    flex: none;
    inline-size: 7.5em;
    text-align: end;
  }

  .load span {
    display: block;
  }

  .over {
    font-weight: 600;
  }

  .bar {
    margin-block-start: 4px;
    overflow: hidden;
    background: var(--_selected);
    border-radius: 2px;
  }

  .bar span {
    block-size: 4px;
    background: var(--_accent);
  }

  .full .bar span {
    background: var(--_warning);
  }

  .note,
  .problem {
    display: block;
    margin-block-start: 12px;
  }

  .note textarea {
    min-block-size: 4.2em;
    margin-block-start: 4px;
    resize: vertical;
  }

  .problem {
    color: var(--_danger);
  }

  @media (max-width: 560px) {
    dialog {
      inline-size: 100%;
      max-inline-size: none;
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }

    .dialog-buttons .button {
      flex: 1;
      min-block-size: 44px;
    }
  }
`;
