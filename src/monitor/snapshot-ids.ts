/** The ids that a snapshot has named so far. */
export class SnapshotIds {
  readonly #ids: Set<string> | undefined;

  /** `empty`: nothing was there before, so nothing can be missing from it, and there is no need to remember. */
  constructor(empty: boolean) {
    this.#ids = empty ? undefined : new Set();
  }

  add(id: string): void {
    this.#ids?.add(id);
  }

  /** Whether what was there before still is, if this is all of the snapshot. */
  has(id: string): boolean {
    return this.#ids?.has(id) !== false;
  }
}
