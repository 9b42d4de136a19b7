import { Hono } from 'hono';
import { CursorSigner } from './change-log/cursor.js';
import { Hub } from './change-log/hub.js';
import type { Database } from './database/database.js';
import { migrate } from './database/migrate.js';
import { demoRoutes, slotRoutes } from './demo/routes.js';
import { DemoControl } from './demo/control.js';
import { Problem } from './domain/problem.js';
import type { Audit } from './domain/session.js';
import { loadSettings } from './domain/settings.js';
import { csrfGuard } from './http/csrf.js';
import { problemResponse, toProblem } from './http/problem-response.js';
import { RateLimiter, type RateLimit } from './http/rate-limit.js';
import { securityHeaders } from './http/security-headers.js';
import { seed } from './seed/seed.js';
import type { Services } from './services.js';
import { Sweeper } from './sweeper.js';

export interface BackendOptions {
  /** Closed by the caller, after the backend. */
  readonly database: Database;
  /** Who writes Report_Events; `adapter` by default. */
  readonly audit?: Audit;
  /** Epoch milliseconds; the system's clock by default. */
  readonly now?: () => number;
  readonly rateLimit?: RateLimit;
  /** Milliseconds between heartbeats of a stream; 8000 by default. */
  readonly heartbeatMs?: number;
  /** Milliseconds in which hints of changes are collected; 20 by default. */
  readonly debounceMs?: number;
  /** Milliseconds between looks at the change log without a hint; 1000 by default. */
  readonly pollMs?: number;
  /** Milliseconds between looks for transfers that have expired and rows that are old; 1000 by default. */
  readonly sweepMs?: number;
  /** Milliseconds that cursors stay good; an hour by default. */
  readonly retentionMs?: number;
  /** Bytes that may wait for one reader of a stream; 1 MiB by default. */
  readonly streamBuffer?: number;
  /** One line per request, and errors that nobody is told about. */
  readonly log?: (line: string) => void;
}

export interface Backend {
  readonly app: Hono;
  /** Ends all streams and timers. */
  close(): Promise<void>;
}

/** The reference backend on a database, which it brings up to date and seeds when it is empty. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { database, now = Date.now, log = () => undefined } = options;
  const onError = (error: unknown): void => {
    log(`error ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  await migrate(database);
  await seed(database, now());
  const hub = new Hub({
    database,
    debounceMs: options.debounceMs ?? 20,
    pollMs: options.pollMs ?? 1_000,
    heartbeatMs: options.heartbeatMs ?? 8_000,
    onError,
  });
  const limiter = new RateLimiter(options.rateLimit ?? { perSecond: 25, burst: 100 }, now);
  const services: Services = {
    database,
    hub,
    cursors: new CursorSigner((await loadSettings(database)).cursorSecret),
    limiter,
    audit: options.audit ?? 'adapter',
    now,
    streamBuffer: options.streamBuffer ?? 1_048_576,
    onError,
  };
  await hub.start();

  const app = new Hono();
  app.use(async (context, next) => {
    const started = performance.now();
    await next();
    const took = (performance.now() - started).toFixed(0);
    log(`${context.req.method} ${context.req.path} ${String(context.res.status)} ${took} ms`);
  });
  app.use(securityHeaders);
  app.use(csrfGuard);
  app.onError((error) => {
    const problem = toProblem(error);
    if (problem.status === 500) onError(error);
    return problemResponse(problem);
  });
  app.notFound(() => problemResponse(new Problem(404, 'There is nothing at this address.')));
  const control = new DemoControl(services, (path, init) => Promise.resolve(app.request(path, init)));
  app.route('/s/:slot{[a-z0-9-]{1,32}}', slotRoutes(services, control));
  app.route('/demo', demoRoutes(services, control));

  const sweeper = new Sweeper(services, options.retentionMs ?? 3_600_000);
  sweeper.start(options.sweepMs ?? 1_000);

  return {
    app,
    async close() {
      await control.close();
      await sweeper.stop();
      await hub.close();
    },
  };
}
