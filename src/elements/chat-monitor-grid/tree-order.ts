/** So many seconds in which nothing moves are a rest. */
const REST = 3;
/** On a floor that never rests the tree follows after so many seconds all the same. */
const PATIENCE = 10;

/**
 * Brings the rows into their order in the tree. That is what screen readers read in, but costs more than all else that
 * is done to a row: it waits for a rest, unless the rows have the focus.
 */
export class TreeOrder {
  /** In their order. */
  readonly #rows: () => readonly HTMLElement[];
  #behind = false;
  /** Since the tree is behind, and since something moved. */
  #seconds = 0;
  #resting = 0;

  constructor(rows: () => readonly HTMLElement[]) {
    this.#rows = rows;
  }

  /** Rows came, went or moved; `now`: somebody is in them. */
  moved(now: boolean): void {
    this.#resting = 0;
    this.#behind = true;
    if (now) this.#catchUp();
  }

  /** A second has passed. */
  tick(): void {
    if (!this.#behind) return;
    this.#seconds += 1;
    this.#resting += 1;
    if (this.#resting > REST || this.#seconds >= PATIENCE) this.#catchUp();
  }

  #catchUp(): void {
    arrange(this.#rows());
    this.#behind = false;
    this.#seconds = 0;
  }
}

/** Moves as few of the elements as can be, and never the one with the focus: it would lose it. */
export function arrange(elements: readonly HTMLElement[]): void {
  const staying = longestInOrder(elements);
  elements.reduceRight<HTMLElement | undefined>((next, element) => {
    if (staying.has(element)) return element;
    if (next) next.before(element);
    else element.parentElement?.append(element);
    return element;
  }, undefined);
}

/** As many of the elements as stand in this order in the tree already; the one with the focus among them. */
function longestInOrder(elements: readonly HTMLElement[]): ReadonlySet<HTMLElement> {
  const siblings = [...(elements[0]?.parentElement?.children ?? [])];
  const places = elements.map((element) => siblings.indexOf(element));
  const fixed = elements.findIndex((element) => element.matches(':focus-within'));
  const fixedPlace = places[fixed] ?? -1;
  // Of the longest list that ends with each element: its length, and the element before.
  const lengths: number[] = [];
  const before: (number | undefined)[] = [];
  let last = -1;
  places.forEach((place, at) => {
    lengths[at] = 0;
    // On the other side of the one that stays.
    if (fixed >= 0 && at !== fixed && at < fixed !== place < fixedPlace) return;
    lengths[at] = 1;
    for (let other = 0; other < at; other += 1) {
      const length = lengths[other] as number;
      if (length > 0 && (places[other] as number) < place && length >= lengths[at]) {
        lengths[at] = length + 1;
        before[at] = other;
      }
    }
    if (last < 0 || lengths[at] > (lengths[last] as number)) last = at;
  });
  const staying = new Set<HTMLElement>();
  for (let at: number | undefined = last; at !== undefined && at >= 0; at = before[at]) {
    staying.add(elements[at] as HTMLElement);
  }
  return staying;
}
