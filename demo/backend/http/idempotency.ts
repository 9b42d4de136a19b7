import { createHash } from 'node:crypto';
import type { Database, Queryable } from '../database/database.js';
import { Problem } from '../domain/problem.js';
import { problemBody } from './problem-response.js';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface IdempotentRequest {
  readonly viewerId: string;
  readonly key: string;
  /** What was asked: the same key may not ask for anything else. */
  readonly request: readonly unknown[];
  /** For asking later what became of it. */
  readonly chatId?: string;
  readonly now: number;
}

interface Stored {
  readonly request_hash: string;
  readonly state: 'performing' | 'done' | 'refused' | 'sealed';
  readonly status: number;
  readonly body: object;
}

/**
 * Performs `effect` once per viewer and key, and answers every repetition as the first time. Key, effect and answer are
 * one transaction: there is no moment in which only some of them are kept. A refusal is an answer too; it undoes what
 * `effect` wrote, while `onRefusal` may still write beside it.
 * Errors: 422 for a key that was used for something else or is sealed.
 */
export async function performOnce(
  database: Database,
  request: IdempotentRequest,
  effect: (tx: Queryable) => Promise<Answer>,
  onRefusal: (tx: Queryable, refusal: Problem) => Promise<void> = () => Promise.resolve(),
): Promise<Answer> {
  const { viewerId, key, chatId, now } = request;
  const hash = createHash('sha256').update(JSON.stringify(request.request)).digest('base64url');
  return database.transaction(async (tx) => {
    // Waits for a first try that is still under way.
    const fresh = await tx.query(
      `INSERT INTO idempotency_keys (viewer_id, key, request_hash, state, chat_id, at)
       VALUES ($1, $2, $3, 'performing', $4, $5) ON CONFLICT DO NOTHING RETURNING key`,
      [viewerId, key, hash, chatId ?? null, now],
    );
    if (fresh.length === 0) return replay(tx, viewerId, key, hash);

    await tx.query('SAVEPOINT effect');
    let answer: Answer;
    let state = 'done';
    try {
      answer = await effect(tx);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT effect');
      await onRefusal(tx, error);
      state = 'refused';
      answer = { status: error.status, body: problemBody(error) };
    }
    await tx.query('UPDATE idempotency_keys SET state = $3, status = $4, body = $5 WHERE viewer_id = $1 AND key = $2', [
      viewerId,
      key,
      state,
      answer.status,
      JSON.stringify(answer.body),
    ]);
    return answer;
  });
}

async function replay(tx: Queryable, viewerId: string, key: string, hash: string): Promise<Answer> {
  const [stored] = await tx.query<Stored>(
    'SELECT request_hash, state, status, body FROM idempotency_keys WHERE viewer_id = $1 AND key = $2',
    [viewerId, key],
  );
  if (!stored) throw new Error('An idempotency key was there and is not: pruned while in use.');
  if (stored.state === 'sealed') {
    throw new Problem(422, 'This Idempotency-Key was given up when its outcome was asked for. Use a new one.', {
      backendCode: 'key-sealed',
    });
  }
  if (stored.request_hash !== hash) {
    throw new Problem(422, 'This Idempotency-Key was used for another request. Use a new one.', {
      backendCode: 'key-reused',
    });
  }
  return { status: stored.status, body: stored.body };
}
