import { Hono } from 'hono';
import * as v from 'valibot';
import { authenticate } from '../http/authenticate.js';
import { check, readBody } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { id, messageDraft, text } from '../http/schemas.js';
import { Problem } from '../domain/problem.js';
import { loadSettings } from '../domain/settings.js';
import { eventStreamHeaders } from '../routes/stream.js';
import type { Services } from '../services.js';
import { closeOwnChat, listOwnChats, openChat, ownChat, writeToOwnChat } from './customer-chats.js';
import { CustomerStream } from './customer-stream.js';

const newChat = v.strictObject({
  companyId: id,
  queueId: v.optional(id),
  issue: v.pipe(
    text(1, 200),
    v.check((value) => value.trim() !== '', 'is empty'),
  ),
  text: messageDraft.entries.text,
});

/** The requester's side: open a chat, write, read, close. A requester sees own chats only. */
export function customerRoutes(services: Services): Hono<Environment> {
  const { database, hub, limiter, now } = services;
  const routes = new Hono<Environment>();
  routes.use(authenticate(database, now));
  routes.use(async (context, next) => {
    limiter.take(context.get('signedIn').actor.id);
    await next();
  });

  routes.post('/chats', async (context) => {
    const { actor } = context.get('signedIn');
    if (actor.roles.length > 0) {
      throw new Problem(403, 'Chats are opened by customers. Sign in as one.', { backendCode: 'customers-only' });
    }
    const draft = await readBody(context, newChat);
    const settings = await loadSettings(database);
    const chatId = await database.transaction((tx) => openChat({ tx, actor, settings, now: now() }, draft));
    hub.hint();
    return context.json({ id: chatId }, 201);
  });

  routes.get('/chats', async (context) =>
    context.json({ items: await listOwnChats(database, context.get('signedIn').actor.id) }),
  );

  routes.get('/chats/:chatId', async (context) => {
    const chatId = check(id, context.req.param('chatId'), 422);
    return context.json(await ownChat(database, context.get('signedIn').actor.id, chatId));
  });

  routes.get('/chats/:chatId/stream', async (context) => {
    const chatId = check(id, context.req.param('chatId'), 422);
    const stream = new CustomerStream(services, context.get('signedIn'), chatId);
    return new Response(await stream.open(), { headers: eventStreamHeaders });
  });

  routes.post('/chats/:chatId/messages', async (context) => {
    const chatId = check(id, context.req.param('chatId'), 422);
    const draft = await readBody(context, messageDraft);
    const { actor } = context.get('signedIn');
    const settings = await loadSettings(database);
    const message = await database.transaction((tx) =>
      writeToOwnChat({ tx, actor, settings, now: now() }, chatId, draft.text),
    );
    hub.hint();
    return context.json(message, 201);
  });

  routes.post('/chats/:chatId/close', async (context) => {
    const chatId = check(id, context.req.param('chatId'), 422);
    const { actor } = context.get('signedIn');
    const settings = await loadSettings(database);
    await database.transaction((tx) => closeOwnChat({ tx, actor, settings, now: now() }, chatId));
    hub.hint();
    return context.body(null, 204);
  });

  return routes;
}
