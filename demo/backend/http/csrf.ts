import type { MiddlewareHandler } from 'hono';
import { Problem } from '../domain/problem.js';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lets a write through only from a page of this server: a foreign page cannot send the header without a preflight that
 * is never granted, and browsers name the page's origin truthfully.
 */
export const csrfGuard: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  if (!safeMethods.includes(req.method)) {
    if (req.header('x-chat-monitor') !== '1') {
      throw new Problem(403, 'The header "X-Chat-Monitor: 1" is missing.', { backendCode: 'csrf-header' });
    }
    const site = req.header('sec-fetch-site');
    const origin = req.header('origin');
    const host = req.header('host') ?? new URL(req.url).host;
    if (site === 'cross-site' || (origin !== undefined && hostOf(origin) !== host)) {
      throw new Problem(403, 'Writes from other sites are refused.', { backendCode: 'csrf-origin' });
    }
  }
  await next();
};

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
}
