import type { CallOptions } from '../../contract/index.js';
import type { ChatwootApi } from './api.js';
import { ASSIST } from './assist.js';
import { JOIN } from './joins.js';
import { idOf, type Raw, rawOf } from './wire.js';

/** Writes custom attributes of conversations, one at a time: what Chatwoot has no place of its own for. */
export class Attributes {
  readonly #api: ChatwootApi;
  /** The server keeps attributes that are not sent. */
  #merges = false;

  constructor(api: ChatwootApi) {
    this.#api = api;
  }

  /** `null` in place of one that is over: a merge removes nothing. Errors: as the call. */
  async set(conversation: Raw, name: string, value: object | null, options: CallOptions): Promise<void> {
    // Servers before `merge` put what is sent in place of everything; until this one has shown that it merges, the
    // others go along as they were found. Our own that are over are left out, by which it shows.
    const others = this.#merges ? {} : lastingOf(rawOf(conversation['custom_attributes']));
    const sent: Raw = { ...others, [name]: value };
    const kept = await this.#api.setCustomAttributes(idOf(conversation['id']), sent, options);
    if (Object.keys(kept).some((key) => isOurs(key) && !(key in sent))) this.#merges = true;
  }
}

function lastingOf(attributes: Raw): Raw {
  const keys = Object.keys(attributes).filter((key) => !isOurs(key) || attributes[key] !== null);
  return Object.fromEntries(keys.map((key) => [key, attributes[key]]));
}

function isOurs(key: string): boolean {
  return key === ASSIST || key.startsWith(JOIN);
}
