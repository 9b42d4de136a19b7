import type { Locator } from 'playwright-core';

/** The colour in which an element is drawn, whatever colour space its style names: red, green, blue from 0 to 255. */
export async function colorOf(element: Locator): Promise<readonly [red: number, green: number, blue: number]> {
  return element.evaluate((drawn) => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    canvas.fillStyle = getComputedStyle(drawn).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue] as const;
  });
}
