/**
 * Tags that the first rows can do without, while they are being loaded. A failure is named in the console, beside whoever
 * waits for the part.
 */
export function loadPart<T>(part: Promise<T>): Promise<T> {
  part.catch((error: unknown) => {
    console.warn('chat-monitor-elements could not load a part: serve the folder beside its entry too.', error);
  });
  return part;
}
