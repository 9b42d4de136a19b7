import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { Area } from './page/contender.js';

/** Pictures are taken in half the size. */
const SCALE = 0.5;
const VIEWPORT = { width: 1440, height: 900 };

/** What comes to the screen of a page, also when its main thread has no time for it. */
export class Film {
  readonly #session: CDPSession;
  readonly #frames: string[] = [];

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Page.screencastFrame', ({ data, sessionId }) => {
      this.#frames.push(data);
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => {});
    });
  }

  static async of(page: Page): Promise<Film> {
    const film = new Film(await page.context().newCDPSession(page));
    await film.#session.send('Page.startScreencast', {
      format: 'jpeg',
      quality: 60,
      maxWidth: VIEWPORT.width * SCALE,
      maxHeight: VIEWPORT.height * SCALE,
    });
    return film;
  }

  /** Ends the film; the frames are JPEG in base64. The first one is taken before there is a picture. */
  async end(): Promise<readonly string[]> {
    await this.#session.send('Page.stopScreencast');
    await this.#session.detach();
    return this.#frames.slice(1);
  }
}

export interface BlankShares {
  /** Of the frames: those in which a row of the area showed nothing. */
  readonly frames: number;
  /** Of all rows in all frames. */
  readonly rows: number;
}

/** How much of the area showed nothing. */
export async function blankShares(
  context: BrowserContext,
  frames: readonly string[],
  area: Area,
  rowHeight: number,
): Promise<BlankShares> {
  const page = await context.newPage();
  try {
    const shares: number[] = [];
    for (const frame of frames) {
      shares.push(await page.evaluate(blankShareOf, { frame, area, rowHeight, scale: SCALE }));
    }
    const sum = shares.reduce((total, share) => total + share, 0);
    return { frames: shares.filter((share) => share > 0).length / shares.length, rows: sum / shares.length };
  } finally {
    await page.close();
  }
}

interface Look {
  readonly frame: string;
  readonly area: Area;
  readonly rowHeight: number;
  readonly scale: number;
}

/** Runs in a page. A piece as high as a row has some text wherever it is cut, so it has dark and light pixels. */
async function blankShareOf({ frame, area, rowHeight, scale }: Look): Promise<number> {
  const bytes = Uint8Array.from(atob(frame), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d', { willReadFrequently: true });
  if (canvas === null) throw new Error('There is no canvas.');
  canvas.drawImage(picture, 0, 0);
  const [left, width] = [(area.left + 60) * scale, 600 * scale];
  let [rows, blank] = [0, 0];
  for (let top = area.top; top + rowHeight <= area.bottom; top += rowHeight) {
    rows += 1;
    const { data } = canvas.getImageData(left, top * scale, width, rowHeight * scale);
    let [darkest, lightest] = [255, 0];
    for (let at = 1; at < data.length; at += 4) {
      const green = data[at] as number;
      if (green < darkest) darkest = green;
      if (green > lightest) lightest = green;
    }
    if (lightest - darkest < 80) blank += 1;
  }
  return blank / rows;
}
