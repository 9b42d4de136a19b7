// @ts-check
import { matchesChat, RecordFeed, RestClient } from 'chat-monitor-elements/adapters/shared';
import { ChatError } from 'chat-monitor-elements/contract';
import { chatOf, queueOf, sessionOf } from './records.js';

/**
 * A read-only adapter for a backend that has REST calls and pushes nothing: the smallest that is of use.
 *
 * @import { Look, RestOptions } from 'chat-monitor-elements/adapters/shared'
 * @import {
 *   Agent, AgentQuery, Chat, ChatAdapter, ChatConnection, ChatQuery, Session, WatchOptions, CallOptions,
 * } from 'chat-monitor-elements/contract'
 */

/**
 * @typedef {object} DeskOptions Beside those of every REST backend.
 * @property {Pace} [pace]
 *
 * @typedef {object} Pace In milliseconds.
 * @property {number} busy Between two looks, while something changes.
 * @property {number} quiet The same, while nothing does.
 */

/** @type {Look<Agent>} */
const nobody = { records: [], complete: true };

/** @param {RestOptions & DeskOptions} options @returns {ChatAdapter} */
export function createDeskAdapter({ pace = { busy: 1_000, quiet: 4_000 }, ...options }) {
  const client = new RestClient(options, { name: 'Desk' });
  return {
    id: `desk:${client.base.href}`,
    async connect(call) {
      const { body } = await client.call(['me'], call);
      // What is missing in it, the guard says with its path.
      return new DeskConnection(client, sessionOf(/** @type {any} */ (body), client.now()), pace);
    },
  };
}

/** @implements {ChatConnection} */
class DeskConnection {
  /** @type {Session} */
  session;
  #client;
  #closing = new AbortController();
  /** @type {RecordFeed<Chat>} */
  #chats;
  /** @type {RecordFeed<Agent>} */
  #agents;

  /** @param {RestClient} client @param {Session} session @param {Pace} pace */
  constructor(client, session, pace) {
    this.session = session;
    this.#client = client;
    this.#chats = new RecordFeed({
      time: client,
      look: async (_, signal) => ({ records: (await this.#list('conversations', signal)).map(chatOf), complete: true }),
      pace: (changed) => (changed > 0 ? pace.busy : pace.quiet),
    });
    // Nobody can be assigned yet, so nobody has to be found.
    this.#agents = new RecordFeed({ time: client, look: async () => nobody, pace: () => Infinity });
  }

  /** @param {ChatQuery} query @param {WatchOptions} options */
  async *watchChats(query, { signal }) {
    const { viewer } = this.session;
    if (query.view === 'floor' && !viewer.roles.includes('supervisor')) {
      throw new ChatError('forbidden', 'Desk: only supervisors see the floor.');
    }
    yield* this.#chats.watch((chat) => matchesChat(query, chat, viewer), signal);
  }

  /** @param {AgentQuery} _ @param {WatchOptions} options */
  watchAgents(_, { signal }) {
    return this.#agents.watch(() => true, signal);
  }

  /** @param {CallOptions} options */
  async listQueues({ signal }) {
    return (await this.#list('teams', signal)).map(queueOf);
  }

  /** @returns {Promise<never>} */
  async perform() {
    throw new ChatError('unsupported', 'Desk: this adapter reads only.');
  }

  async close() {
    const closed = new ChatError('unavailable', 'Desk: the connection was closed.', { retryable: false });
    this.#closing.abort(closed);
    this.#chats.end(closed);
    this.#agents.end(closed);
  }

  /** @param {string} name @param {AbortSignal} signal @returns {Promise<any[]>} */
  async #list(name, signal) {
    const { body } = await this.#client.call([name], { signal: AbortSignal.any([signal, this.#closing.signal]) });
    // One that is nothing at all is set aside like everything that is no record (D3).
    if (Array.isArray(body)) return body.map((item) => item ?? {});
    throw new ChatError('protocol', `Desk: ${name} is no list.`);
  }
}
