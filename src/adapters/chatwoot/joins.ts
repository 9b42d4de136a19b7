import type { JoinMode, Participant } from '../../contract/index.js';
import type { Members } from './members.js';
import { type Raw, rawOf } from './wire.js';

/** What the custom attributes are called that say who is in a chat: one for each person, named by the user's id. */
export const JOIN = 'chat_monitor_join_';

/** A join as its attribute keeps it, with the name of the time, for readers who do not know the person. */
export interface StoredJoin {
  readonly name: string;
  readonly mode: JoinMode;
  /** Epoch ms. */
  readonly at: number;
}

interface Join extends StoredJoin {
  readonly id: string;
}

/** Ids of those who joined a conversation, whether or not they still belong to the account. */
export function joinedIds(conversation: Raw): readonly string[] {
  return joinsOf(conversation).map(({ id }) => id);
}

/** Who is in a conversation, the first to come first. */
export function participantsOf(conversation: Raw, members: Members): readonly Participant[] {
  return joinsOf(conversation)
    .filter(({ id }) => !members.isGone(id))
    .map(({ id, name, mode }) => ({ id, name: members.nameOf(id) ?? name, mode }));
}

/** Anybody can write attributes: what is no join is none. */
function joinsOf(conversation: Raw): readonly Join[] {
  const attributes = rawOf(conversation['custom_attributes']);
  const joins: Join[] = [];
  for (const key of Object.keys(attributes)) {
    const id = key.startsWith(JOIN) ? key.slice(JOIN.length) : '';
    const join = userId.test(id) ? storedOf(attributes[key]) : undefined;
    if (join) joins.push({ id, ...join });
  }
  // A database gives attributes in an order of its own.
  return joins.sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
}

/** As Chatwoot writes the ids of users. */
const userId = /^[1-9]\d{0,14}$/;

function storedOf(value: unknown): StoredJoin | undefined {
  const { name, mode, at } = rawOf(value);
  if (typeof name !== 'string' || typeof at !== 'number' || !Number.isFinite(at)) return undefined;
  return mode === 'participate' || mode === 'monitor' ? { name, mode, at } : undefined;
}
