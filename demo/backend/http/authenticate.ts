import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Queryable } from '../database/database.js';
import { Problem } from '../domain/problem.js';
import { companiesOf, type Actor } from '../domain/viewer.js';
import type { SignedIn } from '../streams/watch-stream.js';
import type { Environment } from './environment.js';

export const cookieName = 'session';

/** What is stored instead of the token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Who a request's cookie or bearer token stands for, in this slot. */
export async function findSignedIn(context: Context, db: Queryable, now: number): Promise<SignedIn | undefined> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(context.req.header('authorization') ?? '')?.[1];
  const token = bearer ?? getCookie(context, cookieName);
  if (!token) return undefined;
  const tokenHash = hashToken(token);
  const [row] = await db.query<Actor & { expiresAt: number }>(
    `SELECT u.id, u.name, u.roles, ${companiesOf('u.id')} AS companies, s.expires_at AS "expiresAt"
       FROM sign_ins s JOIN users u ON u.id = s.user_id
      WHERE s.token_hash = $1 AND s.slot = $2 AND s.expires_at > $3`,
    [tokenHash, context.req.param('slot') ?? '', now],
  );
  if (!row) return undefined;
  const { expiresAt, ...actor } = row;
  return { actor, tokenHash, expiresAt };
}

/** Errors: 401 where nobody is signed in. */
export function authenticate(db: Queryable, now: () => number): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const signedIn = await findSignedIn(context, db, now());
    if (!signedIn) throw new Problem(401, 'Nobody is signed in. Sign in first.');
    context.set('signedIn', signedIn);
    await next();
  };
}
