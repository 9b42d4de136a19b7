import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createBackend, type Backend, type BackendOptions } from './backend.js';
import { staticPages } from './http/static-pages.js';

export interface ServeOptions extends BackendOptions {
  /** The first port to try; where it is taken, the ones after it. 0 takes any free one. */
  readonly port: number;
  /** Only this machine by default. */
  readonly host?: string;
  /** A folder with the demonstration's pages; also served inside every slot. */
  readonly staticDir?: string;
  /** Told what happens at the start, in one sentence each. */
  readonly say?: (sentence: string) => void;
}

export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly backend: Backend;
  /** Ends streams, connections and timers; the database is left to the caller. */
  close(): Promise<void>;
}

const portsToTry = 20;

/** Starts the reference backend on a port of this machine. */
export async function serveBackend(options: ServeOptions): Promise<Serving> {
  const { host = '127.0.0.1', say = () => undefined } = options;
  const backend = await createBackend(options);
  if (options.staticDir !== undefined) staticPages(backend.app, options.staticDir);
  const answer = getRequestListener(backend.app.fetch);
  const server = createServer((request, response) => void answer(request, response));
  let port: number;
  try {
    port = await listen(server, options.port, host, say);
  } catch (error) {
    await backend.close();
    throw error;
  }
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return {
    url,
    port,
    backend,
    async close() {
      await backend.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Streams have been ended; whoever still does not hang up is hung up on.
      const cut = setTimeout(() => server.closeAllConnections(), 1_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

async function listen(server: Server, first: number, host: string, say: (sentence: string) => void): Promise<number> {
  const last = first === 0 ? 0 : first + portsToTry - 1;
  for (let port = first; port <= last; port += 1) {
    if (await tryPort(server, port, host)) return (server.address() as AddressInfo).port;
    say(`Port ${String(port)} is taken, trying ${String(port + 1)}.`);
  }
  throw new Error(`All ports from ${String(first)} to ${String(last)} are taken. Name another one.`);
}

function tryPort(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, host);
  });
}
