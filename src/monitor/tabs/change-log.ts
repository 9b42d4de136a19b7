/** So many changes are remembered by id, for pages that come back. */
const LOG_LIMIT = 20_000;
const CURSORS_KNOWN = 200;

/** Which records changed, in order, as far back as is remembered; each change has its number. */
export class ChangeLog {
  readonly #cursors = new Map<string, number>();
  #ids: string[] = [];
  #base = 0;

  /** The number of the last change. */
  get seq(): number {
    return this.#base + this.#ids.length;
  }

  note(id: string): void {
    this.#ids.push(id);
  }

  /** What the backend calls this place. */
  reached(cursor: string): void {
    this.#cursors.delete(cursor);
    this.#cursors.set(cursor, this.seq);
    if (this.#cursors.size <= CURSORS_KNOWN) return;
    for (const oldest of this.#cursors.keys()) {
      this.#cursors.delete(oldest);
      break;
    }
  }

  /** The place that the backend called so; undefined where it is not remembered. */
  placeOf(cursor: string): number | undefined {
    return this.#cursors.get(cursor);
  }

  /** The ids of what changed after `seq`; undefined where that is too long ago. */
  since(seq: number): ReadonlySet<string> | undefined {
    return seq < this.#base || seq > this.seq ? undefined : new Set(this.#ids.slice(seq - this.#base));
  }

  /** Forgets every place where somebody may have stopped. */
  forget(): void {
    this.#cursors.clear();
    this.#base = this.seq + 1;
    this.#ids = [];
  }

  /** Forgets the oldest changes, now and then. */
  trim(): void {
    if (this.#ids.length <= 2 * LOG_LIMIT) return;
    const surplus = this.#ids.length - LOG_LIMIT;
    this.#ids = this.#ids.slice(surplus);
    this.#base += surplus;
  }
}
