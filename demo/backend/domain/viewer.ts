import type { Role, Viewer } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';

/** A signed-in user with what decides about access. */
export interface Actor extends Viewer {
  /** Ids of the companies in the user's scope. */
  readonly companies: readonly string[];
}

/** SQL for the ids of a user's companies. */
export function companiesOf(userId: string): string {
  return `ARRAY(SELECT company_id FROM user_companies WHERE user_id = ${userId} ORDER BY company_id)`;
}

/** Stored roles, scope and name of a user; undefined where there is no such user. */
export async function loadActor(db: Queryable, userId: string): Promise<Actor | undefined> {
  const [row] = await db.query<{ id: string; name: string; roles: Role[]; companies: string[] }>(
    `SELECT u.id, u.name, u.roles, ${companiesOf('u.id')} AS companies FROM users u WHERE u.id = $1`,
    [userId],
  );
  return row;
}

export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.includes(role);
}

/** Whether the user may watch all chats in scope. */
export function seesFloor(actor: Actor): boolean {
  return hasRole(actor, 'supervisor') || hasRole(actor, 'admin');
}
