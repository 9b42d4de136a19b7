/** Where a value breaks the contract, told from the inside out. */
export class Malformed extends Error {
  readonly rule: string;
  /** Dotted ("requester.name"); empty for the value itself. */
  readonly path: string;

  constructor(message: string, rule = 'D1', path = '') {
    super(message);
    this.rule = rule;
    this.path = path;
  }
}

/** Checks a value of any origin and returns a copy of it with the contract's fields only, frozen to the bottom. */
export type Check<T> = (value: unknown) => T;

/** One check per field, an optional one marked as in TypeScript (`'note?'`); the compiler demands every field of `T`. */
type Fields<T> = {
  readonly [K in keyof T & string as object extends Pick<T, K> ? `${K}?` : K]-?: Check<Exclude<T[K], undefined>>;
};

/** A getter or proxy that throws is malformed too. */
export function asMalformed(thrown: unknown): Malformed {
  return thrown instanceof Malformed ? thrown : new Malformed('could not be read');
}

/** Adds where it happened to what went wrong; `rule` replaces the rule that was broken inside. */
export function within(key: string | number, thrown: unknown, rule?: string): Malformed {
  const fault = asMalformed(thrown);
  return new Malformed(fault.message, rule ?? fault.rule, fault.path === '' ? String(key) : `${key}.${fault.path}`);
}

/** The check of a value that faults call by this name, and by this rule where it is another than the value's own. */
export function labelled<T>(name: string, check: Check<T>, rule?: string): Check<T> {
  return (value) => {
    try {
      return check(value);
    } catch (thrown) {
      throw within(name, thrown, rule);
    }
  };
}

/** A record; `rules` looks at fields together. Each field is read once, so that a getter cannot change its mind. */
export function object<T extends object>(fields: Fields<T>, rules?: (record: T) => void): Check<T> {
  const own = Object.entries<Check<unknown>>(fields).map(([key, check]) => {
    const name = key.replace('?', '');
    return { name, check, required: name === key };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('must be an object');
    const clean: Record<string, unknown> = {};
    let at = '';
    try {
      for (const { name, check, required } of own) {
        at = name;
        const found = (value as Record<string, unknown>)[name];
        if (found !== undefined) clean[name] = check(found);
        else if (required) throw new Malformed('is missing');
      }
    } catch (thrown) {
      throw within(at, thrown);
    }
    rules?.(clean as T);
    return Object.freeze(clean) as T;
  };
}

/** For `object`: fields that are there exactly when `key` has one of their values. */
export function exactlyWith<T>(
  key: keyof T,
  fields: Readonly<Partial<Record<keyof T & string, readonly unknown[]>>>,
): (record: T) => void {
  const entries = Object.entries(fields) as [keyof T & string, readonly unknown[]][];
  return (record) => {
    for (const [name, values] of entries) {
      const due = values.includes(record[key]);
      if ((record[name] !== undefined) === due) continue;
      const what = due ? 'is missing' : 'must be absent';
      throw new Malformed(`${what}, with ${String(key)} "${String(record[key])}"`, 'D2', name);
    }
  };
}

/** Known keys with values of one kind; others are dropped. */
export function partialRecord<K extends string, V>(
  keys: readonly K[],
  check: Check<V>,
): Check<Readonly<Partial<Record<K, V>>>> {
  const fields = Object.fromEntries(keys.map((key) => [`${key}?`, check]));
  return object(fields as Fields<Partial<Record<K, V>>>);
}

const maxItems = 1_000_000;
const empty: readonly never[] = Object.freeze([]);

export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value) => {
    // A list may be a proxy, with any length.
    const length = Array.isArray(value) ? value.length : Infinity;
    if (!(length <= maxItems)) throw new Malformed(`must be a list of at most ${maxItems} items`);
    if (length === 0) return empty;
    const clean: T[] = [];
    let index = 0;
    try {
      for (; index < length; index += 1) clean.push(check((value as unknown[])[index]));
    } catch (thrown) {
      throw within(index, thrown);
    }
    return Object.freeze(clean);
  };
}
