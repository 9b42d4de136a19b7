import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { Chat } from '../../../src/contract/index.js';
import '../../../src/define/chat-monitor-grid.js';
import type { ChatView } from '../../../src/monitor/view/chat-view.js';
import { press } from '../../harness/keys.js';
import { clickOn, focused, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { aChat } from '../../harness/records.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

/** A view of so many chats that are made when somebody looks at them. */
function viewOf(length: number): ChatView {
  const at = (index: number): Chat | undefined =>
    index >= 0 && index < length
      ? aChat({ id: `c${index}`, requester: { id: 'r', name: `Person ${index}` } })
      : undefined;
  const view: Partial<ChatView> = {
    length,
    total: length,
    waiting: 0,
    at,
    indexOf: (id) => (/^c\d+$/.test(id) ? Number(id.slice(1)) : -1),
    isGhost: () => false,
    subscribe: () => () => {},
    setSort: () => {},
    hold: () => () => {},
    dispose: () => {},
  };
  return view as ChatView;
}

describe('chat-monitor-grid: very many rows', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  async function open(length: number): Promise<void> {
    floor = await pageFloor(html`<section></section>`);
    floor.monitor.createView = () => viewOf(length);
    const element = document.createElement('chat-monitor-grid');
    floor.root.append(element);
    grid = new GridHarness(element);
    await grid.ready();
  }

  afterEach(() => floor.disconnect());

  it('scrolls through a million to the last one', async () => {
    await open(1_000_000);
    await grid.scrollTo(1e9);
    const last = grid.row('Person 999999');
    expect(grid.indexOf(last)).to.equal(1_000_001);
    expect(grid.isInSight(last)).to.be.true;
    expect(last.getBoundingClientRect().bottom).to.be.closeTo(grid.viewport.getBoundingClientRect().bottom, 1);
    await grid.scrollTo(0);
    expect(grid.isInSight(grid.row('Person 0'))).to.be.true;
    const middle = grid.viewport.scrollHeight / 2;
    await grid.scrollTo(middle);
    const inSight = grid.rows.filter((row) => grid.isInSight(row));
    expect(inSight.length).to.be.within(11, 12);
    expect(grid.indexOf(inSight[0]!)).to.be.closeTo(500_000, 20);
  });

  it('leads by keys to the last of a million, and on from there row by row', async () => {
    await open(1_000_000);
    grid.cell('Person 0', 'status').focus();
    await press('Control+End');
    expect(grid.focusedCell).to.equal('status of Person 999999');
    expect(grid.isInSight(grid.row('Person 999999'))).to.be.true;
    await press('ArrowDown', 'PageDown', 'ArrowUp');
    expect(grid.focusedCell).to.equal('status of Person 999998');
    await press('PageUp', 'ArrowUp');
    expect(grid.isInSight(focused()!.closest('.row')!)).to.be.true;
    expect(grid.rows.length).to.be.below(40);
    const tops = grid.rows.map((row) => Math.round(row.getBoundingClientRect().top));
    expect(tops.slice(1).map((top, index) => top - tops[index]!)).to.deep.equal(tops.slice(1).map(() => 36));
    await press('Control+Home');
    expect(grid.isInSight(grid.row('Person 0'))).to.be.true;
  });

  it('selects a hundred thousand without touching more than the rows in the page', async () => {
    await open(100_000);
    await clickOn(grid.cell('Person 3', 'status'));
    await press('Shift+ArrowDown');
    await waitUntil(() => grid.selectedNames.length === 2);
    const touched: MutationRecord[] = [];
    const observer = new MutationObserver((records) => touched.push(...records));
    observer.observe(grid.viewport, { attributes: true, attributeFilter: ['aria-selected'], subtree: true });
    await press('Control+a');
    expect(grid.element.selected).to.have.length(100_000);
    await nextFrame();
    observer.disconnect();
    expect(touched.length).to.equal(grid.rows.length - 2);
    expect(grid.selection).to.equal('100,000 selected');
    await press('Control+End', 'Control+Space');
    expect(grid.element.selected).to.have.length(99_999);
    expect(grid.row('Person 99999').ariaSelected).to.equal('false');
    await press('Control+Shift+Home');
    expect(grid.element.selected).to.have.length(100_000);
    await press('Escape');
    expect(grid.element.selected).to.be.empty;
  });
});
