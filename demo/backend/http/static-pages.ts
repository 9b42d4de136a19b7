import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono } from 'hono';

/**
 * Serves a folder at `/`, and again inside every slot, where a page's relative addresses stay in its slot.
 * A page's address is its name without `.html`.
 */
export function staticPages(app: Hono, root: string): void {
  const fileOf = (path: string): string => (path.endsWith('/') || path.includes('.') ? path : `${path}.html`);
  const inSlot = (path: string): string => fileOf(path.replace(/^\/s\/[a-z0-9-]{1,32}/, ''));
  app.get('/s/:slot{[a-z0-9-]{1,32}}/*', serveStatic({ root, rewriteRequestPath: inSlot }));
  app.get('/*', serveStatic({ root, rewriteRequestPath: fileOf }));
}
