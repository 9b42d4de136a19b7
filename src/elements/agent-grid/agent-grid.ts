import { html, nothing, svg, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Agent } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { isInScope } from '../../monitor/scope.js';
import { ChatElement } from '../shared/chat-element.js';
import { connectionLine } from '../shared/connection-line.js';
import { connectionLineStyles } from '../shared/styles/connection-line.js';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp, search as searchIcon } from '../shared/icons.js';
import { listSituation } from '../shared/list-status.js';
import { Observed } from '../shared/monitor-consumer.js';
import { statePanelStyles } from '../shared/styles/state-panel.js';
import { controlStyles } from '../shared/styles/controls.js';
import { agentTexts } from '../shared/texts/english/agents.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { agentGridStyles } from './agent-grid.styles.js';
import { agentColumns, agentRows, type AgentColumn, type AgentColumnKey, type AgentSort } from './agent-rows.js';
import { agentState } from './agent-state.js';

/**
 * Who answers chats: status, load against capacity, support queues.
 *
 * @tag agent-grid
 * @csspart state - What stands in place of the table
 * @csspart connection - The line that says that the connection is not live
 * @cssprop --chat-monitor-font-size - By default the page's, at most 14 px or 0.875rem
 * @cssprop --chat-monitor-line - Lines between rows
 * @cssprop --chat-monitor-accent - Colour of focus and of the bar of load
 * @cssprop --chat-monitor-success - Colour of the sign of available agents
 * @cssprop --chat-monitor-warning - Colour of the bar of an agent who has no place left
 */
export class AgentGrid extends ChatElement {
  static override styles: CSSResultGroup = [
    ChatElement.styles,
    controlStyles,
    statePanelStyles,
    connectionLineStyles,
    agentGridStyles,
  ];
  protected static override readonly english = { ...connectionTexts, ...agentTexts };

  readonly #agents = new Observed(this, this.monitor, (monitor) => monitor.agents);
  readonly #queues = new Observed(this, this.monitor, (monitor) => monitor.queues);
  readonly #scope = new Observed(this, this.monitor, (monitor) => monitor.scope);

  @state() private search = '';
  @state() private sort: AgentSort = { column: 'name', descending: false };

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    const update = (): void => this.requestUpdate();
    return [monitor.use('agents'), monitor.list('agents').subscribe(update), monitor.connection.subscribe(update)];
  }

  #toggle(column: AgentColumnKey): void {
    this.sort = { column, descending: this.sort.column === column && !this.sort.descending };
  }

  readonly #onSearch = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value;
  };

  override render(): TemplateResult {
    const { texts } = this;
    const [scope = {}, queues = []] = [this.#scope.value, this.#queues.value];
    const all = (this.#agents.value ?? []).filter((agent) => isInScope(agent, scope, queues));
    const rows = agentRows(all, this.search, this.sort);
    const situation = listSituation(this.monitor, 'agents', all.length, rows.length);
    const ready = situation.status === 'ready';
    return html`<div class="frame">
      ${this.#renderToolbar(all.length, rows.length, ready || situation.status === 'filtered')}
      <div class=${ready ? 'stage ready' : 'stage'}>
        ${
          ready
            ? html`<table aria-label=${texts.t('agents.label')}>
                <thead>
                  <tr>
                    ${agentColumns.map((column) => this.#renderHeader(column))}
                  </tr>
                </thead>
                <tbody>
                  ${repeat(
                    rows,
                    ({ id }) => id,
                    (agent) => this.#renderRow(agent),
                  )}
                </tbody>
              </table>`
            : agentState({
                situation,
                texts: texts.current,
                search: this.search,
                reconnect: () => this.monitor.value?.reconnect(),
              })
        }
      </div>
    </div>`;
  }

  #renderToolbar(total: number, shown: number, counted: boolean): TemplateResult {
    const { texts } = this;
    const monitor = this.monitor.value;
    const count =
      this.search.trim() === '' ? texts.t('agents.count', total) : texts.t('agents.count.filtered', shown, total);
    return html`<div class="toolbar">
      <div class="search-box">
        ${icon(searchIcon)}
        <input
          class="field"
          type="search"
          autocomplete="off"
          spellcheck="false"
          aria-label=${texts.t('agents.search')}
          placeholder=${texts.t('agents.search')}
          .value=${this.search}
          @input=${this.#onSearch}
        />
      </div>
      <div class="facts">
        ${monitor && counted ? connectionLine(monitor, texts.current) : nothing}
        <bdi class="muted">${counted ? count : nothing}</bdi>
      </div>
    </div>`;
  }

  #renderHeader({ key, header, compare }: AgentColumn): TemplateResult {
    const { column, descending } = this.sort;
    const sorted = column === key ? (descending ? 'descending' : 'ascending') : undefined;
    const label = this.texts.t(header);
    return html`<th scope="col" class=${key} aria-sort=${sorted ?? nothing}>
      ${
        compare
          ? html`<button class="sort" type="button" @click=${() => this.#toggle(key)}>
              <span class="cut">${label}</span>
              ${sorted ? icon(descending ? chevronDown : chevronUp) : nothing}
            </button>`
          : label
      }
    </th>`;
  }

  #renderRow({ name, availability, statusCode, load, capacity, queues }: Agent): TemplateResult {
    const { texts } = this;
    const queueNames = queues.map((queue) => queue.name).join(', ') || texts.t('common.none');
    return html`<tr>
      <th scope="row" class="name">
        <div class="cut" title=${name}><bdi>${name}</bdi></div>
      </th>
      <td class="status">
        <div class="line">
          <span class="dot ${availability}"></span>
          <span class="cut" title=${statusCode ?? nothing}>
            ${texts.t(`agents.${availability}`)}
            ${statusCode === undefined ? nothing : html`<bdi class="muted">${statusCode}</bdi>`}
          </span>
        </div>
      </td>
      <td class="load">
        <div class="line">${loadBar(load, capacity)}<bdi>${texts.t('agents.load', load, capacity)}</bdi></div>
      </td>
      <td class="queues">
        <div class="cut muted" title=${queueNames}><bdi>${queueNames}</bdi></div>
      </td>
    </tr>`;
  }
}

/** The numbers stand beside it. */
function loadBar(load: number, capacity: number | undefined): TemplateResult | typeof nothing {
  if (capacity === undefined) return nothing;
  const share = capacity > 0 ? Math.min(1, load / capacity) : load > 0 ? 1 : 0;
  return html`<svg
    class=${share < 1 ? 'bar' : 'bar full'}
    viewBox="0 0 100 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<rect class="track" width="100" height="10" rx="3" />
    <rect class="fill" width=${share * 100} height="10" rx="3" />`}
  </svg>`;
}
