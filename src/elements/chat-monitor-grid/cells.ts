import { html, nothing, type TemplateResult } from 'lit';
import type { Chat, Named } from '../../contract/index.js';
import type { ChatSla, PendingAction } from '../../monitor/types.js';
import { assistText } from '../shared/assist-text.js';
import { icon } from '../shared/icon.js';
import { clockAlert, ellipsisVertical, flag, triangleAlert } from '../shared/icons.js';
import { shortened } from '../shared/texts/shortened.js';
import type { Texts } from '../shared/texts/texts.js';

/** All that a row shows. */
export interface RowModel {
  readonly chat: Chat;
  readonly sla: ChatSla;
  readonly pending: PendingAction | undefined;
  /** The chat has left; the row only keeps its place. */
  readonly ghost: boolean;
  /** Undefined where the row cannot be selected. */
  readonly selected: boolean | undefined;
  /** The viewer may take the request for assistance down. */
  readonly mayClear: boolean;
}

/** The clocks of an agreed service level. */
export type ClockName = 'queue' | 'session';

export type CellContent = (row: RowModel, texts: Texts) => TemplateResult;

/** The flag of an open request for assistance; a click takes it down. */
export const assistCell: CellContent = ({ chat: { assist }, mayClear, ghost }, texts) => {
  const able = mayClear && !ghost;
  const request = assist && assistText(texts, assist);
  return html`<button
    class="tool flag ${assist?.claimedBy ? 'claimed' : ''}"
    type="button"
    tabindex="-1"
    ?hidden=${!assist}
    aria-label=${request === undefined ? nothing : able ? texts.t('grid.assist.clear', request) : request}
    aria-disabled=${able ? nothing : 'true'}
  >
    ${icon(flag)}
  </button>`;
};

export const requesterCell: CellContent = ({ chat }) =>
  html`<bdi class="requester strong cut">${bounded(chat.requester.name)}</bdi>
    <bdi class="issue muted cut">${bounded(chat.issue)}</bdi>`;

/** The page does not take a text of any length, the tip of a cell neither. */
function bounded(text: string): string {
  return shortened(text, 500);
}

export const statusCell: CellContent = ({ chat, ghost }, texts) =>
  html`<span class="dot ${ghost ? 'gone' : chat.status}"></span
    ><bdi class="cut">${statusText(chat, ghost, texts)}</bdi>`;

export function statusText({ status, assignee }: Chat, ghost: boolean, texts: Texts): string {
  if (ghost) return texts.t('grid.gone');
  if (status === 'transferred' && assignee) return texts.t('grid.status.transferred', assignee.name);
  return texts.t(`status.${status}`);
}

export function nameCell(select: (chat: Chat) => Named | undefined): CellContent {
  return ({ chat }, texts) => {
    const name = select(chat)?.name;
    return html`<bdi class="cut ${name === undefined ? 'muted' : ''}">${bounded(name ?? texts.t('common.none'))}</bdi>`;
  };
}

const levelIcons = { ok: undefined, warning: clockAlert, breach: triangleAlert } as const;

export function timeCell(which: ClockName): CellContent {
  return ({ sla }, texts) => {
    const clock = sla[which];
    const level = clock?.level ?? 'ok';
    const sign = levelIcons[level];
    const time = clock ? texts.duration(clock.elapsed) : texts.t('common.none');
    const word = level === 'ok' ? '' : `, ${texts.t(`sla.${level}`)}`;
    return html`<span class="sign">${sign ? icon(sign) : nothing}</span><span>${time}</span
      ><span class="visually-hidden">${word}</span>`;
  };
}

export const actionsCell: CellContent = ({ chat, pending, ghost }, texts) => {
  const name = texts.t('grid.actions', chat.requester.name);
  return html`<button
      class="tool more ${pending ? 'busy' : ''}"
      type="button"
      tabindex="-1"
      aria-haspopup="menu"
      aria-label=${pending ? `${name}, ${texts.t('grid.pending')}` : name}
      aria-disabled=${ghost ? 'true' : nothing}
    >
      ${icon(ellipsisVertical)}</button
    ><span class="spinner" ?hidden=${!pending}></span>`;
};
