import type { Chat, Named } from '../../contract/index.js';
import type { ChatSla, PendingAction, SlaLevel } from '../../monitor/types.js';
import { assistText } from '../shared/assist-text.js';
import { iconElement } from '../shared/icon.js';
import { clockAlert, ellipsisVertical, flag, triangleAlert } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';
import { append, setAttribute, TextSlot } from './text-slot.js';

/** All that a row shows. */
export interface RowModel {
  readonly chat: Chat;
  readonly sla: ChatSla;
  readonly pending: PendingAction | undefined;
  /** The chat has left; the row only keeps its place. */
  readonly ghost: boolean;
  /** The viewer may take the request for assistance down. */
  readonly mayClear: boolean;
}

/** The content of one cell, kept up by touching only what changed. */
export interface CellContent {
  update(row: RowModel, texts: Texts): void;
}

export type CellFactory = (cell: HTMLElement) => CellContent;

/** The flag of an open request for assistance; a click takes it down. */
export const assistCell: CellFactory = (cell) => {
  const button = append(cell, 'button', 'flag');
  button.type = 'button';
  button.tabIndex = -1;
  button.hidden = true;
  button.append(iconElement(flag));
  return {
    update({ chat, mayClear, ghost }, texts) {
      const { assist } = chat;
      button.hidden = assist === undefined;
      if (assist === undefined) return;
      const able = mayClear && !ghost;
      const request = assistText(texts, assist);
      setAttribute(button, 'aria-label', able ? texts.t('grid.assist.clear', request) : request);
      setAttribute(button, 'aria-disabled', able ? undefined : 'true');
      button.classList.toggle('claimed', assist.claimedBy !== undefined);
    },
  };
};

export const requesterCell: CellFactory = (cell) => {
  const name = new TextSlot(append(cell, 'bdi', 'requester strong cut'));
  // A space between the two for readers that join the texts of a cell.
  cell.append(' ');
  const issue = new TextSlot(append(cell, 'bdi', 'issue muted cut'));
  return {
    update({ chat }) {
      name.set(chat.requester.name);
      issue.set(chat.issue);
    },
  };
};

export const statusCell: CellFactory = (cell) => {
  const dot = append(cell, 'span', 'dot');
  const text = new TextSlot(append(cell, 'bdi', 'cut'));
  return {
    update({ chat, ghost }, texts) {
      const status = ghost ? 'gone' : chat.status;
      setAttribute(dot, 'data-status', status);
      text.set(statusText(chat, ghost, texts));
    },
  };
};

function statusText(chat: Chat, ghost: boolean, texts: Texts): string {
  if (ghost) return texts.t('grid.gone');
  if (chat.status === 'transferred' && chat.assignee) return texts.t('grid.status.transferred', chat.assignee.name);
  return texts.t(`status.${chat.status}`);
}

export function nameCell(select: (chat: Chat) => Named | undefined): CellFactory {
  return (cell) => {
    const element = append(cell, 'bdi', 'cut');
    const text = new TextSlot(element);
    return {
      update({ chat }, texts) {
        const named = select(chat);
        element.classList.toggle('muted', named === undefined);
        text.set(named?.name ?? texts.t('common.none'));
      },
    };
  };
}

const levelIcons: Readonly<Partial<Record<SlaLevel, SVGSVGElement>>> = {
  warning: iconElement(clockAlert),
  breach: iconElement(triangleAlert),
};

export function timeCell(which: 'queue' | 'session'): CellFactory {
  return (cell) => {
    const sign = append(cell, 'span', 'sign');
    const time = new TextSlot(append(cell, 'span', 'time'));
    const word = new TextSlot(append(cell, 'span', 'visually-hidden'));
    let shown: SlaLevel | undefined;
    return {
      update({ sla }, texts) {
        const clock = sla[which];
        cell.classList.toggle('stopped', !clock?.running);
        time.set(clock ? texts.duration(clock.elapsed) : texts.t('common.none'));
        const level = clock?.level ?? 'ok';
        word.set(level === 'ok' ? '' : `, ${texts.t(`sla.${level}`)}`);
        if (level === shown) return;
        shown = level;
        setAttribute(cell, 'data-level', level === 'ok' ? undefined : level);
        const icon = levelIcons[level];
        sign.replaceChildren(...(icon ? [icon.cloneNode(true)] : []));
      },
    };
  };
}

export const actionsCell: CellFactory = (cell) => {
  const button = append(cell, 'button', 'actions');
  button.type = 'button';
  button.tabIndex = -1;
  button.setAttribute('aria-haspopup', 'menu');
  button.append(iconElement(ellipsisVertical));
  const spinner = append(cell, 'span', 'spinner');
  spinner.hidden = true;
  return {
    update({ chat, pending, ghost }, texts) {
      const name = texts.t('grid.actions', chat.requester.name);
      setAttribute(button, 'aria-label', pending ? `${name}, ${texts.t('grid.pending')}` : name);
      setAttribute(button, 'aria-disabled', ghost ? 'true' : undefined);
      spinner.hidden = pending === undefined;
      button.classList.toggle('busy', pending !== undefined);
    },
  };
};
