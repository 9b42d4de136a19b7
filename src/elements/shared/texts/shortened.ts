/** A text of at most so many code units, cut between characters; an ellipsis says that there is more. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/u, '')}…` : text;
}
