import { expect, html, waitUntil } from '@open-wc/testing';
import type { MemorySeed } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-monitor-grid.js';
import { floorSeed } from '../../harness/floor.js';
import { press } from '../../harness/keys.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

const minute = 60_000;

function seed(now = Date.now()): MemorySeed {
  const waits = { companyId: 'acme', openedAt: now - 3 * minute, waitingSince: now - 3 * minute };
  return {
    ...floorSeed,
    chats: [
      { id: 'formula', requester: { id: 'r1', name: '=cmd()' }, issue: 'A\tB\n  C', queueId: 'vpn', ...waits },
      {
        id: 'handled',
        requester: { id: 'r2', name: 'Hana' },
        issue: 'Mail bounces',
        companyId: 'acme',
        openedAt: now - 9 * minute,
        handledSince: now - 8 * minute,
        assigneeId: 'ann',
        assist: { id: 'a1', by: { id: 'ann', name: 'Ann Agent' }, at: now },
      },
      { id: 'other', requester: { id: 'r3', name: 'Otto' }, issue: '', ...waits },
    ],
  };
}

describe('chat-monitor-grid: copying', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let copied: string[];

  /** Stands between the grid and the clipboard. */
  function intercept({ clipboardData }: ClipboardEvent): void {
    const setData = (type: string, text: string): void => void copied.push(`${type}: ${text}`);
    Object.assign(clipboardData!, { setData });
  }

  beforeEach(async () => {
    copied = [];
    addEventListener('copy', intercept, true);
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: seed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(3);
  });

  afterEach(() => {
    removeEventListener('copy', intercept, true);
    floor.disconnect();
  });

  async function select(...ids: string[]): Promise<void> {
    grid.element.selected = ids;
    await waitUntil(() => grid.selection === `${ids.length} selected`);
    grid.cell('Hana', 'status').focus();
  }

  it('writes the selected rows in their order, as a spreadsheet takes them and no formula', async () => {
    floor.root.style.width = '1100px';
    await waitUntil(() => grid.header('company').checkVisibility());
    await select('formula', 'handled');
    await press('Control+c');
    await waitUntil(() => copied.length > 0);
    const lines = copied[0]!.split('\n').map((line) => line.split('\t'));
    expect(lines).to.deep.equal([
      [
        ...['text/plain: Assistance', 'Requester and issue', 'Status', 'Agent', 'Company', 'Support queue'],
        ...['Queue time', 'Session time'],
      ],
      [
        'Assistance requested by Ann Agent',
        'Hana: Mail bounces',
        'Assigned',
        'Ann Agent',
        'Acme',
        '',
        '1:00',
        lines[1]![7],
      ],
      ['', "'=cmd(): A B C", 'Pending', '', 'Acme', 'VPN', lines[2]![6], ''],
    ]);
    expect(lines[1]![7]).to.match(/^8:0\d$/);
    expect(lines[2]![6]).to.match(/^3:0\d$/);
  });

  it('writes the columns that the width has a place for', async () => {
    floor.root.style.width = '800px';
    await waitUntil(() => !grid.header('company').checkVisibility());
    await select('formula');
    await press('Control+c');
    await waitUntil(() => copied.length > 0);
    expect(copied[0]).to.match(/Requester and issue\tStatus\tAgent\tSupport queue\tQueue time\tSession time\n/);
  });

  it('writes the columns that the viewer has, in their order', async () => {
    grid.element.columns = 'status agent requester';
    await select('formula');
    await press('Control+c');
    await waitUntil(() => copied.length > 0);
    expect(copied[0]).to.match(/^text\/plain: Status\tAgent\tRequester and issue\nPending\t\t/);
  });

  it('says that it has copied, until something else is selected', async () => {
    await select('formula', 'other');
    await press('Control+c');
    await waitUntil(() => grid.selection === '2 chats copied');
    expect(grid.announced).to.equal('2 chats copied');
    await clickOn(grid.cell('Otto', 'status'));
    await waitUntil(() => grid.selection === '1 selected');
  });

  it('leaves the key to the page where nothing is selected', async () => {
    grid.cell('Hana', 'status').focus();
    await press('l');
    const heard: boolean[] = [];
    const hear = (event: KeyboardEvent): void => {
      if (event.key === 'c') heard.push(event.defaultPrevented);
    };
    document.addEventListener('keydown', hear);
    await press('Control+c');
    document.removeEventListener('keydown', hear);
    expect(heard).to.deep.equal([false]);
    expect(copied).to.be.empty;
  });
});
