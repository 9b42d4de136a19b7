import type { ChatError } from '../../contract/index.js';
import type { ReportEntry } from '../../monitor/types.js';
import { ReportExportEvent } from '../shared/events/report-export-event.js';
import { download } from './download.js';
import { reportFile, type ReportFormat } from './report-file.js';
import type { ReportHistory } from './report-history.js';

/** Records in one file. */
const most = 10_000;
/** Records that are asked for at a time. */
const pageSize = 500;

export interface ExportSource {
  readonly history: Pick<ReportHistory, 'error' | 'hasMore' | 'settled' | 'more'>;
  /** What the log shows as far as it was read, newest first. */
  readonly matching: () => readonly ReportEntry[];
  /** Epoch ms, backend clock. */
  readonly now: () => number;
}

/**
 * - `done`: given to the page or to the browser; `complete` unless there are more records than one file holds
 * - `failed`: the history could not be read to its end, and a file with a hole is none
 */
export type ExportResult =
  | { readonly state: 'done'; readonly count: number; readonly complete: boolean }
  | { readonly state: 'failed'; readonly error: ChatError };

/**
 * Reads the rest of what the log shows and exports it: the cancelable `report-export` from `host`, and unless a
 * listener prevents it, a download. A history that cannot be read anyway holds nothing up: what is shown is exported.
 */
export async function exportRecords(
  host: HTMLElement,
  format: ReportFormat,
  source: ExportSource,
): Promise<ExportResult> {
  const { history, matching, now } = source;
  await history.settled;
  const readable = history.error === undefined;
  while (readable && history.hasMore && matching().length < most && host.isConnected) {
    await history.more(pageSize);
    if (history.error) return { state: 'failed', error: history.error };
  }
  const entries = matching().slice(0, most);
  const file = reportFile(format, entries, now());
  const events = entries.map(({ event }) => event);
  if (host.dispatchEvent(new ReportExportEvent({ format, events, file }))) download(file);
  return {
    state: 'done',
    count: entries.length,
    complete: matching().length <= most && !(readable && history.hasMore),
  };
}
