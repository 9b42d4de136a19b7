import { randomUUID } from 'node:crypto';
import type { Chat } from 'chat-monitor-elements/contract';
import { agents, supervisors } from '../seed/people.js';
import { conversations } from '../seed/conversations.js';
import { seededRandom } from '../seed/random.js';
import { FloorView } from './floor-view.js';

export type Request = (path: string, init?: RequestInit) => Promise<Response>;

/** Calls that run at once; more would only pile up. */
const maxInFlight = 32;
const slot = '/s/crowd';

/**
 * Other people: agents and requesters who write, and a supervisor who moves chats. They sign in and call as everybody
 * does, so all that they do goes through the same checks.
 */
export class Crowd {
  readonly #cookies = new Map<string, Promise<string>>();
  readonly #random = seededRandom(7);
  readonly #view: FloorView;
  #opening: Promise<void> | undefined;
  #inFlight = 0;

  constructor(
    private readonly request: Request,
    onError: (error: unknown) => void,
  ) {
    this.#view = new FloorView(onError);
  }

  /** The assignee or the requester of some chat writes a line. */
  async writeMessage(): Promise<void> {
    if (this.#inFlight >= maxInFlight) return;
    this.#inFlight += 1;
    try {
      const chat = await this.#pickAssigned();
      if (!chat?.assignee) return;
      const text = this.#random.pick(this.#random.pick(conversations).lines);
      if (this.#random.next() < 0.5) await this.#post(chat.assignee.id, `/api/v1/chats/${chat.id}/messages`, { text });
      else await this.#post(chat.requester.id, `/customer/chats/${chat.id}/messages`, { text });
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** A supervisor transfers some assigned chat to a colleague of its agent. */
  async moveChat(): Promise<boolean> {
    const chat = await this.#pickAssigned();
    if (!chat?.assignee) return false;
    const from = chat.assignee.id;
    const colleagues = agents.filter(
      (agent) => agent.id !== from && agent.away === undefined && agent.companies[0] === chat.company.id,
    );
    const to = this.#random.pick(colleagues);
    const response = await this.#post(
      this.#supervisor(),
      `/api/v1/chats/${chat.id}/commands`,
      { type: 'transfer', to: { type: 'agent', id: to.id } },
      { 'If-Match': `"${chat.assignmentVersion}"` },
    );
    return response.ok;
  }

  async close(): Promise<void> {
    await this.#view.close();
  }

  async #pickAssigned(): Promise<Chat | undefined> {
    if (!this.#view.open) {
      this.#opening ??= this.#openView().finally(() => (this.#opening = undefined));
      await this.#opening;
    }
    const chats = this.#view.chats.filter((chat) => chat.status === 'assigned');
    return chats.length > 0 ? this.#random.pick(chats) : undefined;
  }

  async #openView(): Promise<void> {
    const watches = [{ id: 'floor', kind: 'chats', query: { view: 'floor' } }];
    await this.#view.read(await this.#post(this.#supervisor(), '/api/v1/stream', { watches }));
  }

  /** The supervisor without the agent role sees all companies. */
  #supervisor(): string {
    const supervisor = supervisors.find((user) => user.roles.join() === 'supervisor');
    return supervisor?.id ?? '';
  }

  async #post(userId: string, path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.request(`${slot}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Chat-Monitor': '1',
        'Idempotency-Key': randomUUID(),
        Cookie: await this.#cookieOf(userId),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    // The sign-in may have ended meanwhile: the next call makes a new one.
    if (response.status === 401) this.#cookies.delete(userId);
    return response;
  }

  #cookieOf(userId: string): Promise<string> {
    const known = this.#cookies.get(userId);
    if (known) return known;
    const cookie = this.#signIn(userId);
    this.#cookies.set(userId, cookie);
    cookie.catch(() => this.#cookies.delete(userId));
    return cookie;
  }

  async #signIn(userId: string): Promise<string> {
    const response = await this.request(`${slot}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1' },
      body: JSON.stringify({ userId }),
    });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (!response.ok || !cookie) throw new Error(`"${userId}" could not sign in: ${String(response.status)}.`);
    return cookie;
  }
}
