import { type Check, Malformed } from './shape.js';

function scalar<T>(words: string, fits: (value: T) => boolean): Check<T> {
  return (value) => {
    if (fits(value as T)) return value as T;
    throw new Malformed(`must be ${words}`);
  };
}

function string(least: number, most: number): Check<string> {
  return (value) => {
    if (typeof value === 'string' && value.length >= least && value.length <= most) return value;
    throw new Malformed(`must be a text of ${least} to ${most} characters`);
  };
}

export const id = string(1, 512);
export const text = string(0, 1_048_576);

export const finite = scalar<number>('a finite number', Number.isFinite);
export const amount = scalar<number>('a number from 0 up', (value) => Number.isFinite(value) && value >= 0);
export const count = scalar<number>('a whole number from 0 up', (value) => Number.isSafeInteger(value) && value >= 0);

/** What a Date can hold. */
const maxTime = 8.64e15;

export const time = scalar<number>(
  'epoch milliseconds',
  (value) => typeof value === 'number' && Math.abs(value) <= maxTime,
);

export const flag = scalar<boolean>('true or false', (value) => typeof value === 'boolean');

export const callback = scalar<(id: string) => unknown>('a function', (value) => typeof value === 'function');

/** Present means true. */
export const mark = scalar<unknown>('true or absent', (value) => value === true) as Check<true>;

export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value) => {
    for (const known of values) if (value === known) return known;
    throw new Malformed(`must be one of ${values.join(', ')}`);
  };
}

/** Of any realm. */
export const signal = scalar<AbortSignal>('an AbortSignal', (value) => typeof value?.aborted === 'boolean');

/** What is looked at later, or handed through. */
export const anything: Check<unknown> = (value) => value;

export const method = scalar<() => never>('a method', (value) => typeof value === 'function');
