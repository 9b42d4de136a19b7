import type { Chat } from '../../contract/index.js';

/** How many messages came into each chat since it was last looked at; as of the first sight, nothing is new. */
export class UnreadCounts {
  readonly #seen = new Map<string, number>();

  /** `looking`: the chat that is open now; what comes into it is seen at once. */
  update(chats: readonly Chat[], looking: string | undefined): void {
    const present = new Set<string>();
    for (const { id, messageCount = 0 } of chats) {
      present.add(id);
      if (id === looking || !this.#seen.has(id)) this.#seen.set(id, messageCount);
    }
    this.#seen.forEach((_, id) => {
      if (!present.has(id)) this.#seen.delete(id);
    });
  }

  of({ id, messageCount = 0 }: Chat): number {
    return Math.max(0, messageCount - (this.#seen.get(id) ?? messageCount));
  }
}
