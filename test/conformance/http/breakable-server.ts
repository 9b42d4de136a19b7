import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Backend } from '../../../demo/backend/backend.js';

type Call = 'listQueues' | 'perform';

const paths: Readonly<Record<Call, RegExp>> = { listQueues: /\/queues$/, perform: /\/commands$/ };

/** Serves the reference backend on a port of its own, and stands between it and its clients like a bad network. */
export class BreakableServer {
  /** Requests so far; streams are none. */
  requests = 0;
  readonly #streams = new Set<ServerResponse>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #backend: Backend;
  readonly #listener: (request: IncomingMessage, response: ServerResponse) => unknown;
  #reachable = true;
  #failing: Call | undefined;
  /** Since an answer was to be lost. */
  losing = false;
  #lost = false;

  private constructor(backend: Backend) {
    this.#backend = backend;
    this.#listener = getRequestListener(backend.app.fetch);
  }

  static async start(backend: Backend): Promise<BreakableServer> {
    const server = new BreakableServer(backend);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Streams that are open. */
  get streams(): number {
    return this.#streams.size;
  }

  set reachable(reachable: boolean) {
    this.#reachable = reachable;
    if (!reachable) this.cut();
  }

  failNext(call: Call): void {
    this.#failing = call;
  }

  loseAnswer(): void {
    this.losing = true;
  }

  cut(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async stop(): Promise<void> {
    await this.#backend.close();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#reachable) {
      request.socket.destroy();
      return;
    }
    const path = request.url ?? '';
    if (path.endsWith('/stream')) {
      this.#streams.add(response);
      response.once('close', () => this.#streams.delete(response));
    } else this.requests += 1;
    if (this.#failing && paths[this.#failing].test(path)) {
      this.#failing = undefined;
      response.writeHead(503).end();
    } else if (this.losing && !this.#lost && paths.perform.test(path)) {
      this.#lost = true;
      // Everything is done, and nothing is sent.
      response.writeHead = () => response;
      response.write = () => true;
      response.end = () => response;
      await this.#listener(request, response);
    } else await this.#listener(request, response);
  }
}
