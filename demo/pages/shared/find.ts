/** An element that the page has by its own HTML. */
export function find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, root?: ParentNode): HTMLElementTagNameMap[Tag];
export function find(selector: string, root?: ParentNode): HTMLElement;
export function find(selector: string, root: ParentNode = document): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The page lacks "${selector}".`);
  return found;
}
