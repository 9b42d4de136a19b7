import type { Queryable } from '../database/database.js';
import type { Scope } from '../domain/scope.js';

/**
 * What a change is about. `user` stands for roles and scope, `sign-in` for the end of one (its id is the token's
 * hash), `settings` for all of them.
 */
export type Entity = 'chat' | 'agent' | 'message' | 'notice' | 'user' | 'settings' | 'sign-in';

export interface Change {
  readonly entity: Entity;
  readonly id: string;
  /** Null where it was in nobody's scope: a new record. */
  readonly before?: Scope | null;
  /** Null where it is in nobody's scope: a closed chat. */
  readonly after?: Scope | null;
}

/** Notes what changed, in the transaction that changes it. */
export async function logChange(tx: Queryable, at: number, ...changes: readonly Change[]): Promise<void> {
  const rows = changes.map(({ entity, id, before, after }) => ({ entity, id, before, after }));
  await tx.query(
    `INSERT INTO change_log (entity, id, before, after, at)
     SELECT entity, id, before, after, $2
       FROM jsonb_to_recordset($1) AS change (entity text, id text, before jsonb, after jsonb)`,
    [JSON.stringify(rows), at],
  );
}
