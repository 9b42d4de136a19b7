import type { ChatQuery } from 'chat-monitor-elements/contract';
import { loadOpenChats, loadOwnChats } from '../domain/chat-record.js';
import { Problem } from '../domain/problem.js';
import { renderChat } from '../domain/render-chat.js';
import { chatQueryMatches, scopeOfChat } from '../domain/scope.js';
import { seesFloor } from '../domain/viewer.js';
import { idsOf, type WatchContext, type WatchKind } from './watch.js';

export function watchChats(query: ChatQuery, { actor, settings }: WatchContext): WatchKind {
  return {
    binding: JSON.stringify([
      'chats',
      [query.view, query.companies ?? null, query.queues ?? null],
      [actor.id, actor.roles, actor.companies],
      settings.queueAssignment,
    ]),
    hasSnapshot: true,
    async check() {
      if (query.view === 'mine' || seesFloor(actor)) return;
      throw new Problem(403, 'Watching the floor needs the supervisor role. Ask your administrator.', {
        backendCode: 'supervisor-role-required',
      });
    },
    async snapshot(tx) {
      const chats = query.view === 'mine' ? await loadOwnChats(tx, actor.id) : await loadOpenChats(tx, actor.companies);
      return chats
        .filter((chat) => chatQueryMatches(query, actor, scopeOfChat(chat)))
        .map((chat) => renderChat(chat, actor, settings));
    },
    changes(entries, batch) {
      const upserts = [];
      const removes = [];
      for (const id of idsOf(entries, 'chat')) {
        const chat = batch.chats.get(id);
        if (chat && chatQueryMatches(query, actor, scopeOfChat(chat))) {
          upserts.push(renderChat(chat, actor, settings));
          continue;
        }
        // Only who could see it before is told that it is gone.
        const seen = entries.some(
          (entry) =>
            entry.entity === 'chat' &&
            entry.id === id &&
            (chatQueryMatches(query, actor, entry.before) || chatQueryMatches(query, actor, entry.after)),
        );
        if (seen) removes.push(id);
      }
      return { upserts, removes };
    },
  };
}
