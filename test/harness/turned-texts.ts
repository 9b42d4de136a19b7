import type { Page } from 'playwright-core';

/**
 * The visible texts of a page, shadow roots included, with `end` in them, a text that overrides direction, and where
 * nothing keeps it from turning what comes after it on the same line.
 */
export function turnedTexts(page: Page, end: string): Promise<readonly string[]> {
  // It runs in the page, where no helper of the compiler for named functions inside it exists.
  return page.evaluate((end) => {
    const found: string[] = [];
    const texts: Text[] = [];
    const left: Node[] = [document.body];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      if (node instanceof Text && node.data.includes(end)) texts.push(node);
      if (node instanceof Element && !node.checkVisibility()) continue;
      if (node instanceof Element && node.shadowRoot) left.push(node.shadowRoot);
      left.push(...node.childNodes);
    }
    for (const { data, parentElement } of texts) {
      // Isolated by characters of its own.
      let kept = data.includes('\u2068') && data.indexOf('\u2068') < data.indexOf(end);
      // From the text up to its block: something has to keep it to itself, unless it is alone there.
      for (let element = parentElement; element !== null && !kept; element = element.parentElement) {
        const { unicodeBidi, display } = getComputedStyle(element);
        // Quotation marks turn with what they quote.
        const isLast = /^[”\s]*$/.test(data.slice(data.indexOf(end) + end.length));
        kept = isLast && ['isolate', 'isolate-override', 'plaintext'].includes(unicodeBidi);
        if (display === 'inline' || display === 'contents') continue;
        kept ||= isLast && element.textContent.trim() === data.trim();
        break;
      }
      if (!kept) found.push(data);
    }
    return found;
  }, end);
}
