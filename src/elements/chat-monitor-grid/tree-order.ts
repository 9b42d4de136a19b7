/** On a floor that never rests the tree follows after so many seconds all the same. */
const PATIENCE = 10;

/**
 * When the rows are brought into their order in the tree. That is what screen readers read in, but costs more than all
 * else that is done to a row: it waits for a second in which nothing moves, unless the rows have the focus.
 */
export class TreeOrder {
  readonly #arrange: () => void;
  #moved = false;
  #behind = false;
  #seconds = 0;

  constructor(arrange: () => void) {
    this.#arrange = arrange;
  }

  /** Rows came, went or moved; `now`: somebody is in them. */
  moved(now: boolean): void {
    this.#moved = true;
    this.#behind = true;
    if (now) this.#catchUp();
  }

  /** A second has passed. */
  tick(): void {
    if (!this.#behind) return;
    this.#seconds += 1;
    if (!this.#moved || this.#seconds >= PATIENCE) this.#catchUp();
    this.#moved = false;
  }

  #catchUp(): void {
    this.#arrange();
    this.#behind = false;
    this.#seconds = 0;
  }
}
