import { Hono } from 'hono';
import { loadSettings } from '../domain/settings.js';
import { readBody } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import { streamRequest } from '../http/schemas.js';
import type { Services } from '../services.js';
import { WatchStream, type WatchRequest } from '../streams/watch-stream.js';

export const eventStreamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  // Asks a proxy in between not to collect.
  'X-Accel-Buffering': 'no',
};

export function streamRoutes(services: Services): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.post('/stream', async (context) => {
    const { watches } = await readBody(context, streamRequest);
    const settings = await loadSettings(services.database);
    const stream = new WatchStream(services, context.get('signedIn'), settings, watches as readonly WatchRequest[]);
    return new Response(stream.open(), { headers: eventStreamHeaders });
  });
  return routes;
}
