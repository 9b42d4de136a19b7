import type { Assist, Named } from '../../contract/index.js';
import { type Raw, rawOf } from './wire.js';

/** The custom attribute that holds the open request for help. */
export const ASSIST = 'assist';

/** The open request of a conversation. Anybody can write attributes: what is no request is none. */
export function assistOf(conversation: Raw): Assist | undefined {
  const { id, by, at, message, claimedBy } = rawOf(rawOf(conversation['custom_attributes'])[ASSIST]);
  const raiser = namedOf(by);
  if (typeof id !== 'string' || id === '' || raiser === undefined) return undefined;
  if (typeof at !== 'number' || !Number.isFinite(at)) return undefined;
  const claimer = namedOf(claimedBy);
  return {
    id,
    by: raiser,
    at,
    ...(typeof message === 'string' && { message }),
    ...(claimer && { claimedBy: claimer }),
  };
}

function namedOf(value: unknown): Named | undefined {
  const { id, name } = rawOf(value);
  return typeof id === 'string' && id !== '' && typeof name === 'string' ? { id, name } : undefined;
}
