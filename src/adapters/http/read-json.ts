import { ChatError } from '../../contract/index.js';

/** What a JSON text of the protocol always is: an object. What is in it, the guard checks. */
export type Json = Readonly<Record<string, unknown>>;

/** Errors: `protocol` for anything but a JSON object. */
export function parseObject(text: string, what: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below, with everything else that is no object.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new ChatError('protocol', `${what}: no valid JSON object.`);
}
