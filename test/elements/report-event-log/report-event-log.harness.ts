import { html, waitUntil } from '@open-wc/testing';
import type { MemoryBackend } from '../../../src/adapters/memory/index.js';
import type { ReportEvent } from '../../../src/contract/index.js';
import type { ReportEventLog } from '../../../src/elements/report-event-log/report-event-log.js';
import { State } from '../../../src/monitor/observable.js';
import type { ReportEntry } from '../../../src/monitor/types.js';
import { pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { aReport } from '../../harness/records.js';

/** Drives a report-event-log as a user does. */
export class LogHarness {
  constructor(readonly element: ReportEventLog) {}

  /** The cells of each record as text, newest first. */
  get rows(): string[] {
    return this.rowElements.map((row) => [...row.children].map((cell) => textOf(cell)).join(' | '));
  }

  get rowElements(): HTMLElement[] {
    return this.all('.body > .row');
  }

  cell(row: number, column: string): HTMLElement {
    return this.rowElements[row]!.querySelector<HTMLElement>(`.cell.${column}`)!;
  }

  /** The button with the time, which opens the details. */
  toggle(row: number): HTMLButtonElement {
    return this.rowElements[row]!.querySelector<HTMLButtonElement>('.toggle')!;
  }

  /** Name and value of each field of the open records. */
  get details(): string[] {
    return this.all('.details dl > div').map((each) => textOf(each));
  }

  get days(): string[] {
    return this.all('.day').map((each) => textOf(each));
  }

  get facts(): string {
    return textOf(this.find('.facts'));
  }

  get footer(): string {
    return textOf(this.find('.footer'));
  }

  /** What stands in place of the records. */
  get state(): string {
    return textOf(this.find('.state'));
  }

  /** What a screen reader was told last. */
  get announcement(): string {
    return textOf(this.find('[role=status]'));
  }

  get tip(): string {
    const tip = this.find('.tip')!;
    return tip.matches(':popover-open') ? tip.textContent : '';
  }

  get search(): HTMLInputElement {
    return this.find<HTMLInputElement>('.search')!;
  }

  select(label: string): HTMLSelectElement {
    return this.find<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
  }

  /** Chooses as a user does, by what is written there. */
  choose(label: string, option: string): void {
    const select = this.select(label);
    select.value = [...select.options].find(({ text }) => text.trim() === option)!.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }

  button(text: string): HTMLButtonElement {
    const buttons = this.all<HTMLButtonElement>('button');
    const found = buttons.find((button) => (button.ariaLabel ?? textOf(button)).startsWith(text));
    if (!found) throw new Error(`No button “${text}” among ${buttons.map((each) => textOf(each)).join(', ')}.`);
    return found;
  }

  hasButton(text: string): boolean {
    return this.all('button').some((button) => (button.ariaLabel ?? textOf(button)).startsWith(text));
  }

  async ready(count: number): Promise<void> {
    await waitUntil(() => this.rows.length === count, `should show ${count} records, shows ${this.rows.length}`);
  }

  find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.element.shadowRoot!.querySelector<E>(selector);
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...this.element.shadowRoot!.querySelectorAll<E>(selector)];
  }
}

export interface OpenLog {
  readonly floor: PageFloor;
  readonly log: LogHarness;
  /** The records of this browser, where the test gives them; oldest first. */
  readonly local: State<readonly ReportEntry[]>;
}

/** A log in a page. With `local`, the records of this browser are those, and not what is done on the floor. */
export async function openLog({
  local: given,
  ...options
}: Parameters<typeof pageFloor>[1] & { readonly local?: readonly ReportEntry[] } = {}): Promise<OpenLog> {
  const floor = await pageFloor(html``, options);
  const local = new State<readonly ReportEntry[]>(given ?? []);
  if (given) Object.defineProperty(floor.monitor, 'reports', { get: () => local });
  const element = document.createElement('report-event-log');
  floor.root.append(element);
  await element.updateComplete;
  return { floor, log: new LogHarness(element), local };
}

export function anEntry(
  event: Parameters<typeof aReport>[0] = {},
  more: Partial<Omit<ReportEntry, 'event'>> = {},
): ReportEntry {
  return { event: aReport(event), delivery: 'delivered', attempts: 1, ...more };
}

/** Records, one a second; the last is the newest. */
export function manyReports(count: number, more: Parameters<typeof aReport>[0] = {}, now = Date.now()): ReportEvent[] {
  const reports: ReportEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    reports.push(
      aReport({ id: `report-${index}`, chatId: `chat-${index}`, startedAt: now - (count - index) * 1000, ...more }),
    );
  }
  return reports;
}

/** Has the backend keep records, as somebody's browser delivers them. */
export async function deliver(backend: MemoryBackend, viewerId: string, events: readonly ReportEvent[]): Promise<void> {
  const { signal } = new AbortController();
  const connection = await backend.adapter({ viewerId }).connect({ signal });
  await connection.report!(events, { signal });
  await connection.close();
}

/** The same backend, but it refuses records while `refusing` says so. */
export function refusingReports(backend: MemoryBackend, refusing: () => boolean): MemoryBackend {
  return {
    control: backend.control,
    adapter(options) {
      const adapter = backend.adapter(options);
      return {
        ...adapter,
        async connect(call) {
          const connection = await adapter.connect(call);
          return {
            ...connection,
            report: async (events, given) =>
              refusing()
                ? {
                    accepted: [],
                    refused: events.map(({ id }) => ({ id, code: 'invalid', message: 'no such event id' })),
                  }
                : connection.report!(events, given),
          };
        },
      };
    },
  };
}
