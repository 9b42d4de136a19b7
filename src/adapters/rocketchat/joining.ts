import { ChatError, type CallOptions, type JoinMode } from '../../contract/index.js';
import { readBack } from '../shared/read-back.js';
import { fieldsOf } from './fields.js';
import type { Effect, EffectContext } from './effects.js';
import type { SeenChat } from './floor.js';

/** Taking part is being in the room at the server; reading is only known here. */
export function enter(mode: JoinMode, { chat }: SeenChat, { api, eyes }: EffectContext, options: CallOptions): Effect {
  const { places } = eyes;
  const isDone = (): boolean => places.modeIn(chat.id) === mode;
  if (mode === 'monitor') {
    return {
      isDone,
      async send() {
        places.monitored.add(chat.id);
      },
    };
  }
  return {
    isDone,
    async send() {
      const query = { roomId: chat.id };
      await api.call(['livechat', 'room.join'], options, { query });
      const { subscription } = await readBack(`Rocket.Chat: a place in chat "${chat.id}"`, options.signal, () =>
        api.call<'subscription'>(['subscriptions.getOne'], options, { query }),
      );
      if (fieldsOf<'rid'>(subscription).rid !== chat.id) {
        throw new ChatError('invalid', 'Rocket.Chat took the join and did nothing.');
      }
      places.join(chat.id);
    },
  };
}

/** Only who monitors can: the server lets nobody out of a room before it is closed. */
export function leave({ chat }: SeenChat, { eyes }: EffectContext): Effect {
  return {
    isDone: () => eyes.places.modeIn(chat.id) === undefined,
    async send() {
      eyes.places.monitored.delete(chat.id);
    },
  };
}
