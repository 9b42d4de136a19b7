import type { Batch } from '../change-log/batch.js';
import type { HubListener } from '../change-log/hub.js';
import { Problem } from '../domain/problem.js';
import type { ChatRecord } from '../domain/chat-record.js';
import { EventStream } from '../http/event-stream.js';
import { problemBody, toProblem } from '../http/problem-response.js';
import type { Services } from '../services.js';
import type { SignedIn } from '../streams/watch-stream.js';
import { ownChat } from './customer-chats.js';

/**
 * One chat for its requester: `chat` with all of it first, then `status` and `message` as they come. A client that
 * reconnects gets `chat` again.
 */
export class CustomerStream implements HubListener {
  readonly #events: EventStream;

  constructor(
    private readonly services: Services,
    private readonly signedIn: SignedIn,
    private readonly chatId: string,
  ) {
    this.#events = new EventStream(services.streamBuffer);
    this.#events.onClose = () => services.hub.remove(this);
  }

  /** Errors: 404 where it is not the viewer's chat. */
  async open(): Promise<ReadableStream<Uint8Array>> {
    // Between two deliveries, so that nothing falls between the first state and what follows.
    await this.services.hub.exclusive(async () => {
      await this.#sendAll();
      this.services.hub.add(this);
    });
    return this.#events.body;
  }

  deliver(batch: Batch): void {
    if (batch.signOuts.has(this.signedIn.tokenHash)) {
      this.end(new Problem(401, 'You signed out. Sign in again.'));
      return;
    }
    const chat = batch.chats.get(this.chatId);
    if (!chat) return;
    for (const message of batch.messages.values()) {
      if (message.chatId === this.chatId) this.#send('message', message);
    }
    this.#send('status', statusOf(chat));
  }

  reset(): void {
    this.#sendAll().catch((error: unknown) => this.end(toProblem(error)));
  }

  heartbeat(): void {
    this.#send('heartbeat', { at: this.services.now() });
  }

  end(problem: Problem): void {
    if (!this.#events.open) return;
    this.#events.send('problem', { problem: problemBody(problem) });
    this.#events.end();
  }

  async #sendAll(): Promise<void> {
    const { database } = this.services;
    this.#send('chat', await ownChat(database, this.signedIn.actor.id, this.chatId));
  }

  #send(event: string, data: object): void {
    if (!this.#events.send(event, data)) this.#events.end();
  }
}

function statusOf(chat: ChatRecord): object {
  const answered = chat.status === 'assigned' && chat.assignee;
  return { status: chat.status, ...(answered && { agentName: answered.name }) };
}
