import { ChatError } from '../../contract/index.js';

/** An object as a server sent it: nothing in it has been checked. */
export type Raw = Readonly<Record<string, unknown>>;

/** The object, or an empty one in place of anything else. */
export function rawOf(value: unknown): Raw {
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}

/** The list, whether it comes by itself or as the `payload` of an object. Errors: `protocol` where there is none. */
export function listOf(body: unknown, what: string): readonly Raw[] {
  const list = Array.isArray(body) ? (body as unknown[]) : rawOf(body)['payload'];
  if (!Array.isArray(list)) throw new ChatError('protocol', `Chatwoot: ${what} are no list.`);
  return list.map(rawOf);
}

/** Chatwoot's ids are numbers and ours are texts. What is neither stays as it is, for the guard to name. */
export function idOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : (value as string);
}

/** What ours is called there. An id that is no number belongs to nothing. */
export function numberOf(id: string): number | undefined {
  return /^\d+$/.test(id) ? Number(id) : undefined;
}

/** Epoch ms of a time that comes as whole or broken seconds, as their digits or as ISO text; 0 stands for none. */
export function timeOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  const at = typeof seconds === 'number' ? seconds * 1000 : typeof value === 'string' ? new Date(value).getTime() : NaN;
  return Number.isFinite(at) && at > 0 ? Math.round(at) : undefined;
}

/** The same where there has to be one; what is none stays as it is, for the guard to name. */
export function givenTime(value: unknown): number {
  return timeOf(value) ?? (value as number);
}
