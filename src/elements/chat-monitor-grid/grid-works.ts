import { html, nothing, type TemplateResult } from 'lit';
import type { ChatView } from '../../monitor/view/chat-view.js';
import { ActionController } from '../shared/action-controller.js';
import { CellTip } from '../shared/cell-tip.js';
import { connectionLine, connectionText } from '../shared/connection-line.js';
import type { ListSituation } from '../shared/list-status.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import { cellTipStyles } from '../shared/styles/cell-tip.js';
import { dialogStyles } from '../shared/styles/overlays.js';
import { connectionLineStyles } from '../shared/styles/connection-line.js';
import { statePanelStyles } from '../shared/styles/state-panel.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { worksTexts } from '../shared/texts/english/works.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import type { Toast } from '../shared/toast.js';
import { chatFilter } from './chat-filter.js';
import { faultsNote } from './faults-note.js';
import type { GridBody } from './grid-body.js';
import { Departures } from './departures.js';
import { GridKeyboard } from './grid-keyboard.js';
import { GridSelection, type SelectionHost } from './grid-selection.js';
import type { GridSettings } from './grid-settings.js';
import { gridState } from './grid-state.js';
import { LateColumnTools, type LateColumnToolsContext } from './late-column-tools.js';
import { LatePicker, type LoadPicker } from './late-picker.js';
import { notifyButton } from './notify-button.js';
import { RowActions, type RowMenu } from './row-actions.js';
import { SteadyRows } from './steady-rows.js';
import { TreeOrder } from './tree-order.js';
import { WaitingNote } from './waiting-note.js';
import { worksStyles } from './works.styles.js';

export interface GridWorksContext {
  readonly host: SelectionHost;
  readonly root: ShadowRoot;
  readonly body: GridBody;
  readonly texts: TextsController;
  readonly toast: Toast;
  readonly settings: GridSettings;
  readonly monitor: MonitorConsumer;
  readonly loadPicker: LoadPicker;
  readonly loadColumnTools: LateColumnToolsContext['load'];
  menuLoaded(): Promise<unknown> | undefined;
  /** Tells a screen reader. */
  say(text: string): void;
  search(text: string): void;
}

/** What makes the rows work, once they are there: keyboard, menu, tip, selection, steady rows, and changes of columns. */
export class GridWorks {
  readonly selection: GridSelection;
  readonly #context: GridWorksContext;
  readonly #keyboard: GridKeyboard;
  readonly #picker: LatePicker;
  readonly #waiting: WaitingNote;
  readonly #steady = new SteadyRows(() => this.#waiting.update());

  constructor(context: GridWorksContext) {
    const { host, root, body, monitor, texts, toast, settings } = context;
    texts.add({ ...connectionTexts, ...worksTexts });
    for (const { styleSheet } of [worksStyles, dialogStyles, cellTipStyles, statePanelStyles, connectionLineStyles]) {
      if (styleSheet) root.adoptedStyleSheets.push(styleSheet);
    }
    const find = <E extends HTMLElement>(selector: string): E => root.querySelector<E>(selector) as E;
    const grid = find('.grid');
    const tip = find('.tip');
    const rowActions = new RowActions({
      body,
      menu: find<RowMenu>('chat-action-menu'),
      actions: new ActionController(host, monitor, texts, toast),
      steady: this.#steady,
      texts,
      menuLoaded: () => context.menuLoaded(),
    });
    const keyboard = new GridKeyboard(grid, body, (id) => rowActions.openMenu(id));
    const selection = new GridSelection(host, monitor, body);
    const picker = new LatePicker({
      ...context,
      selection,
      keyboard,
      failed: () => toast.tell(texts.t('grid.picking.failed')),
    });
    this.#context = context;
    this.#keyboard = keyboard;
    this.#picker = picker;
    this.#waiting = new WaitingNote(host, monitor);
    body.focus = keyboard;
    body.tree = new TreeOrder(() => body.elements);
    body.showDepartures(new Departures().take);
    keyboard.picks = (event) => picker.key(event);
    this.#steady.watch(body.viewport);
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
      failed: () => toast.tell(texts.t('grid.columns.failed')),
    });
    selection.onSelected(() => void picker.load());
    this.selection = selection;
    this.use(body.view);
    body.render();
  }

  /** Another view is shown. */
  use(view: ChatView | undefined): void {
    this.#steady.use(view);
    this.#waiting.use(view);
  }

  /** Rows have changed. `left`: the chats that may have none any more; absent where any may. */
  follow(left?: readonly string[]): void {
    this.#picker.follow(left);
  }

  /** A second has passed. */
  tick(): void {
    this.#waiting.update();
  }

  /** Of what waits while rows are held. */
  waitingNote(): TemplateResult {
    return this.#waiting.render(this.#context.texts.current, this.#showWaiting);
  }

  selectionNote(): ReturnType<LatePicker['note']> {
    return this.#picker.note();
  }

  /** That the connection is not live, and what could not be shown or saved. */
  troubles({ status }: ListSituation): TemplateResult | typeof nothing {
    const monitor = this.#context.monitor.value;
    const texts = this.#context.texts.current;
    if (!monitor) return nothing;
    const line = status === 'ready' || status === 'filtered' ? connectionLine(monitor, texts) : nothing;
    return html`${line} ${faultsNote(monitor.faults.value, texts)}`;
  }

  notifyButton(): ReturnType<typeof notifyButton> {
    const { host, monitor, texts } = this.#context;
    return monitor.value ? notifyButton(monitor.value, texts.current, () => host.requestUpdate()) : nothing;
  }

  /** Of what a search finds. */
  filter(search: string): ReturnType<typeof chatFilter> {
    return chatFilter(search);
  }

  /** What there is to say of a connection that is not live. */
  connectionText(): string | undefined {
    const { monitor, texts } = this.#context;
    return monitor.value && connectionText(monitor.value, texts.current);
  }

  /** What stands in place of the rows. */
  state(situation: ListSituation, search: string): ReturnType<typeof gridState> {
    const { monitor, texts, root } = this.#context;
    return gridState({
      situation,
      texts: texts.current,
      search,
      reconnect: () => monitor.value?.reconnect(),
      clearSearch: () => {
        this.#context.search('');
        root.querySelector<HTMLInputElement>('.search')?.focus();
      },
    });
  }

  readonly #showWaiting = (): void => {
    const { first = '' } = this.#waiting;
    this.#steady.release();
    this.#waiting.update();
    const index = this.#context.body.view?.indexOf(first) ?? -1;
    if (index >= 0) this.#keyboard.toRow(index, 'requester');
  };
}

/** A flag has no text: its name is what a tip shows. */
function flagName(cell: HTMLElement): string | undefined {
  return cell.querySelector('.flag:not([hidden])')?.getAttribute('aria-label') ?? undefined;
}
