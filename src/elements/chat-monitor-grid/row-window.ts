/**
 * The tallest content that all engines lay out, in px: Firefox stops below 17.9 million, Chromium at 33.5 million.
 * Above it the scroll position is scaled.
 */
const maxHeight = 15_000_000;
/** Rows beyond the edges, so that a short scroll shows no gap. */
const overscan = 2;
/** The browser scrolls on before the rows can follow; for so many frames they stand there ahead. */
const framesAhead = 4;
/** Rows ahead of a scroll at most. */
const maxAhead = 16;

export interface RowRange {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** Which rows of one height are in sight, and where they stand. All lengths in px. */
export class RowWindow {
  count = 0;
  rowHeight = 36;
  viewportHeight = 0;
  scrollTop = 0;
  /** How far scrolls of late went at most, from one frame to the next; negative upwards. */
  #travel = 0;

  get contentHeight(): number {
    return Math.min(this.count * this.rowHeight, maxHeight);
  }

  /** Whether a row's offset depends on the scroll position. */
  get scaled(): boolean {
    return this.count * this.rowHeight > maxHeight;
  }

  moveTo(scrollTop: number): void {
    const travel = scrollTop - this.scrollTop;
    this.scrollTop = scrollTop;
    // Frames differ: rows that were put there ahead stay while the scroll goes on in their direction.
    if (travel * this.#travel <= 0 || Math.abs(travel) > Math.abs(this.#travel)) this.#travel = travel;
  }

  /** It has rested. */
  rest(): void {
    this.#travel = 0;
  }

  range(): RowRange {
    if (this.viewportHeight === 0) return { first: 0, end: 0 };
    const ahead = Math.min(maxAhead, Math.ceil((framesAhead * Math.abs(this.#travel)) / this.rowHeight));
    const before = overscan + (this.#travel < 0 ? ahead : 0);
    const after = overscan + (this.#travel > 0 ? ahead : 0);
    const first = Math.floor(this.#top / this.rowHeight) - before;
    const end = Math.ceil((this.#top + this.viewportHeight) / this.rowHeight) + after;
    return { first: Math.max(0, Math.min(first, this.count)), end: Math.max(0, Math.min(end, this.count)) };
  }

  /** Where the row stands within the content. */
  offsetOf(index: number): number {
    return index * this.rowHeight - this.#top + this.#clampedScrollTop;
  }

  /** Whether a row that stands there is in sight. */
  shows(offset: number): boolean {
    const top = this.#clampedScrollTop;
    return offset + this.rowHeight > top && offset < top + this.viewportHeight;
  }

  /** How many whole rows are in sight, at least one. */
  get pageSize(): number {
    return Math.max(1, Math.floor(this.viewportHeight / this.rowHeight) - 1);
  }

  get firstVisible(): number {
    return Math.min(Math.ceil(this.#top / this.rowHeight), Math.max(0, this.count - 1));
  }

  /** The scroll position that brings the row into sight with the least movement. */
  scrollTopFor(index: number): number {
    const start = index * this.rowHeight;
    const end = start + this.rowHeight - this.viewportHeight;
    const top = this.#top;
    if (start < top) return start / this.#scale;
    return end > top ? end / this.#scale : this.#clampedScrollTop;
  }

  /** The top edge as if nothing were scaled. */
  get #top(): number {
    return this.#clampedScrollTop * this.#scale;
  }

  get #scale(): number {
    const way = this.contentHeight - this.viewportHeight;
    return this.scaled && way > 0 ? (this.count * this.rowHeight - this.viewportHeight) / way : 1;
  }

  /** Engines let the position go beyond the edges for a moment. */
  get #clampedScrollTop(): number {
    return Math.max(0, Math.min(this.scrollTop, this.contentHeight - this.viewportHeight));
  }
}
