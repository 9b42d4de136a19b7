const given = new Set<string>();

/** Tells the page owner in the console what is wrong with a tag and what to do, once per page. */
export function warnOnce(tag: string, message: string): void {
  const text = `<${tag}>: ${message}`;
  if (given.has(text)) return;
  given.add(text);
  console.warn(text);
}
