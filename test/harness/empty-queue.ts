import assert from 'node:assert/strict';
import type { DemoFloor } from './demo-floor.js';
import { Person } from './person.js';

/** A supervisor sends all chats of one support queue to another one, so that only the test's own are in it. */
export async function emptyQueue(floor: DemoFloor, queueId: string, toQueueId: string): Promise<void> {
  const tomas = await Person.signIn(floor.url, 'tomas.keller');
  const chats = await floor.rows<{ id: string; status: string; version: number }>(
    `SELECT id, status, assignment_version::int AS version FROM chats
      WHERE queue_id = '${queueId}' AND status <> 'closed'`,
  );
  for (const { id, status, version } of chats) {
    const type = status === 'pending' ? 'assign' : 'transfer';
    const answer = await tomas.command(id, { type, to: { type: 'queue', id: toQueueId } }, String(version));
    assert.equal(answer.status, 200);
  }
}
