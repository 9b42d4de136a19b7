/** Whether the tag is free for `element`. A class of somebody else that holds it is named in the console, once. */
export function isFree(tag: string, element: CustomElementConstructor): boolean {
  const holder = customElements.get(tag);
  if (!holder) return true;
  if (holder !== element) {
    console.warn(
      `<${tag}> is defined by another class already: another copy or version of chat-monitor-elements is on this page, or a script uses the same tag. Load the package once.`,
    );
  }
  return false;
}
