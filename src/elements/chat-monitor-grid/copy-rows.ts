import { assistText } from '../shared/assist-text.js';
import { spreadsheetText } from '../shared/spreadsheet.js';
import type { Texts } from '../shared/texts/texts.js';
import { statusText, type ClockName, type RowModel } from './cells.js';
import type { ColumnKey } from './columns.js';

type CellText = (row: RowModel, texts: Texts, now: number) => string;

/** A column of buttons has none. */
const cellTexts: Readonly<Record<ColumnKey, CellText | undefined>> = {
  assist: ({ chat: { assist } }, texts) => (assist ? assistText(texts, assist) : ''),
  requester: ({ chat }) => `${chat.requester.name}: ${chat.issue}`,
  status: ({ chat, ghost }, texts) => statusText(chat, ghost, texts),
  agent: ({ chat }) => chat.assignee?.name ?? '',
  company: ({ chat }) => chat.company.name,
  queue: ({ chat }) => chat.queue?.name ?? '',
  queueTime: clockText('queue'),
  sessionTime: clockText('session'),
  actions: undefined,
};

function clockText(which: ClockName): CellText {
  return ({ slaAt }, texts, now) => {
    const clock = slaAt(now)[which];
    return clock ? texts.duration(clock.elapsed) : '';
  };
}

/** Lines for a spreadsheet, the columns' names first, cells apart by tabs; no cell is taken for a formula. */
export function rowsAsText(rows: Iterable<RowModel>, columns: readonly ColumnKey[], texts: Texts, now: number): string {
  const written = columns.filter((key) => cellTexts[key]);
  const lines = [written.map((key) => cell(texts.t(`grid.column.${key}`))).join('\t')];
  for (const row of rows) lines.push(written.map((key) => cell(cellTexts[key]?.(row, texts, now) ?? '')).join('\t'));
  return lines.join('\n');
}

/** On one line, as the row shows it. */
function cell(text: string): string {
  return spreadsheetText(text.replace(/\s+/g, ' ').trim());
}

/** Puts a text where a page that is not secure may put it too; false where the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  const copy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', copy, true);
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', copy, true);
  if (copied) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
