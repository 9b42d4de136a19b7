import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

/** Serves a folder at `/`, and again inside every slot, where a page's relative addresses stay in its slot. */
export function staticPages(app: Hono, root: string): void {
  const inSlot = serveStatic({ root, rewriteRequestPath: (path) => path.replace(/^\/s\/[a-z0-9-]{1,32}/, '') });
  app.get('/s/:slot{[a-z0-9-]{1,32}}/*', inSlot);
  app.get('/*', serveStatic({ root }));
}
