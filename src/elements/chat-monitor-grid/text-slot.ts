/** One text in the page, written only when it changed. */
export class TextSlot {
  readonly #node = document.createTextNode('');

  constructor(parent: Element) {
    parent.append(this.#node);
  }

  set(text: string): void {
    if (this.#node.data !== text) this.#node.data = text;
  }
}

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

/** A new element with a class, at the end of `parent`. */
export function append<K extends keyof HTMLElementTagNameMap>(
  parent: Element,
  tag: K,
  className: string,
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}
