import { columnOf, type ColumnChanges } from './column-changes.js';
import { followPointer } from './follow-pointer.js';

/** A pointer that moves less than this only presses, px. */
const threshold = 6;

/** Where a column is dropped. */
interface Place {
  readonly neighbour: HTMLElement;
  readonly behind: boolean;
}

/** Moves columns: by dragging their header, or by keys. */
export class ColumnMoving {
  readonly #changes: ColumnChanges;

  constructor(changes: ColumnChanges) {
    this.#changes = changes;
    changes.head.addEventListener('pointerdown', this.#onPointerDown);
  }

  /** `side`: 1 for the right arrow, -1 for the left one. */
  step(header: HTMLElement, side: 1 | -1): void {
    const { headers, direction } = this.#changes;
    const at = headers.indexOf(header);
    const steps = side * direction;
    const neighbour = at < 0 ? undefined : headers[at + steps];
    if (neighbour) this.#changes.move(columnOf(header), columnOf(neighbour), steps > 0);
  }

  /** A finger scrolls the page; it moves columns in their list. */
  readonly #onPointerDown = (event: PointerEvent): void => {
    const target = event.target as Element;
    const header = target.closest<HTMLElement>('.cell');
    if (!header || event.button !== 0 || event.pointerType === 'touch') return;
    if (target.closest('.edge') || !this.#changes.headers.includes(header)) return;
    const begun = new AbortController();
    const { signal } = begun;
    const move = ({ clientX, pointerId }: PointerEvent): void => {
      if (pointerId !== event.pointerId || Math.abs(clientX - event.clientX) < threshold) return;
      begun.abort();
      this.#drag(header, event);
    };
    window.addEventListener('pointermove', move, { signal });
    for (const type of ['pointerup', 'pointercancel']) {
      window.addEventListener(type, () => begun.abort(), { signal });
    }
  };

  #drag(header: HTMLElement, event: PointerEvent): void {
    const { grid, head } = this.#changes;
    const mark = document.createElement('div');
    mark.className = 'drop-mark';
    mark.hidden = true;
    grid.append(mark);
    header.classList.add('dragged');
    header.setPointerCapture(event.pointerId);
    let place: Place | undefined;
    followPointer(header, event, {
      move: ({ clientX }) => {
        place = this.#placeAt(clientX, header);
        mark.hidden = !place;
        if (place) this.#show(mark, place);
      },
      end: (dropped) => {
        mark.remove();
        header.classList.remove('dragged');
        ignoreClick(head);
        if (dropped && place) this.#changes.move(columnOf(header), columnOf(place.neighbour), place.behind);
      },
    });
  }

  /** Undefined where the column stands already. */
  #placeAt(x: number, header: HTMLElement): Place | undefined {
    const { headers, direction } = this.#changes;
    const next = headers.findIndex((each) => {
      const { left, width } = each.getBoundingClientRect();
      return (left + width / 2 - x) * direction > 0;
    });
    const to = next < 0 ? headers.length : next;
    const at = headers.indexOf(header);
    if (to === at || to === at + 1) return undefined;
    const [neighbour, last] = [headers[to], headers.at(-1)];
    if (neighbour) return { neighbour, behind: false };
    return last && { neighbour: last, behind: true };
  }

  #show(mark: HTMLElement, { neighbour, behind }: Place): void {
    const { grid, direction } = this.#changes;
    const { left, right } = neighbour.getBoundingClientRect();
    const atRight = behind === (direction === 1);
    mark.style.left = `${(atRight ? right : left) - grid.getBoundingClientRect().left}px`;
  }
}

/** Letting go is no press of the header, whatever an engine takes for the target. */
function ignoreClick(head: HTMLElement): void {
  const over = new AbortController();
  head.addEventListener('click', (event) => event.stopPropagation(), { capture: true, signal: over.signal });
  setTimeout(() => over.abort());
}
