import { Actions, type ActionsContext } from './actions.js';
import { ReportOutboxes, type OutboxesContext } from './outbox/report-outboxes.js';

export interface DeskContext extends OutboxesContext, Omit<ActionsContext, 'outbox'> {}

/** Where the viewer acts: the commands, and the records of them. */
export class Desk {
  readonly actions: Actions;
  readonly outboxes: ReportOutboxes;

  constructor(context: DeskContext) {
    this.outboxes = new ReportOutboxes(context);
    this.actions = new Actions({ ...context, outbox: () => this.outboxes.current });
  }
}
