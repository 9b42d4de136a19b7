import { html, nothing, type TemplateResult } from 'lit';
import { commandTypes, type CommandType, type ReportMapping, type ReportOutcome } from '../../contract/index.js';
import type { ReportDelivery, ReportEntry } from '../../monitor/types.js';
import { icon } from '../shared/icon.js';
import { download as downloadIcon, search as searchIcon } from '../shared/icons.js';
import { refreshCw } from '../shared/state-icons.js';
import type { Texts } from '../shared/texts/texts.js';
import { deliveryLooks, outcomeLooks } from './log-signs.js';
import { periodAt, type PeriodName, type ReportFilter } from './report-filter.js';
import type { ReportFormat } from './report-file.js';

export interface LogToolbar {
  readonly texts: Texts;
  readonly filter: ReportFilter;
  /** Those that there can be records of. */
  readonly commands: readonly CommandType[];
  /** Epoch ms, backend clock. */
  readonly now: () => number;
  /** `final`: the user is done with it, and the backend can be asked. */
  readonly onFilter: (change: Partial<ReportFilter>, final: boolean) => void;
  readonly onRefresh: () => void;
  readonly onExport: (format: ReportFormat) => void;
  /** There is something to export, and no export under way. */
  readonly exportable: boolean;
}

const periods = ['all', 'hour', 'today', 'week', 'custom'] as const satisfies readonly PeriodName[];

/** The actions that an installation records, and what else there are records of. */
export function recordedCommands(
  mapping: ReportMapping | undefined,
  entries: readonly ReportEntry[],
): readonly CommandType[] {
  const seen = new Set<CommandType>(['assign', 'transfer', 'release']);
  for (const { event } of entries) seen.add(event.command);
  return commandTypes.filter((command) => seen.has(command) || mapping?.[command]);
}

/** Which records are shown, and what can be done with all of them. */
export function logToolbar(toolbar: LogToolbar): TemplateResult {
  const { texts, filter, onFilter } = toolbar;
  return html`<div class="toolbar" part="toolbar">
    <div class="search-box">
      ${icon(searchIcon)}
      <input
        class="search field"
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${texts.t('log.search')}
        placeholder=${texts.t('log.search')}
        .value=${filter.text}
        @input=${(event: Event) => onFilter({ text: valueOf(event) }, valueOf(event) === '')}
        @keydown=${(event: KeyboardEvent) => isEnter(event) && onFilter({ text: valueOf(event) }, true)}
      />
    </div>
    ${commandSelect(toolbar)} ${stateSelect(toolbar)} ${periodSelect(toolbar)} ${tools(toolbar)}
  </div>`;
}

function commandSelect({ texts, filter, commands, onFilter }: LogToolbar): TemplateResult {
  const choose = (event: Event): void => {
    const command = valueOf(event);
    onFilter({ command: command === '' ? undefined : (command as CommandType) }, true);
  };
  return html`<select class="field" aria-label=${texts.t('log.command')} @change=${choose}>
    ${option('', texts.t('log.command.all'), filter.command ?? '')}
    ${commands.map((command) => option(command, texts.t(`log.command.${command}`), filter.command ?? ''))}
  </select>`;
}

/** What became of the action, and what became of its record: one list of two parts. */
function stateSelect({ texts, filter: { outcome, delivery }, onFilter }: LogToolbar): TemplateResult {
  const chosen = outcome ? `outcome ${outcome}` : delivery ? `delivery ${delivery}` : '';
  const choose = (event: Event): void => {
    const [part, state] = valueOf(event).split(' ');
    onFilter(
      {
        outcome: part === 'outcome' ? (state as ReportOutcome) : undefined,
        delivery: part === 'delivery' ? (state as ReportDelivery) : undefined,
      },
      true,
    );
  };
  const outcomes = Object.keys(outcomeLooks) as ReportOutcome[];
  const deliveries = Object.keys(deliveryLooks) as ReportDelivery[];
  return html`<select class="field" aria-label=${texts.t('log.state')} @change=${choose}>
    ${option('', texts.t('log.state.all'), chosen)}
    <optgroup label=${texts.t('log.column.outcome')}>
      ${outcomes.map((state) => option(`outcome ${state}`, texts.t(`log.outcome.${state}`), chosen))}
    </optgroup>
    <optgroup label=${texts.t('log.column.delivery')}>
      ${deliveries.map((state) => option(`delivery ${state}`, texts.t(`log.delivery.${state}`), chosen))}
    </optgroup>
  </select>`;
}

function periodSelect({ texts, filter: { period }, now, onFilter }: LogToolbar): TemplateResult {
  const choose = (event: Event): void => {
    const name = valueOf(event) as PeriodName;
    onFilter({ period: name === 'custom' ? { name } : periodAt(name, now()) }, true);
  };
  const limit = (side: 'since' | 'until') => (event: Event) =>
    onFilter({ period: { ...period, [side]: localTime(event.target as HTMLInputElement) } }, true);
  return html`<select class="field" aria-label=${texts.t('log.period')} @change=${choose}>
      ${periods.map((name) => option(name, texts.t(`log.period.${name}`), period.name))}
    </select>
    ${
      period.name === 'custom'
        ? html`<div class="limits">
            ${(['since', 'until'] as const).map(
              (side) =>
                html`<label class="limit">
                  <span class="muted">${texts.t(`log.${side}`)}</span>
                  <input class="field" type="datetime-local" @change=${limit(side)} />
                </label>`,
            )}
          </div>`
        : nothing
    }`;
}

function tools({ texts, onRefresh, onExport, exportable }: LogToolbar): TemplateResult {
  const exportButton = (format: ReportFormat): TemplateResult =>
    html`<button
      class="button export"
      type="button"
      aria-disabled=${exportable ? nothing : 'true'}
      @click=${() => exportable && onExport(format)}
    >
      ${icon(downloadIcon)} ${texts.t(`log.export.${format}`)}
    </button>`;
  const refresh = texts.t('log.refresh');
  return html`<div class="tools">
    <button class="button square refresh" type="button" aria-label=${refresh} title=${refresh} @click=${onRefresh}>
      ${icon(refreshCw)}
    </button>
    ${exportButton('csv')} ${exportButton('json')}
  </div>`;
}

function option(value: string, label: string, chosen: string): TemplateResult {
  return html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

function isEnter({ key, isComposing }: KeyboardEvent): boolean {
  return key === 'Enter' && !isComposing;
}

/** Epoch ms of what a `datetime-local` field says in the viewer's time zone; undefined while it is not complete. */
function localTime({ valueAsNumber }: HTMLInputElement): number | undefined {
  if (Number.isNaN(valueAsNumber)) return undefined;
  const said = new Date(valueAsNumber);
  const day = [said.getUTCFullYear(), said.getUTCMonth(), said.getUTCDate()] as const;
  return new Date(...day, said.getUTCHours(), said.getUTCMinutes(), said.getUTCSeconds()).getTime();
}
