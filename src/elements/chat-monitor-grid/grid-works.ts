import type { ActionController } from '../shared/action-controller.js';
import { CellTip } from '../shared/cell-tip.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import { GridBody } from './grid-body.js';
import { GridKeyboard } from './grid-keyboard.js';
import type { GridSelection } from './grid-selection.js';
import type { GridSettings } from './grid-settings.js';
import { LateColumnTools, type LateColumnToolsContext } from './late-column-tools.js';
import { LatePicker, type LoadPicker } from './late-picker.js';
import { RowActions, type RowMenu } from './row-actions.js';
import type { SteadyRows } from './steady-rows.js';

export interface GridWorksContext {
  readonly root: ShadowRoot;
  readonly texts: TextsController;
  readonly actions: ActionController;
  readonly steady: SteadyRows;
  readonly settings: GridSettings;
  readonly selection: GridSelection;
  readonly monitor: MonitorConsumer;
  readonly loadPicker: LoadPicker;
  readonly loadColumnTools: LateColumnToolsContext['load'];
  menuLoaded(): Promise<unknown> | undefined;
  /** Tells a screen reader. */
  say(text: string): void;
}

export interface GridWorks {
  readonly body: GridBody;
  readonly keyboard: GridKeyboard;
  readonly picker: LatePicker;
}

/** What makes the grid's markup work, once it is there: rows, keyboard, menu, tip, selection, and what changes columns. */
export function gridWorks(context: GridWorksContext): GridWorks {
  const { root, texts, actions, steady, settings } = context;
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
    menuLoaded: () => context.menuLoaded(),
  });
  const keyboard = new GridKeyboard(grid, body, (id) => rowActions.openMenu(id));
  const picker = new LatePicker({
    ...context,
    body,
    keyboard,
    failed: () => actions.tell(texts.t('grid.picking.failed')),
  });
  body.focus = keyboard;
  keyboard.picks = (event) => picker.key(event);
  steady.watch(body.viewport);
  new CellTip(body.viewport, tip, flagName);
  new LateColumnTools({
    grid,
    head: find('.head'),
    list: find('.column-list'),
    tip,
    settings,
    texts,
    announce: (text) => context.say(text),
    load: () => context.loadColumnTools(),
    failed: () => actions.tell(texts.t('grid.columns.failed')),
  });
  return { body, keyboard, picker };
}

/** A flag has no text: its name is what a tip shows. */
function flagName(cell: HTMLElement): string | undefined {
  return cell.querySelector('.flag:not([hidden])')?.getAttribute('aria-label') ?? undefined;
}
