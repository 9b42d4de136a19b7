import type { AgentQuery, ChatQuery } from 'chat-monitor-elements/contract';
import type { Batch } from '../change-log/batch.js';
import type { HubListener } from '../change-log/hub.js';
import { Problem } from '../domain/problem.js';
import { renderSession, type Audit } from '../domain/session.js';
import type { StoredSettings } from '../domain/settings.js';
import type { Actor } from '../domain/viewer.js';
import { EventStream } from '../http/event-stream.js';
import { problemBody, toProblem } from '../http/problem-response.js';
import { watchAgents } from './agents.js';
import { watchChats } from './chats.js';
import { watchMessages } from './messages.js';
import { watchNotices } from './notices.js';
import { WatchRunner, type WatchServices } from './watch-runner.js';
import type { WatchContext, WatchKind } from './watch.js';

/** One watch as the client asks for it. */
export type WatchRequest = { readonly id: string; readonly cursor?: string } & (
  | { readonly kind: 'chats'; readonly query: ChatQuery }
  | { readonly kind: 'agents'; readonly query?: AgentQuery }
  | { readonly kind: 'messages'; readonly chatId: string }
  | { readonly kind: 'notices' }
  | { readonly kind: 'session' }
);

export interface StreamServices extends WatchServices {
  readonly audit: Audit;
  /** Bytes that may wait for one reader. */
  readonly streamBuffer: number;
  readonly onError: (error: unknown) => void;
}

export interface SignedIn {
  readonly actor: Actor;
  readonly tokenHash: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** All watches of one connection, under one sign-in. */
export class WatchStream implements HubListener {
  readonly #events: EventStream;
  readonly #runners = new Map<string, WatchRunner>();
  readonly #requests: ReadonlyMap<string, WatchRequest>;
  #actor: Actor;

  constructor(
    private readonly services: StreamServices,
    private readonly signedIn: SignedIn,
    private settings: StoredSettings,
    requests: readonly WatchRequest[],
  ) {
    this.#actor = signedIn.actor;
    this.#requests = new Map(requests.map((request) => [request.id, request]));
    this.#events = new EventStream(services.streamBuffer);
    this.#events.onClose = () => this.#close();
  }

  /** Starts all watches, and gives the body to answer with. */
  open(): ReadableStream<Uint8Array> {
    this.services.hub.add(this);
    for (const request of this.#requests.values()) void this.#start(request, request.cursor);
    return this.#events.body;
  }

  deliver(batch: Batch): void {
    if (batch.signOuts.has(this.signedIn.tokenHash)) {
      this.end(new Problem(401, 'You signed out. Sign in again.'));
      return;
    }
    const actor = batch.actors.get(this.#actor.id);
    if (actor || batch.settings) {
      this.#actor = actor ?? this.#actor;
      this.settings = batch.settings ?? this.settings;
      this.reset();
      return;
    }
    for (const [id, runner] of this.#runners) this.#guarded(id, () => runner.deliver(batch));
  }

  /** Begins every watch anew, under what the viewer may now. */
  reset(): void {
    for (const [id, runner] of this.#runners) {
      const request = this.#requests.get(id);
      runner.end();
      if (request) void this.#start(request, undefined);
    }
    for (const request of this.#requests.values()) if (request.kind === 'session') void this.#sendSession(request.id);
  }

  heartbeat(): void {
    const at = this.services.now();
    if (at >= this.signedIn.expiresAt) {
      this.end(new Problem(401, 'Your sign-in has expired. Sign in again.'));
      return;
    }
    if (this.#events.stalled || !this.#events.send('heartbeat', { at })) this.#tooSlow();
    const { position } = this.services.hub;
    for (const [id, runner] of this.#runners) this.#guarded(id, () => runner.refresh(position));
  }

  end(problem: Problem): void {
    if (!this.#events.open) return;
    this.#events.send('problem', { problem: problemBody(problem) });
    this.#events.end();
  }

  async #start(request: WatchRequest, cursor: string | undefined): Promise<void> {
    if (request.kind === 'session') {
      await this.#sendSession(request.id);
      return;
    }
    const context = { actor: this.#actor, settings: this.settings };
    const runner = new WatchRunner(request.id, kindOf(request, context), this.#events, this.services);
    this.#runners.set(request.id, runner);
    try {
      await runner.start(cursor);
    } catch (error) {
      if (this.#runners.get(request.id) === runner) this.#endWatch(request.id, error);
    }
  }

  async #sendSession(watch: string): Promise<void> {
    try {
      const { audit, database, now } = this.services;
      const session = await renderSession(database, this.#actor, this.settings, { audit, now: now() });
      if (!this.#events.send('session', { watch, session })) this.#tooSlow();
    } catch (error) {
      this.#endWatch(watch, error);
    }
  }

  #guarded(id: string, tell: () => boolean): void {
    try {
      if (!tell()) this.#tooSlow();
    } catch (error) {
      this.#endWatch(id, error);
    }
  }

  #endWatch(watch: string, error: unknown): void {
    const problem = toProblem(error);
    if (problem.status === 500) this.services.onError(error);
    this.#runners.get(watch)?.end();
    this.#runners.delete(watch);
    this.#events.send('problem', { watch, problem: problemBody(problem) });
  }

  #tooSlow(): void {
    this.end(
      new Problem(503, 'The stream is read too slowly. Connect again.', { backendCode: 'slow-reader', retryAfter: 1 }),
    );
  }

  #close(): void {
    this.services.hub.remove(this);
    for (const runner of this.#runners.values()) runner.end();
    this.#runners.clear();
  }
}

function kindOf(request: Exclude<WatchRequest, { kind: 'session' }>, context: WatchContext): WatchKind {
  switch (request.kind) {
    case 'chats':
      return watchChats(request.query, context);
    case 'agents':
      return watchAgents(request.query ?? {}, context);
    case 'messages':
      return watchMessages(request.chatId, context);
    case 'notices':
      return watchNotices(context);
  }
}
