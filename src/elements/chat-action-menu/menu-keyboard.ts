/**
 * The item of a menu that a key leads to, undefined for a key that leads to none. Disabled items count: they can be
 * focused, so that their reason can be read. A letter leads to the next item that begins with it.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export function itemFor(key: string, items: readonly HTMLElement[], focused: Element | null): HTMLElement | undefined {
  const last = items.length - 1;
  const at = items.findIndex((item) => item === focused);
  switch (key) {
    case 'ArrowDown':
      return items[at < last ? at + 1 : 0];
    case 'ArrowUp':
      return items[at > 0 ? at - 1 : last];
    case 'Home':
      return items[0];
    case 'End':
      return items[last];
    default:
      return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(
        ({ ariaLabel }) => key.length === 1 && ariaLabel?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()),
      );
  }
}
