import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { session } from './fixtures.js';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Handler = (response: ServerResponse, request: SeenRequest) => void;

interface StreamRequestBody {
  readonly watches: readonly { readonly id: string; readonly kind: string; readonly cursor?: string }[];
}

/** One open `POST v1/stream`. */
export class TestStream {
  readonly watches: StreamRequestBody['watches'];
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, body: StreamRequestBody) {
    this.#response = response;
    this.watches = body.watches;
    this.closed = once(response, 'close');
  }

  /** The id of the watch of this kind. */
  id(kind: string): string {
    const watch = this.watches.find((one) => one.kind === kind);
    if (!watch) throw new Error(`no ${kind} watch on this stream`);
    return watch.id;
  }

  changes(kind: string, changes: object): void {
    this.send('changes', { watch: this.id(kind), upserts: [], removes: [], at: 1, ...changes });
  }

  send(event: string, data: unknown): void {
    this.raw(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  raw(text: string): void {
    this.#response.write(text);
  }

  end(): void {
    this.#response.end();
  }

  cut(): void {
    this.#response.destroy();
  }
}

/** A real server on a port of its own. `GET v1/session` and `POST v1/stream` work; the rest, and faults, are scripted. */
export class TestBackend {
  readonly requests: SeenRequest[] = [];
  readonly #handlers: Handler[] = [];
  readonly #streams: TestStream[] = [];
  readonly #awaiting: ((stream: TestStream) => void)[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  static async start(): Promise<TestBackend> {
    const backend = new TestBackend();
    backend.#server.listen(0, '127.0.0.1');
    await once(backend.#server, 'listening');
    return backend;
  }

  get src(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Answers the next request that is not answered by an earlier `next`. */
  next(handler: Handler): void {
    this.#handlers.push(handler);
  }

  nextJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    this.next((response) => {
      response.writeHead(status, { 'Content-Type': type, ...headers }).end(JSON.stringify(body));
    });
  }

  /** The next opened stream that was not taken yet. */
  stream(): Promise<TestStream> {
    const stream = this.#streams.shift();
    return stream ? Promise.resolve(stream) : new Promise((resolve) => this.#awaiting.push(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    this.requests.push(seen);
    const handler = this.#handlers.shift();
    if (handler) handler(response, seen);
    else if (seen.path === '/api/v1/stream') this.#open(response, body as StreamRequestBody);
    else if (seen.path === '/api/v1/session') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(session));
    } else response.writeHead(404).end();
  }

  #open(response: ServerResponse, body: StreamRequestBody): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    const stream = new TestStream(response, body);
    const awaiting = this.#awaiting.shift();
    if (awaiting) awaiting(stream);
    else this.#streams.push(stream);
  }
}
