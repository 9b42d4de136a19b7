import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatView } from '../../monitor/view/chat-view.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { ChatElement } from '../shared/chat-element.js';
import { listSituation, type ListSituation } from '../shared/list-status.js';
import { controlStyles } from '../shared/styles/controls.js';
import { toastStyles } from '../shared/styles/toast.js';
import { Toast } from '../shared/toast.js';
import { gridStyles } from './chat-monitor-grid.styles.js';
import type * as ColumnToolsPart from './column-tools.js';
import { GridBody } from './grid-body.js';
import { GridSettings } from './grid-settings.js';
import { gridTable } from './grid-table.js';
import { gridToolbar } from './grid-toolbar.js';
import type * as GridWorksPart from './grid-works.js';
import type { LoadPicker } from './late-picker.js';
import { rowLayoutStyles } from './row-layouts.styles.js';
import { rowStyles } from './rows.styles.js';
import { SlaColors } from './sla-colors.js';
import { nextSort, sortText, type ChatSortKey, type GridSort } from './sort.js';
import { toolbarStyles } from './toolbar.styles.js';

/**
 * The live grid of all open chats in scope: what needs a hand comes first and stays put while somebody is at work in it.
 *
 * @tag chat-monitor-grid
 * @fires {ChatActionEvent} chat-action - The user chose, and where needed confirmed, an action; cancelable
 * @fires {ChatActionDoneEvent} chat-action-done - The backend agreed
 * @fires {ChatActionFailedEvent} chat-action-failed - The action did not happen, or nobody knows
 * @fires {ChatOpenEvent} chat-open - A joined chat is to be shown; cancelable
 * @fires {ChatSelectionChangeEvent} chat-selection-change - The user selected other chats, or selected ones have left
 * @fires {GridSortChangeEvent} grid-sort-change - The viewer sorted another way
 * @fires {GridColumnsChangeEvent} grid-columns-change - The viewer chose, moved or resized columns
 * @slot toolbar - The page's own controls, at the end of the toolbar
 * @csspart toolbar - Search, counts and the page's own controls
 * @csspart connection - The line that says that the connection is not live
 * @csspart row - A row of a chat
 * @csspart note - The note that urgent chats wait while the rows are held
 * @csspart state - What stands in place of the rows
 * @cssprop --chat-monitor-font-size - By default the page's, at most 14 px or 0.875rem
 * @cssprop --chat-monitor-surface - Background of menus and notes
 * @cssprop --chat-monitor-line - Lines between rows
 * @cssprop --chat-monitor-hover - Background of the row under the pointer
 * @cssprop --chat-monitor-muted - Colour of less important text
 * @cssprop --chat-monitor-accent - Colour of focus, links and assigned chats
 * @cssprop --chat-monitor-assist - Colour of the flag of a chat that needs assistance
 * @cssprop --chat-monitor-warning - Colour of a clock close to its limit; by default the administrator's
 * @cssprop --chat-monitor-breach - Colour of a clock over its limit; by default the administrator's
 * @cssprop --chat-monitor-radius - Radius of controls
 */
export class ChatMonitorGrid extends ChatElement {
  static override styles: CSSResultGroup = [
    ChatElement.styles,
    controlStyles,
    toastStyles,
    toolbarStyles,
    gridStyles,
    rowStyles,
    rowLayoutStyles,
  ];

  /** Settles when the tag of the rows' menu is there. Set where the tag is defined. */
  static menuLoaded: Promise<unknown> | undefined;

  /** Loads what makes keys, pointer and menu work in the rows. */
  static loadWorks = (): Promise<typeof GridWorksPart> => import('./grid-works.js');

  /** Loads what selects rows and finds them by keys, when somebody first does. */
  static loadPicker: LoadPicker = () => import('./row-picker.js');

  /** Loads what changes the columns. */
  static loadColumnTools = (): Promise<typeof ColumnToolsPart> => import('./column-tools.js');

  readonly #toast = new Toast(this, this.texts);

  /** Height of a row: 36 px, 28 px (`compact`) or 44 px (`comfortable`), more with large text. */
  @property({ reflect: true }) density: 'compact' | 'normal' | 'comfortable' = 'normal';

  /** How many rows are in sight where the page gives the element no height. */
  @property({ type: Number }) rows = 12;

  /**
   * The columns that show until the viewer chooses others, in order, separated by spaces: `assist`, `requester`, `status`,
   * `agent`, `company`, `queue`, `queueTime`, `sessionTime`, `actions`; by default all. `requester` and `actions` show in
   * any case, `assist` is always the first and `actions` the last.
   */
  @property() columns: string | undefined;

  /**
   * The page's own order, in place of urgency: the lowest key first, numbers before texts; chats with the same key stand
   * by urgency. It is asked once for each change of a chat, so what it answers must not depend on the time. A chat for
   * which it throws or has no key (`NaN`) comes last. The text `grid.sort.urgency` names this order.
   */
  @property({ attribute: false }) sortKey: ChatSortKey | undefined;

  /** Whether clicks and keys select rows. With `none` the texts in them can be marked. */
  @property({ reflect: true }) selection: 'multiple' | 'none' = 'multiple';

  /**
   * Ids of the selected chats, in no particular order. One that no row is for is dropped, once the list is complete.
   * What the page sets is told by no event.
   */
  @property({ attribute: false })
  get selected(): readonly string[] {
    return this.#works?.selection.ids ?? this.#wanted;
  }

  set selected(ids: readonly string[]) {
    if (this.#works) this.#works.selection.set(ids);
    else this.#wanted = ids;
  }

  @state() private search = '';

  #view: ChatView | undefined;
  #body: GridBody | undefined;
  #works: GridWorksPart.GridWorks | undefined;
  #loading: Promise<void> | undefined;
  /** What the page selects before that is possible. */
  #wanted: readonly string[] = [];
  #counts = '';
  #announcement = '';
  #shownTexts = this.texts.current;

  readonly #settings = new GridSettings(this, this.monitor, () => this.#sortAgain());

  constructor() {
    super();
    new SlaColors(this, this.monitor);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#body?.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#body?.disconnect();
  }

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    const release = monitor.use('floor');
    const filter = this.#works?.filter(this.search);
    this.#settings.read();
    const view = monitor.createView({ list: 'floor', sort: this.#settings.sortKeys, ...(filter && { filter }) });
    const update = (): void => this.requestUpdate();
    this.#use(view);
    return [
      release,
      view.subscribe((change) => {
        this.#body?.apply(change.left);
        this.#count();
        this.#works?.follow(change.left);
      }),
      monitor.ticker.subscribe(() => {
        this.#body?.tick();
        this.#works?.tick();
      }),
      monitor.session.subscribe(() => {
        this.#sortAgain();
        this.#body?.refresh();
        update();
      }),
      monitor.connection.subscribe(() => {
        this.#body?.refresh();
        this.#announce(this.#works?.connectionText() ?? '');
      }),
      monitor.preferences.subscribe(this.#settings.read),
      monitor.list('floor').subscribe(update),
      monitor.scope.subscribe(update),
      monitor.faults.subscribe(update),
      () => {
        view.dispose();
        this.#use(undefined);
      },
    ];
  }

  protected override firstUpdated(): void {
    const grid = this.renderRoot.querySelector('.grid') as HTMLElement;
    const body = new GridBody(grid, this.#settings.shown, () => this.texts.current);
    this.#body = body;
    body.connect();
    body.show(this.monitor.value, this.#view);
    this.#loading = this.#load(body);
  }

  /** The rows are seen before anybody can do something with them. */
  async #load(body: GridBody): Promise<void> {
    const own = this.constructor as typeof ChatMonitorGrid;
    const part = await own.loadWorks().catch(() => undefined);
    if (!part) {
      this.#toast.tell(this.texts.t('grid.works.failed'));
      return;
    }
    const works = new part.GridWorks({
      host: this,
      root: this.renderRoot as ShadowRoot,
      body,
      monitor: this.monitor,
      settings: this.#settings,
      toast: this.#toast,
      texts: this.texts,
      say: (text) => this.#announce(text),
      search: (text) => this.#setSearch(text),
      menuLoaded: () => own.menuLoaded,
      loadPicker: () => own.loadPicker(),
      loadColumnTools: () => own.loadColumnTools(),
    });
    this.#works = works;
    works.selection.set(this.#wanted);
    // What was typed meanwhile.
    if (this.search !== '') this.#view?.setFilter(works.filter(this.search));
    this.requestUpdate();
  }

  /** Until everything that the grid is made of has come, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#loading;
    return complete;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selection')) this.#works?.selection.set(this.selected);
    if (changed.has('columns')) this.#settings.read();
    if (changed.has('sortKey')) this.#sortAgain();
    if (this.#body && this.#body.columns !== this.#settings.shown) this.#body.focus?.prepare();
  }

  protected override updated(): void {
    const grid = this.renderRoot.querySelector('.grid') as HTMLElement;
    grid.style.setProperty('--_rows', String(Math.max(1, this.rows)));
    this.#settings.setWidths(grid);
    if (this.#body) this.#body.columns = this.#settings.shown;
    // Not at once: an element that is moved gets its view back. Out of the page the rows stay for the return.
    if (!this.#view && this.#body?.view && this.isConnected) this.#body.show(undefined, undefined);
    if (this.texts.current !== this.#shownTexts) this.#body?.refresh();
    this.#shownTexts = this.texts.current;
  }

  #use(view: ChatView | undefined): void {
    this.#view = view;
    this.#works?.use(view);
    if (view) this.#body?.show(this.monitor.value, view);
    this.requestUpdate();
  }

  #sortAgain(): void {
    this.#view?.setSort(this.#settings.sortKeys);
  }

  #setSort(sort: GridSort): void {
    this.#settings.setSort(sort);
    this.#announce(`${this.texts.t('grid.sort')}: ${sortText(sort, this.texts.current)}`);
  }

  #announce(text: string): void {
    this.#announcement = text;
    this.requestUpdate();
  }

  #setSearch(search: string): void {
    if (search === this.search) return;
    this.search = search;
    if (!this.#works) return;
    this.#view?.setFilter(this.#works.filter(search));
    this.#body?.scrollToTop();
    this.#announce(this.#countText());
  }

  /** The toolbar is rendered again only if its numbers changed. */
  #count(): void {
    const counts = `${this.#view?.length}/${this.#view?.total}`;
    if (counts === this.#counts) return;
    this.#counts = counts;
    this.requestUpdate();
  }

  #countText(): string {
    const { length, total } = this.#view ?? { length: 0, total: 0 };
    if (this.search.trim() === '') return this.texts.t('grid.count', total);
    return this.texts.t('grid.count.filtered', length, total);
  }

  override render(): TemplateResult {
    const { texts } = this;
    const { shown: columns, sort } = this.#settings;
    const common = { texts: texts.current, columns, sort };
    const { length, total } = this.#view ?? { length: 0, total: 0 };
    const situation = listSituation(this.monitor, 'floor', total, length);
    const ready = situation.status === 'ready';
    return html`
      <div class="frame">
        ${gridToolbar({
          ...common,
          search: this.search,
          count: ready || situation.status === 'filtered' ? this.#countText() : undefined,
          selection: this.#works?.selectionNote() ?? nothing,
          troubles: this.#works?.troubles(situation) ?? nothing,
          notify: this.#works?.notifyButton() ?? nothing,
          onSearch: (search) => this.#setSearch(search),
          onSort: (chosen) => this.#setSort(chosen),
        })}
        ${gridTable({
          ...common,
          toggle: (column, more) => this.#setSort(nextSort(this.#settings.sort, column, more)),
          length,
          selectable: this.selection !== 'none',
          loading: situation.status === 'loading',
          ready,
        })}
        <div class="overlay">${ready ? (this.#works?.waitingNote() ?? nothing) : this.#renderState(situation)}</div>
      </div>
      <div class="tip popover" popover="manual"></div>
      <div class="visually-hidden" role="status">${this.#announcement}</div>
      <chat-action-menu anchored></chat-action-menu>
      ${this.#toast.render()}
    `;
  }

  /** What stands in place of the rows. */
  #renderState(situation: ListSituation): TemplateResult | typeof nothing {
    if (situation.status !== 'loading') return this.#works?.state(situation, this.search) ?? nothing;
    // As high as the rows that come, so that nothing jumps when they do.
    return html`<div class="skeleton"><span class="visually-hidden">${this.texts.t('grid.loading')}</span></div>`;
  }
}
