import { shortened } from './shortened.js';

/** Letters written from right to left, and the characters that steer direction. */
const directional = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/u;
const controls = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const longest = 80;

/**
 * A name from the backend for use inside a sentence: it can neither turn the words around it nor push them away.
 * (In markup of its own a name goes into `<bdi>` instead, and is cut by its style.)
 */
export function inlineName(name: string): string {
  const characters = shortened(name, longest);
  if (!directional.test(characters)) return characters;
  return `\u2068${characters.replace(controls, '')}\u2069`;
}
