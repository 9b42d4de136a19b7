import type { GridSort } from '../../chat-monitor-grid/sort.js';
import { DetailEvent } from './detail-event.js';

export interface GridSortChangeDetail {
  /** The columns that the grid is sorted by, the first one first; by none it is in its usual order. */
  readonly sort: GridSort;
}

/** The viewer sorted the grid another way. What was kept of an earlier visit is no change. */
export class GridSortChangeEvent extends DetailEvent<GridSortChangeDetail> {
  constructor(detail: GridSortChangeDetail) {
    super('grid-sort-change', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'grid-sort-change': GridSortChangeEvent;
  }
}
