import type { Translate } from '../shared/failure-text.js';
import { columnOf, type ColumnChanges } from './column-changes.js';
import { minWidth, type ColumnWidths } from './column-layout.js';
import { columns, type ColumnKey } from './columns.js';
import { followPointer } from './follow-pointer.js';
import type { GridSettings } from './grid-settings.js';

/** How much a key changes a width, px. */
const step = 16;

interface Measured {
  readonly key: ColumnKey;
  readonly width: number;
  /** Has a width of its own already. */
  readonly given: boolean;
  /** Takes its share of what the others leave. */
  readonly flexible: boolean;
}

/** Makes columns wider and narrower: at the edge of a header, or by keys. */
export class ColumnResizing {
  readonly #changes: ColumnChanges;
  readonly #settings: GridSettings;
  readonly #texts: Translate;
  readonly #announce: (text: string) => void;

  constructor(changes: ColumnChanges, settings: GridSettings, texts: Translate, announce: (text: string) => void) {
    this.#changes = changes;
    this.#settings = settings;
    this.#texts = texts;
    this.#announce = announce;
    changes.head.addEventListener('pointerdown', (event) => {
      const edge = edgeOf(event);
      if (edge && event.button === 0) this.#drag(edge, event);
    });
    changes.head.addEventListener('dblclick', (event) => {
      const edge = edgeOf(event);
      if (edge) this.#reset(columnOf(edge.parentElement as HTMLElement));
    });
  }

  #drag(edge: Element, event: PointerEvent): void {
    const { grid, direction } = this.#changes;
    const key = columnOf(edge.parentElement as HTMLElement);
    edge.setPointerCapture(event.pointerId);
    const resized = this.#resized(key);
    const settings = this.#settings;
    followPointer(edge, event, {
      move: ({ clientX }) => {
        settings.trial = resized((clientX - event.clientX) * direction);
        settings.setWidths(grid);
      },
      end: (dropped) => {
        const { trial } = settings;
        settings.trial = undefined;
        settings.setWidths(grid);
        if (dropped && trial) this.#keep(key, trial);
      },
    });
  }

  /** `side`: 1 for the right arrow, -1 for the left one. */
  step(header: HTMLElement, side: 1 | -1): void {
    if (!this.#changes.headers.includes(header)) return;
    const key = columnOf(header);
    this.#keep(key, this.#resized(key)(side * this.#changes.direction * step));
  }

  #keep(key: ColumnKey, widths: ColumnWidths): void {
    this.#changes.keep({ widths });
    const width = widths[key];
    if (width) this.#announce(this.#texts.t('columns.width', this.#changes.label(key), width));
  }

  #reset(key: ColumnKey): void {
    const { [key]: _, ...widths } = this.#changes.layout.widths;
    this.#changes.keep({ widths });
    this.#announce(this.#texts.t('columns.width.reset', this.#changes.label(key)));
  }

  #resized(key: ColumnKey): (by: number) => ColumnWidths {
    const { widths } = this.#changes.layout;
    const measured = this.#changes.headers.map((header): Measured => {
      const key = columnOf(header);
      const given = widths[key] !== undefined;
      const flexible = !given && columns.some((column) => column.key === key && column.share);
      return { key, width: header.getBoundingClientRect().width, given, flexible };
    });
    return resizing(measured, key, widths);
  }
}

function edgeOf({ target }: Event): Element | null {
  return (target as Element).closest('.edge');
}

/**
 * The widths with one column wider or narrower by so many px. What is before its edge stays as it is, so that the edge is
 * where the pointer is; the flexible columns behind it give what it takes, else its neighbour does. The last column takes
 * from those before it.
 */
function resizing(all: readonly Measured[], key: ColumnKey, widths: ColumnWidths): (by: number) => ColumnWidths {
  const at = all.findIndex((each) => each.key === key);
  const width = all[at]?.width ?? 0;
  const before = all.slice(0, at);
  const behind = all.slice(at + 1);
  const others = behind.length > 0 ? behind : [...before].reverse();
  const flexible = others.filter((each) => each.flexible);
  const givers = flexible.length > 0 ? flexible : others.slice(0, 1);
  const most = givers.reduce((sum, giver) => sum + Math.max(0, giver.width - minWidth), 0);
  const fixed: Partial<Record<ColumnKey, number>> = { ...widths };
  for (const each of all) {
    if (each.given || (each.flexible && behind.length > 0 && before.includes(each))) {
      fixed[each.key] = Math.round(each.width);
    }
  }
  return (by) => {
    const grown = givers.length > 0 ? Math.round(Math.max(minWidth - width, Math.min(by, most))) : 0;
    if (grown === 0) return widths;
    const next = { ...fixed, [key]: Math.round(width + grown) };
    for (const giver of givers) if (!giver.flexible) next[giver.key] = Math.round(giver.width - grown);
    return next;
  };
}
