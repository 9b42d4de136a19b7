/** Up to two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}

const timeFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const momentFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** "10:42"; `at` in epoch milliseconds. */
export function timeText(at: number): string {
  return timeFormat.format(at);
}

/** "22 Nov 2026, 10:42"; `at` in epoch milliseconds. */
export function momentText(at: number): string {
  return momentFormat.format(at);
}
