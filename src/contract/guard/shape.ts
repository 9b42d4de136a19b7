/** Where a value breaks the contract, told from the inside out. */
export class Malformed extends Error {
  /** Dotted ("requester.name"); empty for the value itself. */
  path = '';
  readonly rule: string;

  constructor(message: string, rule = 'D1') {
    super(message);
    this.name = 'Malformed';
    this.rule = rule;
  }
}

/** Checks a value of any origin and returns a copy of it with the contract's fields only, frozen to the bottom. */
export type Check<T> = (value: unknown) => T;

interface Optional<T> {
  readonly optional: Check<T>;
}

/** One check per field; the compiler demands every field of `T`. */
type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Check<T[K]>;
};

export function optional<T>(check: Check<T>): Optional<T> {
  return { optional: check };
}

/** Adds where it happened to what went wrong; a getter or proxy that throws is malformed too. */
export function within(key: string | number, thrown: unknown): Malformed {
  const fault = thrown instanceof Malformed ? thrown : new Malformed('could not be read');
  fault.path = fault.path === '' ? String(key) : `${String(key)}.${fault.path}`;
  return fault;
}

/** A record; `rules` looks at fields together. Each field is read once, so that a getter cannot change its mind. */
export function object<T extends object>(fields: Fields<T>, rules?: (record: T) => void): Check<T> {
  const names = Object.keys(fields);
  const checks: Check<unknown>[] = [];
  const required: boolean[] = [];
  for (const field of Object.values<Check<unknown> | Optional<unknown>>(fields)) {
    checks.push(typeof field === 'function' ? field : field.optional);
    required.push(typeof field === 'function');
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('must be an object');
    const source = value as Record<string, unknown>;
    const clean: Record<string, unknown> = {};
    let index = 0;
    try {
      for (; index < names.length; index += 1) {
        const name = names[index] as string;
        const found = source[name];
        if (found !== undefined) clean[name] = (checks[index] as Check<unknown>)(found);
        else if (required[index] === true) throw new Malformed('is missing');
      }
    } catch (thrown) {
      throw within(names[index] as string, thrown);
    }
    rules?.(clean as T);
    return Object.freeze(clean) as T;
  };
}

/** Known keys with values of one kind; others are dropped. */
export function partialRecord<K extends string, V>(
  keys: readonly K[],
  check: Check<V>,
): Check<Readonly<Partial<Record<K, V>>>> {
  const field = optional(check);
  const fields = Object.fromEntries(keys.map((key) => [key, field]));
  return object(fields as unknown as Fields<Partial<Record<K, V>>>);
}

const maxItems = 1_000_000;

/** The length of a list that may be a proxy. */
export function lengthOf(value: unknown): number {
  if (!Array.isArray(value)) throw new Malformed('must be a list');
  const { length } = value;
  if (!Number.isInteger(length) || length > maxItems) throw new Malformed('has too many items');
  return length;
}

export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value) => {
    const length = lengthOf(value);
    const clean: T[] = [];
    for (let index = 0; index < length; index += 1) {
      try {
        clean.push(check((value as unknown[])[index]));
      } catch (thrown) {
        throw within(index, thrown);
      }
    }
    return Object.freeze(clean);
  };
}

/** The first that fits a discriminating field. */
export function union<T extends object>(key: keyof T & string, cases: Readonly<Record<string, Check<T>>>): Check<T> {
  const byName = new Map(Object.entries(cases));
  const names = [...byName.keys()].join(', ');
  return (value) => {
    if (typeof value !== 'object' || value === null) throw new Malformed('must be an object');
    let name: unknown;
    try {
      name = (value as Record<string, unknown>)[key];
    } catch (thrown) {
      throw within(key, thrown);
    }
    const check = typeof name === 'string' ? byName.get(name) : undefined;
    if (check === undefined) throw within(key, new Malformed(`must be one of ${names}`));
    const clean = check(value);
    if (clean[key] !== name) throw within(key, new Malformed('could not be read'));
    return clean;
  };
}
