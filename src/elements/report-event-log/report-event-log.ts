import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { ReportEntry } from '../../monitor/types.js';
import { CellTip } from '../shared/cell-tip.js';
import { cellTipStyles } from '../shared/styles/cell-tip.js';
import { ChatElement } from '../shared/chat-element.js';
import { connectionLineStyles } from '../shared/styles/connection-line.js';
import { Observed } from '../shared/monitor-consumer.js';
import { reasonOf } from '../shared/state-panel.js';
import { statePanelStyles } from '../shared/styles/state-panel.js';
import { controlStyles } from '../shared/styles/controls.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { offerTexts } from '../shared/texts/english/offers.js';
import { reportLogTexts } from '../shared/texts/english/report-log.js';
import { FocusKeeper, recordOf } from './focus-keeper.js';
import { InSight } from './in-sight.js';
import { logFooter } from './log-footer.js';
import { LogNews } from './log-news.js';
import { logSituation, logState } from './log-state.js';
import { logSummary } from './log-summary.js';
import { logTable } from './log-table.js';
import { logToolbar, recordedCommands } from './log-toolbar.js';
import { logToolbarStyles } from './log-toolbar.styles.js';
import { LogView } from './log-view.js';
import { reportEventLogStyles } from './report-event-log.styles.js';
import { exportRecords } from './report-export.js';
import type { ReportFormat } from './report-file.js';
import { askedOf, isFiltering, noFilter, periodAt, type ReportFilter } from './report-filter.js';
import { ReportHistory } from './report-history.js';
import { RequesterNames } from './requester-names.js';

/** Pages of history that are read at most to find the next record that matches. */
const mostPages = 10;

/**
 * What was done from the dashboard, and whether its record has arrived: the records of this browser as they are
 * delivered, and where the backend lets them be read, its own. Records that were refused can be sent again, and what is
 * shown can be exported.
 *
 * @tag report-event-log
 * @fires {ReportExportEvent} report-export - The user exports records; cancelable, by default the browser saves a file
 * @csspart toolbar - Filter and export
 * @csspart connection - The line that says that the connection is not live
 * @csspart row - A row of a record
 * @csspart state - What stands in place of the records
 * @cssprop --chat-monitor-font-size - By default the page's, at most 14 px or 0.875rem
 * @cssprop --chat-monitor-surface - Background of tips
 * @cssprop --chat-monitor-line - Lines between rows
 * @cssprop --chat-monitor-hover - Background of the row under the pointer
 * @cssprop --chat-monitor-muted - Colour of less important text
 * @cssprop --chat-monitor-accent - Colour of focus and links
 * @cssprop --chat-monitor-success - Colour of the sign of what is done and delivered
 * @cssprop --chat-monitor-warning - Colour of the sign of an unknown outcome
 * @cssprop --chat-monitor-danger - Colour of the sign of what failed, and of refused records
 * @cssprop --chat-monitor-radius - Radius of controls
 */
export class ReportEventLog extends ChatElement {
  static override styles: CSSResultGroup = [
    ChatElement.styles,
    controlStyles,
    cellTipStyles,
    statePanelStyles,
    connectionLineStyles,
    logToolbarStyles,
    reportEventLogStyles,
  ];
  protected static override readonly english = { ...connectionTexts, ...offerTexts, ...reportLogTexts };

  readonly #session = new Observed(this, this.monitor, (monitor) => monitor.session);
  readonly #history = new ReportHistory(() => this.#onHistory());
  readonly #names = new RequesterNames();
  readonly #view = new LogView();
  #news = new LogNews(this.#view.counts);
  #announcement = '';
  /** Another filter was chosen, and its count is not told yet as it will stay. */
  #counting = false;
  #tip: CellTip | undefined;

  @state() private filter = noFilter;
  @state() private open: ReadonlySet<string> = new Set();
  @state() private current: string | undefined;
  @state() private searching = false;
  @state() private exporting = false;
  @state() private problem: string | undefined;

  constructor() {
    super();
    new FocusKeeper(this);
    new InSight(this, (inSight) => {
      this.#history.inSight = inSight;
    });
  }

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    this.#look();
    this.#news = new LogNews(this.#view.counts);
    return [
      monitor.reports.subscribe(() => {
        if (this.#look()) this.requestUpdate();
      }),
      monitor.connection.subscribe(() => this.requestUpdate()),
      ...this.#history.connect(monitor),
    ];
  }

  protected override willUpdate(): void {
    this.#announcement = this.#news.since(this.#view.counts, this.texts) ?? this.#announcement;
  }

  protected override firstUpdated(): void {
    const find = <E extends HTMLElement>(selector: string): E => this.renderRoot.querySelector<E>(selector) as E;
    this.#tip = new CellTip(find('.body'), find('.tip'), ({ dataset }) => dataset['full']);
  }

  /** Takes in what is known now; true where something that is shown changed. */
  #look(): boolean {
    return this.#view.update({
      local: this.monitor.value?.reports.value ?? [],
      history: this.#history,
      filter: this.filter,
      requesterOf: this.#requesterOf,
    });
  }

  #onHistory(): void {
    this.#look();
    if (this.#counting && this.#history.phase !== 'reading') this.#tellCount();
    this.requestUpdate();
  }

  #tellCount(): void {
    this.#counting = this.#history.phase === 'reading';
    this.#announcement = this.#countText();
  }

  readonly #requesterOf = ({ event }: ReportEntry): string | undefined => this.#names.of(event, this.monitor.value);

  readonly #now = (): number => this.monitor.value?.ticker.now() ?? Date.now();

  /** `final`: the backend is asked as exactly as it can be; before that, what was typed is only looked for here. */
  #setFilter(filter: ReportFilter, final = true): void {
    this.filter = filter;
    this.#view.reset();
    this.#ask(final);
    this.#look();
    this.#tellCount();
  }

  #ask(final: boolean): void {
    const { query, words } = askedOf(this.filter, this.#view.all, final);
    this.#history.ask(query, words);
  }

  readonly #clearFilter = (): void => {
    this.#setFilter(noFilter);
    this.renderRoot.querySelector<HTMLElement>('.search')?.focus();
  };

  readonly #refresh = (): void => {
    const { name } = this.filter.period;
    if (name !== 'custom') this.filter = { ...this.filter, period: periodAt(name, this.#now()) };
    this.#ask(true);
    this.#history.restart();
  };

  readonly #again = (): void => {
    this.monitor.value?.reconnect();
    if (this.#history.hasMore) void this.#history.more();
    else this.#history.restart();
  };

  /** The next hundred; where they were not read yet, until there is one that matches. */
  readonly #earlier = async (): Promise<void> => {
    const { hasMore: isRead, matching, rows } = this.#view;
    this.searching = true;
    this.#view.showMore();
    for (let pages = 0; !isRead && pages < mostPages && this.#history.hasMore; pages += 1) {
      await this.#history.more();
      if (this.#history.error || this.#view.matching.length > matching.length) break;
    }
    this.searching = false;
    await this.updateComplete;
    // What was asked for is not left out of sight.
    this.renderRoot.querySelectorAll('.body > .row')[rows.length]?.scrollIntoView({ block: 'nearest' });
  };

  readonly #toggle = (id: string): void => {
    this.#tip?.hide();
    const open = new Set(this.open);
    if (!open.delete(id)) open.add(id);
    this.open = open;
  };

  readonly #onFocus = ({ target }: FocusEvent): void => {
    this.current = recordOf(target as Element) ?? this.current;
  };

  async #export(format: ReportFormat): Promise<void> {
    if (this.exporting || this.#view.matching.length === 0) return;
    const { texts } = this;
    this.exporting = true;
    this.problem = undefined;
    this.#announcement = texts.t('log.export.reading');
    const source = { history: this.#history, matching: () => this.#view.matching, now: this.#now };
    const result = await exportRecords(this, format, source);
    this.exporting = false;
    if (result.state === 'failed') this.problem = texts.t('log.export.failed', reasonOf(texts, result.error) ?? '');
    else if (!result.complete) this.problem = texts.t('log.export.part', result.count);
    this.#announcement = this.problem ?? texts.t('log.export.done', result.state === 'done' ? result.count : 0);
  }

  #countText(): string {
    const { all, matching } = this.#view;
    if (!isFiltering(this.filter)) return this.texts.t('log.count', all.length);
    return this.texts.t('log.count.filtered', matching.length, all.length);
  }

  override render(): TemplateResult {
    const texts = this.texts.current;
    const { all, matching, counts } = this.#view;
    const situation = logSituation(this.monitor, {
      history: this.#history,
      total: all.length,
      found: matching.length,
      filtering: isFiltering(this.filter),
    });
    const counted = situation.status === 'ready' || situation.status === 'filtered';
    return html`
      <div class="frame">
        ${logToolbar({
          texts,
          filter: this.filter,
          commands: recordedCommands(this.#session.value?.reports, all),
          now: this.#now,
          onFilter: (change, final) => this.#setFilter({ ...this.filter, ...change }, final),
          onRefresh: this.#refresh,
          onExport: (format) => void this.#export(format),
          exportable: !this.exporting && matching.length > 0,
        })}
        ${logSummary({
          monitor: this.monitor.value,
          texts,
          count: counted ? this.#countText() : undefined,
          counts,
          problem: this.problem,
          onFilter: (filter) => this.#setFilter(filter),
          onRetry: () => this.monitor.value?.retryReports(),
          onDismiss: () => (this.problem = undefined),
        })}
        <div class="stage" @focusin=${this.#onFocus}>
          ${this.#renderTable()} ${logState({ situation, texts, again: this.#again, clearFilter: this.#clearFilter })}
        </div>
        ${counted ? this.#renderFooter() : nothing}
      </div>
      <div class="tip popover" popover="manual"></div>
      <div class="visually-hidden" role="status">${this.#announcement}</div>
    `;
  }

  #renderTable(): TemplateResult {
    const { rows } = this.#view;
    const isThere = rows.some(({ event }) => event.id === this.current);
    return logTable({
      rows,
      texts: this.texts.current,
      requesterOf: this.#requesterOf,
      isOpen: (id) => this.open.has(id),
      current: isThere ? this.current : rows[0]?.event.id,
      now: this.#now(),
      actions: { toggle: this.#toggle, retry: (id) => this.monitor.value?.retryReports([id]) },
    });
  }

  #renderFooter(): TemplateResult | typeof nothing {
    return logFooter({
      texts: this.texts.current,
      history: this.#history,
      hidden: this.#view.hasMore,
      busy: this.searching,
      now: this.#now(),
      earlier: () => void this.#earlier(),
      again: this.#again,
    });
  }
}
