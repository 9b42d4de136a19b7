import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';

export interface ChatRequest {
  readonly issue: string;
  readonly queueId?: string;
  readonly companyId?: string;
  readonly text?: string;
}

/** Somebody without a browser, who acts over the server's HTTP routes as the pages do. */
export class Person {
  readonly id: string;
  readonly #slot: string;
  readonly #cookie: string;

  private constructor(id: string, slot: string, cookie: string) {
    this.id = id;
    this.#slot = slot;
    this.#cookie = cookie;
  }

  /** `url`: of the demo's server. */
  static async signIn(url: string, userId: string): Promise<Person> {
    const slot = `${url}/s/person`;
    const answer = await post(`${slot}/sign-in`, { userId });
    assert.equal(answer.status, 200);
    return new Person(userId, slot, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
  }

  /** Opens a chat as a customer; resolves with its id. */
  async openChat({ companyId = 'northwind', queueId = 'nw-service-desk', text, issue }: ChatRequest): Promise<string> {
    const answer = await this.#post('customer/chats', { companyId, queueId, issue, text: text ?? issue });
    assert.equal(answer.status, 201);
    return ((await answer.json()) as { id: string }).id;
  }

  /** Writes into an own chat as a customer. */
  async write(chatId: string, text: string): Promise<void> {
    assert.equal((await this.#post(`customer/chats/${chatId}/messages`, { text })).status, 201);
  }

  /** Ends an own chat as a customer. */
  async close(chatId: string): Promise<void> {
    assert.equal((await this.#post(`customer/chats/${chatId}/close`, {})).status, 204);
  }

  /** Becomes available for so many chats as an agent. */
  async takeAtOnce(capacity: number): Promise<void> {
    const answer = await this.#post(`api/v1/agents/${this.id}/status`, { availability: 'available', capacity });
    assert.equal(answer.status, 200);
  }

  /** `expected`: the assignment version that the command rests on. */
  command(chatId: string, command: object, expected: string): Promise<Response> {
    return this.#post(`api/v1/chats/${chatId}/commands`, command, { 'If-Match': `"${expected}"` });
  }

  #post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return post(`${this.#slot}/${path}`, body, { Cookie: this.#cookie, 'Idempotency-Key': randomUUID(), ...headers });
  }
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1', ...headers },
    body: JSON.stringify(body),
  });
}
