import type { ActionController } from '../shared/action-controller.js';
import { CellTip } from '../shared/cell-tip.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import { GridBody } from './grid-body.js';
import { GridKeyboard } from './grid-keyboard.js';
import type { GridSettings } from './grid-settings.js';
import { LateColumnTools, type LateColumnToolsContext } from './late-column-tools.js';
import { RowActions, type RowActionsContext, type RowMenu } from './row-actions.js';
import type { SteadyRows } from './steady-rows.js';

export interface GridPartsContext {
  readonly settings: GridSettings;
  readonly steady: SteadyRows;
  readonly actions: ActionController;
  readonly texts: TextsController;
  readonly announce: (text: string) => void;
  readonly menuLoaded: RowActionsContext['menuLoaded'];
  readonly loadColumnTools: LateColumnToolsContext['load'];
}

/** Brings the rendered grid to life: its rows, their actions, its keyboard, and what changes its columns. */
export function gridParts(root: ParentNode, context: GridPartsContext): GridBody {
  const { settings, steady, actions, texts, announce, menuLoaded } = context;
  const find = <E extends HTMLElement>(selector: string): E => root.querySelector<E>(selector) as E;
  const grid = find('.grid');
  const tip = find('.tip');
  const body = new GridBody(grid, settings.shown, () => texts.current);
  const rowActions = new RowActions({
    body,
    menu: find<RowMenu>('chat-action-menu'),
    actions,
    steady,
    texts,
    menuLoaded,
  });
  body.focus = new GridKeyboard(grid, body, (id) => rowActions.openMenu(id));
  steady.watch(body.viewport);
  new CellTip(body.viewport, tip, flagName);
  new LateColumnTools({
    grid,
    head: find('.head'),
    list: find('.column-list'),
    tip,
    settings,
    texts,
    announce,
    load: context.loadColumnTools,
    failed: () => actions.tell(texts.t('grid.columns.failed')),
  });
  return body;
}

/** A flag has no text: its name is what a tip shows. */
function flagName(cell: HTMLElement): string | undefined {
  return cell.querySelector('.flag:not([hidden])')?.getAttribute('aria-label') ?? undefined;
}
