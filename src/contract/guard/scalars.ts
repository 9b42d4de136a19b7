import { type Check, Malformed } from './shape.js';

/** Characters of an id, and of all other texts. */
const maxId = 512;
const maxText = 1_048_576;
/** What a Date can hold. */
const maxTime = 8.64e15;

export const id: Check<string> = (value) => {
  if (typeof value !== 'string') throw new Malformed('must be a string');
  if (value === '') throw new Malformed('must not be empty');
  if (value.length > maxId) throw new Malformed(`must have at most ${String(maxId)} characters`);
  return value;
};

export const text: Check<string> = (value) => {
  if (typeof value !== 'string') throw new Malformed('must be a string');
  if (value.length > maxText) throw new Malformed(`must have at most ${String(maxText)} characters`);
  return value;
};

export const finite: Check<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed('must be a finite number');
  return value;
};

/** A whole number from 0 up. */
export const count: Check<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Malformed('must be a whole number from 0 up');
  }
  return value;
};

/** A number from 0 up. */
export const amount: Check<number> = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new Malformed('must be a finite number from 0 up');
  }
  return value;
};

/** Epoch milliseconds. */
export const time: Check<number> = (value) => {
  if (typeof value !== 'number' || !(Math.abs(value) <= maxTime)) throw new Malformed('must be epoch milliseconds');
  return value;
};

export const flag: Check<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Malformed('must be true or false');
  return value;
};

/** Present means true. */
export const mark: Check<true> = (value) => {
  if (value !== true) throw new Malformed('must be true or absent');
  return value;
};

export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  const words = values.join(', ');
  return (value) => {
    for (const known of values) if (value === known) return known;
    throw new Malformed(`must be one of ${words}`);
  };
}
