import type { Page } from 'playwright-core';

/**
 * The visible texts of a page, shadow roots included, with a character that overrides direction and that is not kept
 * from turning what stands beside it on the same line.
 */
export function turnedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const override = '\u202E';
    const found: string[] = [];
    const isolates = ['isolate', 'isolate-override', 'plaintext'];

    /** From the text up to its block: something has to keep it to itself, unless it is alone there. */
    const isKept = (node: Text): boolean => {
      const { data } = node;
      // Isolated by characters of its own.
      if (data.indexOf('\u2068') !== -1 && data.indexOf('\u2068') < data.indexOf(override)) return true;
      for (let element = node.parentElement; element !== null; element = element.parentElement) {
        const style = getComputedStyle(element);
        if (isolates.includes(style.unicodeBidi)) return true;
        if (style.display !== 'inline' && style.display !== 'contents') {
          return element.textContent.trim() === data.trim();
        }
      }
      return true;
    };

    const look = (root: Node): void => {
      for (const child of root.childNodes) {
        if (child instanceof Text) {
          if (child.data.includes(override) && !isKept(child)) found.push(child.data);
          continue;
        }
        if (!(child instanceof Element) || !child.checkVisibility()) continue;
        if (child.shadowRoot) look(child.shadowRoot);
        look(child);
      }
    };
    look(document.body);
    return found;
  });
}
