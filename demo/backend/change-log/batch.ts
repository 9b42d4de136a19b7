import type { Message } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import { loadAgents, type AgentRecord } from '../domain/agent-record.js';
import { loadChats, type ChatRecord } from '../domain/chat-record.js';
import { loadMessages } from '../domain/messages.js';
import { loadNotices, type NoticeRecord } from '../domain/notices.js';
import { loadSettings, type StoredSettings } from '../domain/settings.js';
import { loadActor, type Actor } from '../domain/viewer.js';
import type { Entity } from './entry.js';
import type { Entry } from './read.js';
import type { Position } from './position.js';

/** Entries of the log with the records they are about as these are now: loaded once, for all who watch. */
export interface Batch {
  readonly entries: readonly Entry[];
  /** Where the log was read up to. */
  readonly end: Position;
  readonly chats: ReadonlyMap<string, ChatRecord>;
  readonly agents: ReadonlyMap<string, AgentRecord>;
  readonly messages: ReadonlyMap<string, Message>;
  readonly notices: ReadonlyMap<string, NoticeRecord>;
  /** Users whose roles or scope changed. */
  readonly actors: ReadonlyMap<string, Actor>;
  /** Present where they changed. */
  readonly settings?: StoredSettings;
  /** Hashes of the tokens of sign-ins that ended. */
  readonly signOuts: ReadonlySet<string>;
}

export async function loadBatch(db: Queryable, entries: readonly Entry[], end: Position): Promise<Batch> {
  const ids = (entity: Entity): string[] => [
    ...new Set(entries.filter((entry) => entry.entity === entity).map((entry) => entry.id)),
  ];
  const actors = new Map<string, Actor>();
  for (const id of ids('user')) {
    const actor = await loadActor(db, id);
    if (actor) actors.set(id, actor);
  }
  const settings = ids('settings').length > 0 ? await loadSettings(db) : undefined;
  return {
    entries,
    end,
    chats: byId(await loadChats(db, ids('chat'))),
    agents: byId(await loadAgents(db, ids('agent'))),
    messages: byId(await loadMessages(db, ids('message'))),
    notices: new Map((await loadNotices(db, ids('notice'))).map((record) => [record.notice.id, record])),
    actors,
    ...(settings && { settings }),
    signOuts: new Set(ids('sign-in')),
  };
}

function byId<Record extends { readonly id: string }>(records: readonly Record[]): Map<string, Record> {
  return new Map(records.map((record) => [record.id, record]));
}
