import type { CommandOutcome, ReportEvent, ReportReceipt } from '../../src/contract/index.js';
import { closeRecord } from '../../src/monitor/report-records.js';

/** An open record of a command that sue gave. */
export function openEvent(id: string, chatId: string, more: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id,
    command: 'release',
    chatId,
    actor: { id: 'sue', name: 'Sue' },
    outcome: 'performing',
    startedAt: 0,
    form: {
      event: 'Release chat',
      eventId: 10003,
      eventStatus: 'Open',
      company: 'Acme',
      userId: 'sue',
      start: 0,
      count: 1,
      filter3: 'performing',
      sessionId: chatId,
      createDate: 0,
    },
    ...more,
  };
}

export function closed(event: ReportEvent, outcome: 'done' | 'refused' | 'failed' | 'unknown' = 'done'): ReportEvent {
  return closeRecord(event, { filter3: 'outcome' }, { outcome, at: event.startedAt });
}

/** What a backend answers to the ids of one delivery. */
export type Answer = (ids: readonly string[]) => ReportReceipt | Promise<ReportReceipt>;

export const rejectWith =
  (error: Error): Answer =>
  () =>
    Promise.reject(error);

/** A backend's table of records, where one that is there is not kept twice. */
export class Ledger {
  /** Ids of each delivery that came. */
  readonly deliveries: string[][] = [];
  /** What came with the last one. */
  last: readonly ReportEvent[] = [];
  readonly kept: ReportEvent[] = [];
  /** For the next deliveries, which are not kept; then everything is accepted. */
  readonly answers: Answer[] = [];
  /** What becomes of commands; one that was asked for and not performed never will be. */
  readonly commands = new Map<string, Exclude<CommandOutcome['state'], 'unknown'>>();
  /** For the next questions; then the truth. */
  readonly outcomes: (() => CommandOutcome | Promise<CommandOutcome>)[] = [];
  readonly asked: string[] = [];

  get ids(): readonly string[] {
    return this.kept.map(({ id }) => id);
  }

  async report(events: readonly ReportEvent[]): Promise<ReportReceipt> {
    const ids = events.map(({ id }) => id);
    this.deliveries.push(ids);
    this.last = events;
    return (this.answers.shift() ?? (() => this.keep(events)))(ids);
  }

  keep(events: readonly ReportEvent[]): ReportReceipt {
    for (const event of events) if (!this.ids.includes(event.id)) this.kept.push(event);
    return { accepted: events.map(({ id }) => id), refused: [] };
  }

  /** Whether the command with this key happens. */
  perform(id: string): boolean {
    if (!this.commands.has(id)) this.commands.set(id, 'done');
    return this.commands.get(id) === 'done';
  }

  async outcome(id: string): Promise<CommandOutcome> {
    this.asked.push(id);
    const scripted = this.outcomes.shift();
    if (scripted !== undefined) return scripted();
    if (!this.commands.has(id)) this.commands.set(id, 'not-performed');
    const state = this.commands.get(id) ?? 'not-performed';
    return state === 'refused' ? { state, at: 0, code: 'conflict' } : state === 'done' ? { state, at: 0 } : { state };
  }
}
