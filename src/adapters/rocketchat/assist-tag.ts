import type { Assist, Named } from '../../contract/index.js';

/**
 * A request for assistance is a tag of the room, the only text that every agent may put on a chat. What the dashboard
 * writes says in the tag itself who asks and since when; an agent may as well add the plain tag in Rocket.Chat.
 */
export class AssistTags {
  readonly #name: string;
  /** When a plain tag was first seen, by chat. */
  readonly #seen = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  /** Whether it is one of ours, whatever it says. */
  isOurs(tag: unknown): boolean {
    return typeof tag === 'string' && (tag === this.#name || tag.startsWith(`${this.#name}?`));
  }

  write({ id, by, at, message, claimedBy }: Assist): string {
    const values = new URLSearchParams({ id, by: by.id, name: by.name, at: String(at) });
    if (message !== undefined) values.set('message', message);
    if (claimedBy !== undefined) {
      values.set('claimed', claimedBy.id);
      values.set('claimer', claimedBy.name);
    }
    return `${this.#name}?${values.toString()}`;
  }

  /** `by` is who asks where the tag does not say it, and `now` since when. */
  read(chatId: string, tags: unknown, by: Named, now: number): Assist | undefined {
    const ours = Array.isArray(tags) ? (tags as unknown[]).filter((tag) => this.isOurs(tag)) : [];
    const tag = ours.find((one) => one !== this.#name) ?? ours[0];
    if (typeof tag !== 'string') {
      this.#seen.delete(chatId);
      return undefined;
    }
    const values = new URLSearchParams(tag.slice(this.#name.length + 1));
    const at = Number(values.get('at') ?? NaN);
    const id = values.get('id') ?? '';
    if (id === '' || !Number.isFinite(at)) return this.#plain(chatId, by, now);
    const message = values.get('message');
    const claimed = values.get('claimed') ?? '';
    return {
      id,
      by: named(values.get('by') ?? '', values.get('name')) ?? by,
      at,
      ...(message !== null && { message }),
      ...(claimed !== '' && { claimedBy: { id: claimed, name: values.get('claimer') ?? claimed } }),
    };
  }

  #plain(chatId: string, by: Named, now: number): Assist {
    const at = this.#seen.get(chatId) ?? now;
    this.#seen.set(chatId, at);
    return { id: `plain-${at.toString(36)}`, by, at };
  }
}

function named(id: string, name: string | null): Named | undefined {
  return id === '' ? undefined : { id, name: name === null || name === '' ? id : name };
}
