import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { logChange } from '../change-log/entry.js';
import type { Queryable } from '../database/database.js';
import { Problem } from '../domain/problem.js';
import { loadActor } from '../domain/viewer.js';
import { cookieName, findSignedIn, hashToken } from '../http/authenticate.js';
import { readBody } from '../http/body.js';
import { id } from '../http/schemas.js';
import type { Services } from '../services.js';

const lifetimeMs = 12 * 60 * 60 * 1_000;

/** A user as the pages let one be picked; without roles, a customer. */
interface PickableUser {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly companies: readonly { readonly id: string; readonly name: string }[];
}

/** Sign-in without a password, by picking a user: for a demonstration only. Each slot has its own cookie. */
export function signInRoutes({ database, hub, now }: Services): Hono {
  const routes = new Hono();
  /** Streams that were opened under it end. */
  const endSignIn = async (tx: Queryable, tokenHash: string): Promise<void> => {
    await tx.query('DELETE FROM sign_ins WHERE token_hash = $1', [tokenHash]);
    await logChange(tx, now(), { entity: 'sign-in', id: tokenHash });
  };

  routes.get('/users', async (context) => {
    const items = await database.query<PickableUser>(
      `SELECT u.id, u.name, u.roles,
              COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) ORDER BY c.name)
                 FROM user_companies s JOIN companies c ON c.id = s.company_id WHERE s.user_id = u.id), '[]') AS companies
         FROM users u ORDER BY cardinality(u.roles) = 0, u.id`,
    );
    return context.json({ items });
  });

  routes.post('/sign-in', async (context) => {
    const { userId } = await readBody(context, v.strictObject({ userId: id }));
    const actor = await loadActor(database, userId);
    if (!actor) throw new Problem(404, `There is no user "${userId}". Pick one of the list.`);
    const signedIn = await findSignedIn(context, database, now());
    const { id: actorId, name, roles } = actor;
    // Other tabs of the slot go on with their streams, so they must not go on as somebody else.
    if (signedIn?.actor.id === actorId) return context.json({ id: actorId, name, roles });
    const slot = context.req.param('slot') ?? '';
    const token = randomBytes(32).toString('base64url');
    await database.transaction(async (tx) => {
      if (signedIn) await endSignIn(tx, signedIn.tokenHash);
      await tx.query('INSERT INTO sign_ins (token_hash, user_id, slot, expires_at) VALUES ($1, $2, $3, $4)', [
        hashToken(token),
        actorId,
        slot,
        now() + lifetimeMs,
      ]);
    });
    hub.hint();
    setCookie(context, cookieName, token, {
      path: `/s/${slot}`,
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: lifetimeMs / 1_000,
    });
    return context.json({ id: actorId, name, roles });
  });

  routes.post('/sign-out', async (context) => {
    const signedIn = await findSignedIn(context, database, now());
    if (signedIn) {
      await database.transaction((tx) => endSignIn(tx, signedIn.tokenHash));
      hub.hint();
    }
    deleteCookie(context, cookieName, { path: `/s/${context.req.param('slot') ?? ''}` });
    return context.body(null, 204);
  });

  routes.get('/me', async (context) => {
    const signedIn = await findSignedIn(context, database, now());
    if (!signedIn) throw new Problem(401, 'Nobody is signed in. Sign in first.');
    const { id: userId, name, roles } = signedIn.actor;
    return context.json({ id: userId, name, roles });
  });

  return routes;
}
