import type { ChatAdapter } from '../../../../src/contract/index.js';
import '../../../../src/define/chat-monitor-grid.js';
import { MonitorHost } from '../../../../src/elements/shared/monitor-host.js';
import { ChatMonitor, type ChatMonitorOptions } from '../../../../src/monitor/index.js';
import { browserPorts } from '../../../../src/platform/index.js';
import { areaOf, elementAt, ROW_HEIGHT, type Contender, type SeenRow } from '../page/bench.js';

const grid = document.createElement('chat-monitor-grid');
grid.style.height = '100%';

/** A live monitor with an empty floor, which serves what will be in `place`. */
export async function liveMonitor(
  place: HTMLElement,
  adapter: ChatAdapter,
  cache: ChatMonitorOptions['cache'],
): Promise<void> {
  const monitor = new ChatMonitor({ adapter, ports: browserPorts(), ...(cache !== undefined && { cache }) });
  new MonitorHost(place, monitor).connect();
  monitor.use('floor');
  monitor.start();
  await new Promise<void>((resolve) => {
    const look = (): void => {
      const live = monitor.connection.value.status === 'live' && monitor.list('floor').value.phase === 'ready';
      if (live) resolve();
      else setTimeout(look, 10);
    };
    look();
  });
}

function viewport(): HTMLElement {
  return grid.shadowRoot?.querySelector<HTMLElement>('.viewport') ?? grid;
}

function menu(): Element | null | undefined {
  return grid.shadowRoot?.querySelector('chat-action-menu');
}

/** What is the same for our grid, whatever feeds it. */
export const ourGrid = {
  // The toolbar and the header.
  chrome: 68,
  area: () => areaOf(viewport()),
  scroller: viewport,
  rowAt(y: number): SeenRow | undefined {
    const row = elementAt(areaOf(viewport()).left + 200, y)?.closest('.content > .row');
    const text = (column: string): string => row?.querySelector(`.${column}`)?.textContent.trim() ?? '';
    const requester = text('requester');
    if (!row || requester === '') return undefined;
    return { requester, agent: text('agent'), ghost: row.matches('.ghost, .leaving') };
  },
  clicks: {
    at(row: number) {
      const { top, left, bottom } = areaOf(viewport());
      for (let y = top + (row + 0.5) * ROW_HEIGHT; y < bottom; y += ROW_HEIGHT) {
        // One whose chat has left has no menu.
        const button = elementAt(left + 200, y)
          ?.closest('.row:not(.ghost, .leaving)')
          ?.querySelector('.more');
        if (!button) continue;
        const { x, width } = button.getBoundingClientRect();
        return { x: x + width / 2, y };
      }
      return { x: left, y: top };
    },
    opened: () => (menu()?.shadowRoot?.querySelector(':popover-open') ?? null) !== null,
  },
} satisfies Partial<Contender>;

export function showOurGrid(place: HTMLElement): void {
  place.append(grid);
}
