import { serveStatic } from '@hono/node-server/serve-static';
import type { Context, Hono } from 'hono';

/**
 * Serves a folder at `/`, and again inside every slot, where a page's relative addresses stay in its slot.
 * A page's address is its name without `.html`. A browser may keep them, also a whole page for going back to it, and asks
 * whether they are still the same: nobody's data is in them.
 */
export function staticPages(app: Hono, root: string): void {
  const fileOf = (path: string): string => (path.endsWith('/') || path.includes('.') ? path : `${path}.html`);
  const inSlot = (path: string): string => fileOf(path.replace(/^\/s\/[a-z0-9-]{1,32}/, ''));
  const onFound = (_: string, context: Context): void => context.header('Cache-Control', 'no-cache');
  app.get('/s/:slot{[a-z0-9-]{1,32}}/*', serveStatic({ root, rewriteRequestPath: inSlot, onFound }));
  app.get('/*', serveStatic({ root, rewriteRequestPath: fileOf, onFound }));
}
