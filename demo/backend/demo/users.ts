import * as v from 'valibot';
import { logChange } from '../change-log/entry.js';
import { logAgent } from '../domain/save-chat.js';
import { Problem } from '../domain/problem.js';
import { loadActor } from '../domain/viewer.js';
import { id } from '../http/schemas.js';
import type { Services } from '../services.js';

export const userUpdate = v.strictObject({
  roles: v.array(v.picklist(['supervisor', 'agent', 'admin'])),
  companies: v.optional(v.array(id)),
});

/** Changes what a user may be and see; open streams of the user follow at once. */
export async function updateUser(
  { database, hub, now }: Services,
  userId: string,
  update: v.InferOutput<typeof userUpdate>,
): Promise<void> {
  await database.transaction(async (tx) => {
    const known = await tx.query('UPDATE users SET roles = $2 WHERE id = $1 RETURNING id', [userId, update.roles]);
    if (known.length === 0) throw new Problem(404, `There is no user "${userId}".`);
    if (update.companies) {
      await tx.query('DELETE FROM user_companies WHERE user_id = $1', [userId]);
      await tx.query(
        `INSERT INTO user_companies (user_id, company_id)
         SELECT $1, id FROM companies WHERE id = ANY($2::text[])`,
        [userId, update.companies],
      );
    }
    if (update.roles.includes('agent')) {
      await tx.query(
        `INSERT INTO agents (user_id, availability, status_since, capacity) VALUES ($1, 'available', $2, 2)
         ON CONFLICT DO NOTHING`,
        [userId, now()],
      );
    }
    await logChange(tx, now(), { entity: 'user', id: userId });
    const actor = await loadActor(tx, userId);
    const scope = { companies: actor?.companies ?? [], queues: [null], people: [userId] };
    if (update.roles.includes('agent')) await logAgent(tx, userId, now());
    else await logChange(tx, now(), { entity: 'agent', id: userId, before: scope });
  });
  hub.hint();
}
