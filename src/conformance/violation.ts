import type { RuleId } from './rule-id.js';

/** What came instead of what a rule asks for. */
export interface Finding {
  /** What was looked at, as a sentence without its end. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** What the adapter's author can do. */
  readonly hint?: string;
}

/** A rule that was broken; it need not be the one that the test is about. */
export class Violation extends Error {
  readonly rule: RuleId;

  constructor(rule: RuleId, { what, expected, got, hint }: Finding) {
    const lines = [`${rule}: ${what}.`, `  expected: ${expected}`, `  got:      ${got}`];
    if (hint !== undefined) lines.push(`  to do:    ${hint}`);
    super(lines.join('\n'));
    this.name = 'Violation';
    this.rule = rule;
  }
}

const longest = 400;

/** A value in words, short enough for a line. */
export function show(value: unknown): string {
  if (value instanceof Error) return showError(value);
  if (value === undefined) return 'nothing';
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // Something with a circle, or a getter that throws.
  }
  text ??= typeof value === 'function' ? 'a function' : 'something that cannot be shown';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function showError(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  const name = typeof code === 'string' ? `${error.name} "${code}"` : error.name;
  return `${name}: ${error.message}`;
}

/** Whether two values are made of the same data; absent and `undefined` fields are the same. */
export function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (!alike(left[key], right[key])) return false;
  }
  return true;
}
