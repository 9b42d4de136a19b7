import { Hono } from 'hono';
import type { CommandOutcome, SupportQueue } from 'chat-monitor-elements/contract';
import { horizonOf } from '../change-log/position.js';
import { loadChat } from '../domain/chat-record.js';
import { renderChat } from '../domain/render-chat.js';
import { seesChat } from '../domain/scope.js';
import { renderSession } from '../domain/session.js';
import { loadSettings } from '../domain/settings.js';
import { Problem } from '../domain/problem.js';
import type { Actor } from '../domain/viewer.js';
import { check } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { idempotencyKey } from '../http/schemas.js';
import type { Services } from '../services.js';
import { noticesOf } from '../streams/notices.js';

/** What a viewer asks for once: session, queues, outcomes. */
export function sessionRoutes(services: Services): Hono<Environment> {
  const { database, cursors, audit, now } = services;
  const routes = new Hono<Environment>();

  routes.get('/session', async (context) => {
    const { actor } = context.get('signedIn');
    // Before the rest: what happens meanwhile is news.
    const noticesFrom = cursors.write(await horizonOf(database), noticesOf(actor));
    const settings = await loadSettings(database);
    const session = await renderSession(database, actor, settings, { audit, now: now() });
    return context.json({ ...session, noticesFrom });
  });

  routes.get('/queues', async (context) => {
    const { actor } = context.get('signedIn');
    if (actor.roles.length === 0) {
      throw new Problem(403, 'Support queues are for the support side.', { backendCode: 'role-required' });
    }
    const items = await database.query<SupportQueue>(
      `SELECT q.id, q.name, jsonb_build_object('id', c.id, 'name', c.name) AS company, q.auto_assign AS "autoAssign"
         FROM queues q JOIN companies c ON c.id = q.company_id
        WHERE c.id = ANY($1::text[]) ORDER BY c.name, q.name`,
      [actor.companies],
    );
    return context.json({ items });
  });

  routes.get('/outcomes/:key', async (context) => {
    const key = check(idempotencyKey, context.req.param('key'), 422);
    return context.json(await outcomeOf(services, context.get('signedIn').actor, key));
  });

  return routes;
}

interface StoredOutcome {
  readonly state: 'performing' | 'done' | 'refused' | 'sealed';
  readonly body: { readonly code?: string; readonly detail?: string } | null;
  readonly chatId: string | null;
  readonly at: number;
}

/**
 * What became of a command. A key that was never seen is sealed, so that "not performed" stays true; one that is being
 * performed right now is waited for.
 */
async function outcomeOf({ database, now }: Services, actor: Actor, key: string): Promise<CommandOutcome> {
  await database.query(
    `INSERT INTO idempotency_keys (viewer_id, key, request_hash, state, at) VALUES ($1, $2, '', 'sealed', $3)
     ON CONFLICT DO NOTHING`,
    [actor.id, key, now()],
  );
  const [stored] = await database.query<StoredOutcome>(
    `SELECT state, body, chat_id AS "chatId", at FROM idempotency_keys WHERE viewer_id = $1 AND key = $2`,
    [actor.id, key],
  );
  switch (stored?.state) {
    case 'sealed':
      return { state: 'not-performed' };
    case 'refused': {
      const { code = 'invalid', detail } = stored.body ?? {};
      return { state: 'refused', at: stored.at, code, ...(detail !== undefined && { message: detail }) };
    }
    case 'done': {
      const chat = stored.chatId === null ? undefined : await loadChat(database, stored.chatId);
      const visible = chat && seesChat(actor, chat);
      const policy = await loadSettings(database);
      return { state: 'done', at: stored.at, ...(visible && { chat: renderChat(chat, actor, policy) }) };
    }
    default:
      return { state: 'unknown' };
  }
}
