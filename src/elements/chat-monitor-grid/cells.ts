import { nothing, render } from 'lit';
import type { Chat, Named } from '../../contract/index.js';
import type { ChatSla, PendingAction } from '../../monitor/types.js';
import { assistText } from '../shared/assist-text.js';
import { icon } from '../shared/icon.js';
import { clockAlert, flag, triangleAlert } from '../shared/icons.js';
import { shortened } from '../shared/texts/shortened.js';
import type { Texts } from '../shared/texts/texts.js';

/** What a row is about, apart from time and rights. */
export interface RowState {
  readonly chat: Chat;
  readonly pending: PendingAction | undefined;
  /** The chat has left; the row only keeps its place. */
  readonly ghost: boolean;
  /** Undefined where the row cannot be selected. */
  readonly selected: boolean | undefined;
}

/** All that a row shows. */
export interface RowModel extends RowState {
  /** At a time of the backend, ms. */
  readonly slaAt: (now: number) => ChatSla;
  /** The viewer may take the request for assistance down. */
  readonly mayClear: boolean;
}

/** The clocks of an agreed service level. */
export type ClockName = 'queue' | 'session';

/** Writes what a cell shows, but not what it shows already. `sla`: of now. */
export type CellWriter = (row: RowModel, texts: Texts, sla: ChatSla) => void;

/** Puts into an empty cell what never changes. */
export type CellContent = (cell: HTMLElement) => CellWriter;

/** The flag of an open request for assistance; a click takes it down. Most rows never have one. */
export const assistCell: CellContent = (cell) => {
  let button: HTMLButtonElement | undefined;
  return ({ chat: { assist }, mayClear, ghost }, texts) => {
    if (assist === undefined) {
      if (button) button.hidden = true;
      return;
    }
    if (!button) {
      button = toolButton(cell, 'flag');
      render(icon(flag), button);
    }
    const able = mayClear && !ghost;
    const request = assistText(texts, assist);
    button.hidden = false;
    button.classList.toggle('claimed', assist.claimedBy !== undefined);
    set(button, 'ariaLabel', able ? texts.t('grid.assist.clear', request) : request);
    set(button, 'ariaDisabled', able ? null : 'true');
  };
};

export const requesterCell: CellContent = (cell) => {
  const name = textPart(cell, 'requester strong cut');
  // Between the two for whoever reads the texts.
  cell.append(' ');
  const issue = textPart(cell, 'issue muted cut');
  return ({ chat }) => {
    name(chat.requester.name);
    issue(chat.issue);
  };
};

export const statusCell: CellContent = (cell) => {
  const dot = cell.appendChild(document.createElement('span'));
  const text = textPart(cell);
  cell.classList.add('cut');
  return ({ chat, ghost }, texts) => {
    set(dot, 'className', `dot ${ghost ? 'gone' : chat.status}`);
    text(statusText(chat, ghost, texts));
  };
};

export function statusText({ status, assignee }: Chat, ghost: boolean, texts: Texts): string {
  if (ghost) return texts.t('grid.gone');
  if (status === 'transferred' && assignee) return texts.t('grid.status.transferred', assignee.name);
  return texts.t(`status.${status}`);
}

export function nameCell(select: (chat: Chat) => Named | undefined): CellContent {
  return (cell) => {
    const text = textPart(cell);
    cell.classList.add('cut');
    return ({ chat }, texts) => {
      const name = select(chat)?.name;
      cell.classList.toggle('muted', name === undefined);
      text(name ?? texts.t('common.none'));
    };
  };
}

const levelIcons = { warning: clockAlert, breach: triangleAlert } as const;

export function timeCell(which: ClockName): CellContent {
  return (cell) => {
    const clock = cell.appendChild(document.createElement('span'));
    clock.className = 'clock';
    const sign = clock.appendChild(document.createElement('span'));
    sign.className = 'sign';
    const text = textPart(clock);
    let shownState: string | undefined;
    let shownWord: string | undefined;
    return (_, texts, sla) => {
      const time = sla[which];
      const level = time?.level ?? 'ok';
      const word = level === 'ok' ? undefined : texts.t(`sla.${level}`);
      // A clock that stands has no level.
      const state = time?.running ? level : 'stopped';
      text(time ? texts.duration(time.elapsed) : texts.t('common.none'));
      if (shownState !== state) cell.className = `cell ${which}Time ${state}`;
      shownState = state;
      if (shownWord === word) return;
      shownWord = word;
      render(level === 'ok' || word === undefined ? nothing : icon(levelIcons[level], { label: word }), sign);
    };
  };
}

export const actionsCell: CellContent = (cell) => {
  const button = toolButton(cell, 'more');
  button.ariaHasPopup = 'menu';
  const spinner = cell.appendChild(document.createElement('span'));
  spinner.className = 'spinner';
  spinner.hidden = true;
  return ({ chat, pending, ghost }, texts) => {
    const name = texts.t('grid.actions', chat.requester.name);
    button.classList.toggle('busy', pending !== undefined);
    set(button, 'ariaLabel', pending ? `${name}, ${texts.t('grid.pending')}` : name);
    set(button, 'ariaDisabled', ghost ? 'true' : null);
    spinner.hidden = pending === undefined;
  };
};

function toolButton(cell: HTMLElement, className: string): HTMLButtonElement {
  const button = cell.appendChild(document.createElement('button'));
  button.type = 'button';
  button.className = `tool ${className}`;
  button.tabIndex = -1;
  return button;
}

/** The page does not take a text of any length, the tip of a cell neither. */
const longest = 500;

/** A text by itself, whatever its direction. */
function textPart(cell: HTMLElement, className = ''): (text: string) => void {
  const element = cell.appendChild(document.createElement('bdi'));
  element.className = className;
  const node = element.appendChild(document.createTextNode(''));
  let shown = '';
  return (text) => {
    if (text === shown) return;
    shown = text;
    node.data = shortened(text, longest);
  };
}

export function set<E extends Element, K extends keyof E>(element: E, key: K, value: E[K]): void {
  if (element[key] !== value) element[key] = value;
}
