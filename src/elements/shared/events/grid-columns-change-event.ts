import type { ColumnWidths } from '../../chat-monitor-grid/column-layout.js';
import type { ColumnKey } from '../../chat-monitor-grid/columns.js';
import { DetailEvent } from './detail-event.js';

export interface GridColumnsChangeDetail {
  /** Those that show, in order. */
  readonly columns: readonly ColumnKey[];
  /** px, of the columns to which the viewer gave a width. */
  readonly widths: ColumnWidths;
}

/** The viewer chose, moved or resized columns of the grid. What was kept of an earlier visit is no change. */
export class GridColumnsChangeEvent extends DetailEvent<GridColumnsChangeDetail> {
  constructor(detail: GridColumnsChangeDetail) {
    super('grid-columns-change', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'grid-columns-change': GridColumnsChangeEvent;
  }
}
