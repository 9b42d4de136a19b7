import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { keptSort, nextSort, type GridSort } from '../../../src/elements/chat-monitor-grid/sort.js';
import { columns } from '../../../src/elements/chat-monitor-grid/columns.js';
import type { GridSortChangeEvent } from '../../../src/elements/shared/events/grid-sort-change-event.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

const urgent = ['Hugo Help', 'Lara Late', 'Sol Soon', 'Fred Fresh', 'Hana Handled'];

describe('chat-monitor-grid: sort', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  beforeEach(async () => {
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(5);
  });

  afterEach(() => floor.disconnect());

  const button = (column: string): HTMLButtonElement => grid.header(column).querySelector('button')!;

  async function clickWithShift(column: string): Promise<void> {
    await sendKeys({ down: 'Shift' });
    await clickOn(button(column));
    await sendKeys({ up: 'Shift' });
    await grid.element.updateComplete;
  }

  it('sorts by one column, and among its equals by a second one, with their numbers in the headers', async () => {
    await clickOn(button('status'));
    expect(grid.names).to.deep.equal(urgent.toSorted((a, b) => Number(isHandled(a)) - Number(isHandled(b))));
    expect(grid.order('status')).to.equal('');
    await clickWithShift('requester');
    expect(grid.names).to.deep.equal(['Fred Fresh', 'Lara Late', 'Sol Soon', 'Hana Handled', 'Hugo Help']);
    expect(grid.order('status')).to.equal('1');
    expect(grid.order('requester')).to.equal('2');
    await expect(grid.element).to.be.accessible();
  });

  it('tells screen readers the order of the columns: one header has aria-sort, the others say it', async () => {
    await clickOn(button('status'));
    await clickWithShift('queueTime');
    expect(grid.header('status').ariaSort).to.equal('ascending');
    expect(grid.header('queueTime').ariaSort).to.be.null;
    expect(grid.headerName('status')).to.equal('Status, order 1');
    expect(grid.headerName('queueTime')).to.equal('Queue time, descending, order 2');
    expect(grid.announced).to.equal('Order: Status, ascending; Queue time, descending');
  });

  it('turns a further column with the second Shift and press, and leaves it out with the third', async () => {
    await clickOn(button('status'));
    button('requester').focus();
    const names = [];
    for (let times = 0; times < 3; times += 1) {
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Enter' });
      await sendKeys({ up: 'Shift' });
      await grid.element.updateComplete;
      names.push(grid.names[0]);
    }
    expect(names).to.deep.equal(['Fred Fresh', 'Sol Soon', 'Lara Late']);
    expect(grid.headerName('status')).to.equal('Status');
  });

  it('goes back to one column with a press alone', async () => {
    await clickOn(button('status'));
    await clickWithShift('requester');
    await clickOn(button('requester'));
    await waitUntil(() => grid.header('requester').ariaSort === 'ascending');
    expect(grid.headerName('status')).to.equal('Status');
    expect(grid.names[0]).to.equal('Fred Fresh');
  });

  it('tells the page what the viewer chose', async () => {
    const told: GridSort[] = [];
    floor.root.addEventListener('grid-sort-change', ({ detail }: GridSortChangeEvent) => told.push(detail.sort));
    await clickOn(button('queueTime'));
    await clickWithShift('status');
    floor.monitor.preferences.set('grid.sort', { column: 'agent', descending: true });
    expect(told).to.deep.equal([
      [{ column: 'queueTime', descending: true }],
      [
        { column: 'queueTime', descending: true },
        { column: 'status', descending: false },
      ],
    ]);
  });

  it('reads a sort of one column as it was kept before', async () => {
    floor.monitor.preferences.set('grid.sort', { column: 'requester', descending: true });
    await waitUntil(() => grid.header('requester').ariaSort === 'descending');
    expect(grid.names[0]).to.equal('Sol Soon');
  });

  it('has its choices in a list where there are no headers, the present one among them', async () => {
    await clickOn(button('status'));
    await clickWithShift('requester');
    floor.root.style.width = '500px';
    await waitUntil(() => grid.sortSelect.checkVisibility());
    expect(grid.sortSelect.selectedOptions[0]!.text).to.equal('Status, ascending; Requester and issue, ascending');
    grid.sortSelect.selectedIndex = 0;
    grid.sortSelect.dispatchEvent(new Event('change'));
    await grid.element.updateComplete;
    expect(grid.names).to.deep.equal(urgent);
    expect(grid.sortSelect.selectedOptions[0]!.text).to.equal('Most urgent first');
    expect(grid.sortSelect.options).to.have.length(8);
  });

  it('is not by a column that is hidden, as long as it is', async () => {
    await clickOn(button('requester'));
    await clickWithShift('agent');
    await clickOn(button('agent'));
    expect(grid.names).not.to.deep.equal(urgent);
    floor.monitor.preferences.set('grid.columns', { order: ['agent'], hidden: ['agent'] });
    await grid.element.updateComplete;
    expect(grid.names).to.deep.equal(urgent);
    expect([...grid.sortSelect.options].map(({ text }) => text)).not.to.include('Agent, ascending');
    floor.monitor.preferences.set('grid.columns', undefined);
    await waitUntil(() => grid.header('agent')?.ariaSort === 'ascending');
  });

  describe('of the page', () => {
    it('stands in place of urgency, which decides among equals', async () => {
      grid.element.sortKey = ({ requester }) => (requester.name.startsWith('F') ? 0 : 1);
      await grid.element.updateComplete;
      expect(grid.names).to.deep.equal(['Fred Fresh', 'Hugo Help', 'Lara Late', 'Sol Soon', 'Hana Handled']);
      await clickOn(button('status'));
      expect(grid.names).to.deep.equal(['Fred Fresh', 'Lara Late', 'Sol Soon', 'Hugo Help', 'Hana Handled']);
      grid.element.sortKey = undefined;
      await clickOn(button('status'));
      await clickOn(button('status'));
      expect(grid.names).to.deep.equal(urgent);
    });

    it('is there from the first row', async () => {
      const other = await pageFloor(
        html`<chat-monitor-grid .sortKey=${({ requester }: { requester: { name: string } }) => requester.name}>
        </chat-monitor-grid>`,
        { backend: floor.backend },
      );
      const sorted = new GridHarness(other.root.querySelector('chat-monitor-grid')!);
      await sorted.ready(5);
      expect(sorted.names).to.deep.equal(urgent.toSorted());
      other.disconnect();
    });

    it('may fail: chats without a key come last, and the page hears of what was thrown', async () => {
      const thrown: unknown[] = [];
      const { onerror } = window;
      window.onerror = (_event, _source, _line, _column, error) => void thrown.push(error);
      const broken = new Error('no score');
      grid.element.sortKey = ({ id }) => {
        if (id === 'help') throw broken;
        return id === 'late' ? NaN : 1;
      };
      await grid.element.updateComplete;
      expect(grid.names).to.deep.equal(['Sol Soon', 'Fred Fresh', 'Hana Handled', 'Hugo Help', 'Lara Late']);
      floor.backend.control.open({ requester: { id: 'n', name: 'Nina New' }, issue: 'Hi', companyId: 'acme' });
      await waitUntil(() => grid.names.length === 6);
      expect(grid.names.slice(4)).to.deep.equal(['Hugo Help', 'Lara Late']);
      await nextFrame();
      window.onerror = onerror;
      expect(thrown).to.deep.equal([broken]);
    });
  });
});

function isHandled(name: string): boolean {
  return name === 'Hugo Help' || name === 'Hana Handled';
}

describe('a sort of the grid', () => {
  const status = { column: 'status', descending: false } as const;
  const agent = { column: 'agent', descending: true } as const;
  const column = (key: string) => columns.find((each) => each.key === key)!;

  it('is what makes sense of what was kept', () => {
    expect(keptSort([status, agent])).to.deep.equal([status, agent]);
    expect(keptSort(agent)).to.deep.equal([agent]);
    for (const nonsense of [undefined, null, 'agent', 7, [], [[status]], {}, { column: 'agent' }]) {
      expect(keptSort(nonsense), JSON.stringify(nonsense)).to.deep.equal([]);
    }
    const mixed = [null, { column: 'actions', descending: true }, status, { ...status, descending: true }, agent];
    expect(keptSort(mixed)).to.deep.equal([status, agent]);
    expect(keptSort([{ ...status, more: 1 }])).to.deep.equal([status]);
  });

  it('begins with the longest time, and with the first name', () => {
    expect(nextSort([], column('queueTime'), false)).to.deep.equal([{ column: 'queueTime', descending: true }]);
    expect(nextSort([], column('agent'), true)).to.deep.equal([{ column: 'agent', descending: false }]);
  });

  it('keeps the place of a column that is turned', () => {
    const turned = [{ ...status, descending: true }, agent];
    expect(nextSort([status, agent], column('status'), true)).to.deep.equal(turned);
    expect(nextSort(turned, column('status'), true)).to.deep.equal([agent]);
  });
});
