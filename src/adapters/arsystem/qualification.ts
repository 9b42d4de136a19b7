/** A condition of AR System's query language. Made by these functions only, so that no value can break out of its quotes. */
export type Qualification = string;

/** A field by its name. */
function field(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** A text value: a quote is doubled, which is all that the language knows as an escape. */
function text(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

export function equals(name: string, value: string): Qualification {
  return `${field(name)} = ${text(value)}`;
}

export function isNumber(name: string, value: number): Qualification {
  return `${field(name)} = ${value}`;
}

export function differs(name: string, value: string): Qualification {
  return `${field(name)} != ${text(value)}`;
}

/** The entry that belongs to who is signed in, as the server knows it. */
export function isSignedIn(name: string): Qualification {
  return `${field(name)} = $USER$`;
}

/** `value`: epoch ms. */
export function notBefore(name: string, value: number, format: 'seconds' | 'iso'): Qualification {
  return `${field(name)} >= ${timeIn(value, format)}`;
}

export function before(name: string, value: number, format: 'seconds' | 'iso'): Qualification {
  return `${field(name)} < ${timeIn(value, format)}`;
}

function timeIn(value: number, format: 'seconds' | 'iso'): string {
  return format === 'iso' ? text(isoTime(value)) : String(Math.floor(value / 1000));
}

/** Epoch ms as AR System writes times. */
export function isoTime(value: number): string {
  return new Date(value).toISOString().replace('Z', '+0000');
}

/** Without conditions: undefined, which is everything. */
export function all(...conditions: readonly (Qualification | undefined)[]): Qualification | undefined {
  const given = conditions.filter((condition) => condition !== undefined && condition !== '');
  return given.length === 0 ? undefined : given.map((condition) => `(${condition})`).join(' AND ');
}

/** Of at least one condition. */
export function any(conditions: readonly Qualification[]): Qualification {
  return conditions.map((condition) => `(${condition})`).join(' OR ');
}
