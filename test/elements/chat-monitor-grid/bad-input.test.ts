import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-monitor-grid.js';
import { floorSeed } from '../../harness/floor.js';
import { pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { aChat } from '../../harness/records.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

describe('chat-monitor-grid: bad input', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let complaints: unknown[];

  function complain(event: ErrorEvent | PromiseRejectionEvent): void {
    complaints.push(event);
  }

  beforeEach(async () => {
    complaints = [];
    addEventListener('error', complain);
    addEventListener('unhandledrejection', complain);
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: floorSeed });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(2);
  });

  afterEach(() => {
    floor.disconnect();
    removeEventListener('error', complain);
    removeEventListener('unhandledrejection', complain);
    expect(complaints).to.be.empty;
  });

  /** One batch of the backend's; resolves when the grid shows what came of it. */
  async function deliver(upserts: readonly unknown[], removes: readonly string[] = []): Promise<void> {
    const published = new Promise<void>((resolve) => {
      const stop = floor.monitor.watchChat('last', () => {
        stop();
        resolve();
      });
    });
    const last = aChat({ id: 'last', requester: { id: 'x', name: 'Last' }, version: performance.now() });
    floor.backend.control.injectBatch('chats', { upserts: [...upserts, last], removes, at: Date.now() });
    await published;
    await nextFrame();
  }

  /** `more` may be no part of a chat. */
  function named(id: string, name: string, more: object = {}): object {
    return { ...aChat({ id, requester: { id: `r-${id}`, name } }), ...more };
  }

  it('shows a chat that has nothing but what it must have', async () => {
    await deliver([named('bare', 'Bare')]);
    expect(grid.text('Bare', 'agent')).to.equal('–');
    expect(grid.text('Bare', 'queue')).to.equal('–');
    expect(grid.text('Bare', 'sessionTime')).to.equal('–');
    expect(grid.cell('Bare', 'assist').querySelector('button:not([hidden])')).not.to.exist;
    expect(textOf(grid.row('Bare'))).not.to.match(/undefined|null/);
  });

  it('sets aside what is no chat, and shows the others of the batch', async () => {
    await deliver([
      null,
      named('nan', 'Nan', { openedAt: Number.NaN }),
      named('beyond', 'Beyond', { waitingSince: 1e300 }),
      named('number', '', { requester: { id: 'r', name: 7 } }),
      named('good', 'Good'),
    ]);
    expect(grid.names).to.have.members(['Rita', 'Rolf', 'Last', 'Good']);
    await waitUntil(() => grid.facts.includes('4 records could not be shown'));
  });

  it('shows a chat once that one batch brings several times, as it came last', async () => {
    await deliver([named('twin', 'First'), named('twin', 'Second'), named('twin', 'Third')]);
    expect(grid.names).to.have.members(['Rita', 'Rolf', 'Last', 'Third']);
    expect(grid.facts).to.equal('4 chats');
  });

  it('survives removes of nobody, and a chat that comes back after it left, or in the same batch', async () => {
    await deliver([named('back', 'Back')], ['nobody', 'nobody', '']);
    await deliver([], ['back', 'back', 'waiting']);
    expect(grid.names).to.have.members(['Rolf', 'Last']);
    await deliver([named('back', 'Back again')], ['back']);
    expect(grid.names).to.have.members(['Rolf', 'Last', 'Back again']);
    for (const row of grid.rows) expect(row.ariaDisabled).to.be.null;
  });

  it('touches a row once a frame for ten thousand changes of its chat in one batch', async () => {
    await deliver([named('busy', 'Change 0')]);
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(grid.cell('Change 0', 'requester').querySelector('bdi')!, { characterData: true, subtree: true });
    await deliver(Array.from({ length: 10_000 }, (_, index) => named('busy', `Change ${index + 1}`)));
    observer.disconnect();
    expect(grid.names).to.include('Change 10000');
    // The batch comes in parts, with a breath after each thousand.
    expect(changes).to.have.lengthOf.within(1, 10);
  });

  it('takes no text whole that is far too long, in the tip neither', async () => {
    const long = (what: string): string => `${what} ${'😀'.repeat(50_000)}`;
    const by = { id: 'b', name: long('By') };
    await deliver([
      named('long', long('Name'), {
        issue: long('Issue'),
        status: 'transferred',
        waitingSince: undefined,
        handledSince: Date.now(),
        assignee: { id: 'a', name: long('Agent') },
        company: { id: 'acme', name: long('Company') },
        queue: { id: 'vpn', name: long('Queue') },
        assist: { id: 'h', by, at: Date.now(), message: long('Help'), claimedBy: by },
      }),
    ]);
    const row = grid.rows.find((each) => textOf(each).startsWith('Name'))!;
    for (const cell of row.querySelectorAll('.cell')) {
      expect(cell.textContent.length, cell.className).to.be.below(1100);
      for (const button of cell.querySelectorAll('button')) expect(button.ariaLabel!.length).to.be.below(600);
    }
    const name = row.querySelector('bdi.requester')!.textContent;
    expect(name).to.match(/^Name (😀)+…$/u);
    expect(name.length).to.be.within(499, 501);
    expect(row.getBoundingClientRect().height).to.equal(grid.rows[1]!.getBoundingClientRect().height);
    row.querySelector<HTMLElement>('.cell.requester')!.focus();
    expect(grid.tip).to.match(/^Name/);
    expect(grid.tip.length).to.be.below(1100);
  });

  it('keeps each name to itself where directions meet in a row', async () => {
    await deliver([
      named('mixed', 'دعم عاجل (urgent)', {
        issue: 'VPN ‮broken',
        status: 'transferred',
        waitingSince: undefined,
        handledSince: Date.now(),
        assignee: { id: 'a', name: 'דנה' },
        company: { id: 'acme', name: 'Acme (חיפה)' },
      }),
    ]);
    const row = grid.rows.find((each) => textOf(each).startsWith('دعم'))!;
    const [name, issue] = row.querySelectorAll<HTMLElement>('.requester bdi');
    expect(getComputedStyle(name!).direction).to.equal('rtl');
    expect(name!.getBoundingClientRect().right).to.be.at.most(issue!.getBoundingClientRect().left + 1);
    expect(textOf(row.querySelector('.cell.status'))).to.equal('Transferred to \u2068דנה\u2069');
    for (const bdi of row.querySelectorAll('bdi')) expect(getComputedStyle(bdi).unicodeBidi).to.equal('isolate');
    expect(row.querySelector('.more')!.ariaLabel).to.equal('Actions for \u2068دعم عاجل (urgent)\u2069');
  });

  it('shows times that cannot be, and moves no column for them', async () => {
    const handled = { status: 'assigned', waitingSince: undefined, assignee: { id: 'a', name: 'A' } } as const;
    await deliver([
      named('dawn', 'Dawn', { openedAt: -8.64e15, waitingSince: -8.64e15 }),
      named('future', 'Future', { openedAt: 8.64e15, waitingSince: 8.64e15 }),
      named('back', 'Backwards', { ...handled, openedAt: 8.64e15, handledSince: -8.64e15 }),
      named('still', 'Still', { ...handled, openedAt: Date.now() }),
    ]);
    expect(grid.text('Dawn', 'queueTime')).to.match(/^[\d,]+:\d\d:\d\d$/);
    expect(grid.text('Future', 'queueTime')).to.equal('0:00');
    expect(grid.text('Backwards', 'queueTime')).to.equal('0:00');
    expect(grid.text('Still', 'queueTime')).to.equal('–');
    const left = (name: string): number => grid.cell(name, 'sessionTime').getBoundingClientRect().left;
    for (const name of grid.names) {
      expect(left(name)).to.equal(left('Dawn'));
      expect(textOf(grid.row(name))).not.to.match(/NaN|Infinity|undefined/);
    }
    expect(grid.viewport.scrollWidth).to.equal(grid.viewport.clientWidth);
  });
});
