import type { CommandType, ReportOutcome, ReportQuery } from '../../contract/index.js';
import type { ReportDelivery, ReportEntry } from '../../monitor/types.js';

export type PeriodName = 'all' | 'hour' | 'today' | 'week' | 'custom';

/** Epoch ms on the backend's clock: from `since` on, and before `until`. */
export interface Period {
  readonly name: PeriodName;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Which records are shown. */
export interface ReportFilter {
  /** Part of a chat's id, its requester's name, or the actor's name or id. */
  readonly text: string;
  readonly command?: CommandType | undefined;
  readonly outcome?: ReportOutcome | undefined;
  readonly delivery?: ReportDelivery | undefined;
  readonly period: Period;
}

export const noFilter: ReportFilter = { text: '', period: { name: 'all' } };

const hour = 3_600_000;

/** The period as of `now`; `today` and the days before it begin at the viewer's own midnight. */
export function periodAt(name: Exclude<PeriodName, 'custom'>, now: number): Period {
  switch (name) {
    case 'all':
      return { name };
    case 'hour':
      return { name, since: now - hour };
    case 'today':
      return { name, since: midnight(now, 0) };
    case 'week':
      return { name, since: midnight(now, 6) };
  }
}

function midnight(now: number, daysBefore: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBefore).getTime();
}

export function isFiltering({ text, command, outcome, delivery, period }: ReportFilter): boolean {
  return (
    text.trim() !== '' ||
    command !== undefined ||
    outcome !== undefined ||
    delivery !== undefined ||
    period.since !== undefined ||
    period.until !== undefined
  );
}

/** What a test of records needs to know beside them. */
export type RequesterOf = (entry: ReportEntry) => string | undefined;

export function matcherOf(filter: ReportFilter, requesterOf: RequesterOf): (entry: ReportEntry) => boolean {
  const { command, outcome, delivery, period } = filter;
  const { since = -Infinity, until = Infinity } = period;
  const text = filter.text.trim().toLowerCase();
  return (entry) => {
    const { event } = entry;
    return (
      (command === undefined || event.command === command) &&
      (outcome === undefined || event.outcome === outcome) &&
      (delivery === undefined || entry.delivery === delivery) &&
      event.startedAt >= since &&
      event.startedAt < until &&
      (text === '' || textOf(entry, requesterOf).includes(text))
    );
  };
}

function textOf(entry: ReportEntry, requesterOf: RequesterOf): string {
  const { chatId, actor } = entry.event;
  return [chatId, requesterOf(entry) ?? '', actor.name, actor.id].join('\n').toLowerCase();
}

/** What a backend is asked for. */
export interface Asked {
  readonly query: ReportQuery;
  /** Perhaps the id of a chat; the backend knows. */
  readonly words: string;
}

/**
 * As much of the filter as a backend can apply. Its text is looked for in what was read, and part of what is asked only
 * where it is one actor's name or id, or may be a chat's.
 *
 * @param known the records that name the actors
 * @param final the text is finished, and not on its way to another one
 */
export function askedOf(filter: ReportFilter, known: readonly ReportEntry[], final: boolean): Asked {
  const { command, outcome, period } = filter;
  const text = final ? filter.text.trim() : '';
  const actorId = actorNamed(text, known);
  const query: ReportQuery = {
    ...(actorId !== undefined && { actorId }),
    ...(command && { command }),
    ...(outcome && { outcome }),
    ...(period.since !== undefined && { since: period.since }),
    ...(period.until !== undefined && { until: period.until }),
  };
  return { query, words: actorId === undefined && /^\S{1,512}$/.test(text) ? text : '' };
}

/** The id of the one actor of these records whose name or id the text is. */
function actorNamed(text: string, entries: readonly ReportEntry[]): string | undefined {
  const wanted = text.toLowerCase();
  const ids = new Set<string>();
  for (const { event } of entries) {
    const { id, name } = event.actor;
    if (name.toLowerCase() === wanted || id.toLowerCase() === wanted) ids.add(id);
  }
  const [only] = ids;
  return ids.size === 1 ? only : undefined;
}
