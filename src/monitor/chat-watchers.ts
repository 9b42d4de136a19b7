import type { Chat } from '../contract/index.js';
import { Listeners, type Unsubscribe } from './observable.js';

/** Who follows single chats. */
export class ChatWatchers {
  readonly #byId = new Map<string, Listeners<[Chat | undefined]>>();

  get none(): boolean {
    return this.#byId.size === 0;
  }

  add(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    let listeners = this.#byId.get(id);
    if (listeners === undefined) this.#byId.set(id, (listeners = new Listeners()));
    const remove = listeners.add(listener);
    return () => {
      remove();
      if (this.#byId.get(id)?.size === 0) this.#byId.delete(id);
    };
  }

  tell(id: string, chat: Chat | undefined): void {
    this.#byId.get(id)?.call(chat);
  }
}
