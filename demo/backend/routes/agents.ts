import { Hono } from 'hono';
import { renderAgent } from '../domain/agent-record.js';
import { setAgentStatus } from '../domain/set-agent-status.js';
import { loadSettings } from '../domain/settings.js';
import { check, readBody } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { performOnce } from '../http/idempotency.js';
import { agentStatus, id } from '../http/schemas.js';
import type { Services } from '../services.js';
import { requireKey, respond } from './chats.js';

export function agentRoutes({ database, hub, now }: Services): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.post('/agents/:agentId/status', async (context) => {
    const { actor } = context.get('signedIn');
    const key = requireKey(context);
    const agentId = check(id, context.req.param('agentId'), 422);
    const { availability, statusCode, capacity } = await readBody(context, agentStatus);
    const command = {
      type: 'set-agent-status' as const,
      agentId,
      availability,
      ...(statusCode !== undefined && { statusCode }),
      ...(capacity !== undefined && { capacity }),
    };
    const at = now();
    const answer = await performOnce(database, { viewerId: actor.id, key, request: [command], now: at }, async (tx) => {
      const settings = await loadSettings(tx);
      return { status: 200, body: renderAgent(await setAgentStatus({ tx, actor, settings, now: at }, command)) };
    });
    hub.hint();
    return respond(context, answer);
  });
  return routes;
}
