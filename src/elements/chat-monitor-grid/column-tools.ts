import { CellTip } from '../shared/cell-tip.js';
import { columnTexts } from '../shared/texts/english/columns.js';
import { ColumnChanges, type ColumnChangesContext } from './column-changes.js';
import { ColumnList } from './column-list.js';
import { ColumnMoving } from './column-moving.js';
import { ColumnResizing } from './column-resizing.js';
import { columnToolsStyles } from './column-tools.styles.js';

export interface ColumnToolsContext extends ColumnChangesContext {
  /** A popover for the list of the columns. */
  readonly list: HTMLElement;
  /** Shows what is cut. */
  readonly tip: HTMLElement;
}

/** All that changes the columns of the grid. */
export class ColumnTools {
  readonly list: ColumnList;
  readonly moving: ColumnMoving;
  readonly resizing: ColumnResizing;

  constructor(context: ColumnToolsContext) {
    const { grid, head, list, tip, settings, texts, announce } = context;
    texts.add(columnTexts);
    const { styleSheet } = columnToolsStyles;
    if (styleSheet) (grid.getRootNode() as ShadowRoot).adoptedStyleSheets.push(styleSheet);
    const changes = new ColumnChanges(context);
    this.list = new ColumnList(list, changes, texts, announce);
    this.moving = new ColumnMoving(changes);
    this.resizing = new ColumnResizing(changes, settings, texts, announce);
    // A header can be cut now. One that was pressed by a pointer covers no rows.
    new CellTip(head, tip, (header) => (header.querySelector(':focus:not(:focus-visible)') ? '' : undefined));
  }
}
