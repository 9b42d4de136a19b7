import type { Named } from '../../contract/index.js';

/** The values of one entry by field name. Nothing in them has been checked. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A field's text; undefined where it is empty, as AR System has no empty texts. What is neither text nor number is passed
 * on as it is: the guard sets its record aside.
 */
export function textOf(values: Values, field: string | undefined): string | undefined {
  const value = field === undefined ? undefined : values[field];
  if (value === null || value === '' || value === undefined) return undefined;
  return (typeof value === 'number' ? String(value) : value) as string;
}

/** A field's number, which some fields hold as text; NaN for what is none. */
export function numberOf(values: Values, field: string | undefined): number | undefined {
  const text = textOf(values, field);
  if (text === undefined) return undefined;
  return typeof text === 'string' && text.trim() !== '' ? Number(text) : NaN;
}

/** A field's time in epoch ms; NaN for what is none. */
export function timeOf(values: Values, field: string | undefined): number | undefined {
  const text = textOf(values, field);
  if (text === undefined) return undefined;
  // "+0000" without a colon is no zone that every browser reads.
  return new Date(String(text).replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).getTime();
}

/** Who or what two fields name; by its id where it has no name. */
export function namedOf(values: Values, id: string | undefined, name: string | undefined): Named | undefined {
  const found = textOf(values, id);
  return found === undefined ? undefined : { id: found, name: textOf(values, name) ?? found };
}

/** The name that a label stands for; the label itself where it is another, for the guard to name. */
export function nameOfLabel<Name extends string>(
  labels: Readonly<Partial<Record<Name, string>>>,
  label: string | undefined,
): Name {
  const found = Object.entries<string | undefined>(labels).find(([, known]) => known === label && known !== undefined);
  return (found?.[0] ?? label) as Name;
}

/** Without the fields that are undefined. */
export function defined<T>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
