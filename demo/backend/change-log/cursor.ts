import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Position } from './position.js';

/**
 * Cursors are positions that only fit where they were given out: signed together with what is watched, by whom, and
 * under which access, so that a change of query or of rights means a new snapshot.
 */
export class CursorSigner {
  constructor(private readonly secret: string) {}

  /** `binding` names watch, viewer and access. */
  write(position: Position, binding: string): string {
    const place = `${String(position.xid)}.${String(position.seq)}`;
    return `${place}.${this.#sign(place, binding)}`;
  }

  /** Undefined where the cursor belongs to something else. */
  read(cursor: string, binding: string): Position | undefined {
    const match = /^(\d{1,20})\.(\d{1,15})\.([\w-]{22})$/.exec(cursor);
    const [, xid, seq, signature] = match ?? [];
    if (xid === undefined || seq === undefined || signature === undefined) return undefined;
    const expected = this.#sign(`${xid}.${seq}`, binding);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined;
    return { xid: BigInt(xid), seq: Number(seq) };
  }

  #sign(place: string, binding: string): string {
    return createHmac('sha256', this.secret).update(`${place}\n${binding}`).digest('base64url').slice(0, 22);
  }
}
