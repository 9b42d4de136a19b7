import type { CallOptions } from '../../contract/index.js';
import type { ChatwootApi } from './api.js';
import { namedOf } from './chat.js';

/** Who belongs to the account, as far as that matters for those who are in chats. */
export class Members {
  readonly #api: ChatwootApi;
  #names: ReadonlyMap<string, string> = new Map();
  /** Those who were in a chat when the account was looked at, and did not belong to it. */
  #gone: ReadonlySet<string> = new Set();

  constructor(api: ChatwootApi) {
    this.#api = api;
  }

  /** Asks who of these people, found in chats before, still belongs to the account. Errors: as the call. */
  async look(ids: Iterable<string>, options: CallOptions): Promise<void> {
    const agents = (await this.#api.agents(options)).map(namedOf);
    this.#names = new Map(agents.map(({ id, name }) => [id, name]));
    this.#gone = new Set([...ids].filter((id) => !this.#names.has(id)));
  }

  /** Undefined where it is not known. */
  nameOf(id: string): string | undefined {
    return this.#names.get(id);
  }

  /** Surely belongs to the account no more. Who is not known may have come since. */
  isGone(id: string): boolean {
    return this.#gone.has(id);
  }
}
