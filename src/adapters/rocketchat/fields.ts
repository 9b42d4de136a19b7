/** Values as a backend sent them: nothing is known of them but the names that are looked at. */
export type Fields<K extends string> = Readonly<Partial<Record<K, unknown>>>;

/** No fields where it is no object. */
export function fieldsOf<K extends string>(value: unknown): Fields<K> {
  return (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Fields<K>;
}

/** Undefined where it is no text, or an empty one. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Epoch ms of a time as REST (ISO) or the realtime line (`$date`) has it; undefined for none, NaN for what is no time,
 * so that the guard sets the record aside.
 */
export function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return new Date(value).getTime();
  const { $date } = fieldsOf<'$date'>(value);
  return typeof $date === 'number' ? $date : NaN;
}

/** A record without its undefined fields; whether it is one, the guard finds out. */
export function recordOf<T>(values: Readonly<Record<keyof T, unknown>>): T {
  const there = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(there) as T;
}
