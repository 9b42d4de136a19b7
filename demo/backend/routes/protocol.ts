import { Hono } from 'hono';
import type { Environment } from '../http/environment.js';
import { authenticate } from '../http/authenticate.js';
import type { Services } from '../services.js';
import { agentRoutes } from './agents.js';
import { chatRoutes } from './chats.js';
import { reportRoutes } from './report-events.js';
import { sessionRoutes } from './session.js';
import { streamRoutes } from './stream.js';

/** The http adapter's protocol, as docs/protocol.openapi.yaml has it. */
export function protocolRoutes(services: Services): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.use(authenticate(services.database, services.now));
  routes.use(async (context, next) => {
    services.limiter.take(context.get('signedIn').actor.id);
    await next();
  });
  routes.route('/', sessionRoutes(services));
  routes.route('/', streamRoutes(services));
  routes.route('/', chatRoutes(services));
  routes.route('/', agentRoutes(services));
  routes.route('/', reportRoutes(services));
  return routes;
}
