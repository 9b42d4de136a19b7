import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { OnChatCommand } from 'chat-monitor-elements/contract';
import { commandsWithPrecondition, checkPermission, lockVisibleChat, performOn } from '../domain/commands/perform.js';
import { addMessage, checkMessageLength } from '../domain/messages.js';
import type { ChatRecord } from '../domain/chat-record.js';
import { Problem } from '../domain/problem.js';
import { renderChat } from '../domain/render-chat.js';
import { loadSettings } from '../domain/settings.js';
import { writeReport } from '../domain/write-report.js';
import { check, readBody } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { performOnce, type Answer } from '../http/idempotency.js';
import { chatCommand, id, idempotencyKey, messageDraft } from '../http/schemas.js';
import type { Services } from '../services.js';

/** Commands on a chat, and messages into it. */
export function chatRoutes(services: Services): Hono<Environment> {
  const { database, hub, now } = services;
  const routes = new Hono<Environment>();

  routes.post('/chats/:chatId/commands', async (context) => {
    const { actor } = context.get('signedIn');
    const key = requireKey(context);
    const chatId = check(id, context.req.param('chatId'), 422);
    const body = await readBody(context, chatCommand);
    const expected = readIfMatch(context);
    if (expected === undefined && commandsWithPrecondition.includes(body.type)) {
      throw new Problem(428, `The command "${body.type}" needs If-Match with the chat's assignmentVersion.`);
    }
    const command = { ...body, chatId, ...(expected !== undefined && { expected }) } as OnChatCommand;
    const at = now();
    let before: ChatRecord | undefined;
    const answer = await performOnce(
      database,
      { viewerId: actor.id, key, request: [command], chatId, now: at },
      async (tx) => {
        const settings = await loadSettings(tx);
        const commandContext = { tx, actor, settings, now: at };
        before = await lockVisibleChat(commandContext, chatId);
        const after = await performOn(commandContext, before, command);
        if (services.audit === 'backend') await writeReport(tx, { key, actor, chat: before, command, now: at });
        return { status: 200, body: renderChat(after, actor, settings) };
      },
      async (tx, refusal) => {
        if (services.audit !== 'backend' || !before) return;
        await writeReport(tx, { key, actor, chat: before, command, refusal, now: at });
      },
    );
    hub.hint();
    return respond(context, answer);
  });

  routes.post('/chats/:chatId/messages', async (context) => {
    const { actor } = context.get('signedIn');
    const key = requireKey(context);
    const chatId = check(id, context.req.param('chatId'), 422);
    const { text } = await readBody(context, messageDraft);
    const at = now();
    const answer = await performOnce(
      database,
      { viewerId: actor.id, key, request: ['message', chatId, text], chatId, now: at },
      async (tx) => {
        const settings = await loadSettings(tx);
        checkMessageLength(text, settings.maxMessageLength);
        const commandContext = { tx, actor, settings, now: at };
        const chat = await lockVisibleChat(commandContext, chatId);
        checkPermission(commandContext, chat, 'send-message');
        const author = { id: actor.id, name: actor.name, kind: 'agent' as const };
        return { status: 201, body: await addMessage(tx, chat, { author, text, at }) };
      },
    );
    hub.hint();
    return respond(context, answer);
  });

  return routes;
}

export function requireKey(context: Context): string {
  const key = context.req.header('idempotency-key');
  if (key === undefined) throw new Problem(400, 'The header "Idempotency-Key" is missing.');
  return check(idempotencyKey, key, 400);
}

export function respond(context: Context, answer: Answer): Response {
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
  return context.body(JSON.stringify(answer.body), answer.status as ContentfulStatusCode, { 'Content-Type': type });
}

function readIfMatch(context: Context): string | undefined {
  const header = context.req.header('if-match');
  if (header === undefined) return undefined;
  const expected = /^"([^"]{1,512})"$/.exec(header)?.[1];
  if (expected === undefined) throw new Problem(400, 'If-Match has to be one assignmentVersion in double quotes.');
  return expected;
}
