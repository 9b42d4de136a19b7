import { Hono } from 'hono';
import * as v from 'valibot';
import type { ReportEvent, ReportQuery, ReportReceipt } from 'chat-monitor-elements/contract';
import { Problem } from '../domain/problem.js';
import { keepReport, readReports } from '../domain/reports.js';
import type { Actor } from '../domain/viewer.js';
import { check, readBody } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { reportBatch, reportEvent, reportQuery } from '../http/report-schemas.js';
import type { Services } from '../services.js';

/** A hundred records with long notes. */
const bodyLimit = 512 * 1_024;

type Refused = ReportReceipt['refused'][number];

export function reportRoutes({ database, audit, now }: Services): Hono<Environment> {
  const routes = new Hono<Environment>();

  routes.post('/report-events', async (context) => {
    if (audit === 'backend') {
      throw new Problem(501, 'This server writes the Report_Events by itself.', { backendCode: 'audit-backend' });
    }
    const { actor } = context.get('signedIn');
    const { events } = await readBody(context, reportBatch, bodyLimit);
    const accepted: string[] = [];
    const refused: Refused[] = [];
    await database.transaction(async (tx) => {
      for (const [index, value] of events.entries()) {
        const event = readEvent(value, index, actor);
        const kept = 'code' in event || (await keepReport(tx, actor, takeOver(event, actor, now())));
        if ('code' in event) refused.push(event);
        else if (kept) accepted.push(event.id);
        else refused.push({ id: event.id, code: 'forbidden', message: 'This record is of somebody else.' });
      }
    });
    return context.json({ accepted, refused });
  });

  routes.get('/report-events', async (context) => {
    const query = check(reportQuery, context.req.query(), 422) as ReportQuery;
    return context.json(await readReports(database, context.get('signedIn').actor, query));
  });

  return routes;
}

/** A record that cannot be taken is refused alone. Errors: 422 where it has no id to refuse it by. */
function readEvent(value: unknown, index: number, actor: Actor): ReportEvent | Refused {
  const result = v.safeParse(reportEvent, value);
  if (!result.success) {
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
    const [issue] = result.issues;
    const path = v.getDotPath(issue) ?? '';
    if (typeof id === 'string' && id !== '') return { id, code: 'invalid', message: `"${path}": ${issue.message}` };
    throw new Problem(422, `Record ${String(index)} has no id.`, {
      errors: [{ path: `events.${String(index)}.id`, message: issue.message }],
    });
  }
  const event = result.output as ReportEvent;
  if (event.actor.id === actor.id) return event;
  return { id: event.id, code: 'forbidden', message: 'This record is of somebody else. Send it under their sign-in.' };
}

/** Who acted is who is signed in, whatever the record says. */
function takeOver(event: ReportEvent, actor: Actor, receivedAt: number): ReportEvent {
  return {
    ...event,
    actor: { id: actor.id, name: actor.name },
    receivedAt,
    form: { ...event.form, userId: actor.id },
  };
}
