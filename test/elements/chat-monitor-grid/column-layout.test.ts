import { expect } from '@open-wc/testing';
import {
  columnLayout,
  namedColumns,
  setWidths,
  shownColumns,
} from '../../../src/elements/chat-monitor-grid/column-layout.js';
import { columns, type ColumnKey } from '../../../src/elements/chat-monitor-grid/columns.js';
import { rowStyles } from '../../../src/elements/chat-monitor-grid/rows.styles.js';
import { baseStyles } from '../../../src/elements/shared/styles/base.js';

const all = columns.map(({ key }) => key);
const movable = all.slice(1, -1);

describe('the layout of the columns', () => {
  it('is all of them, where neither page nor viewer say anything', () => {
    const layout = columnLayout(undefined, all);
    expect(layout).to.deep.equal({ order: all, hidden: [], widths: {} });
    expect(shownColumns(layout).map(({ key, place }) => [key, place])).to.deep.equal(
      all.map((key, at) => [key, at + 1]),
    );
  });

  it('begins with what the page names, and hides the others behind the column that they follow', () => {
    const { order, hidden } = columnLayout(undefined, ['queueTime', 'actions', 'requester', 'assist']);
    expect(order.filter((key) => !hidden.includes(key))).to.deep.equal(['assist', 'queueTime', 'requester', 'actions']);
    expect(order).to.deep.equal([
      'assist',
      'queueTime',
      'sessionTime',
      'requester',
      'status',
      'agent',
      'company',
      'queue',
      'actions',
    ]);
  });

  it('always has requester and actions', () => {
    const { order, hidden } = columnLayout({ order: all, hidden: all }, ['agent']);
    expect(order.filter((key) => !hidden.includes(key))).to.deep.equal(['requester', 'actions']);
    const shown = shownColumns(columnLayout(undefined, ['agent']));
    expect(shown.map(({ key }) => key)).to.deep.equal(['requester', 'agent', 'actions']);
  });

  it('is of the viewer, where they chose', () => {
    const kept = { order: [...all].reverse(), hidden: ['company'], widths: { agent: 120 } };
    const { order, hidden, widths } = columnLayout(kept, ['status']);
    expect(order).to.deep.equal(['assist', ...movable.toReversed(), 'actions']);
    expect(hidden).to.deep.equal(['company']);
    expect(widths).to.deep.equal({ agent: 120 });
  });

  it('is itself again when it was kept', () => {
    const layout = columnLayout({ order: ['queue', 'agent'], hidden: ['queue'], widths: { agent: 99 } }, ['agent']);
    expect(columnLayout(JSON.parse(JSON.stringify(layout)), all)).to.deep.equal(layout);
  });

  it('leaves out what makes no sense', () => {
    for (const nonsense of [null, 7, 'agent', [], { order: 'agent', hidden: { agent: true }, widths: 'wide' }]) {
      expect(columnLayout(nonsense, all), JSON.stringify(nonsense)).to.deep.equal(columnLayout(undefined, all));
    }
    const order = ['queue', 'region', 7, 'queue', null, ...all];
    const widths = { agent: NaN, queue: 3, status: '90', company: Infinity, region: 90, assist: 90, requester: 90 };
    expect(columnLayout({ order, hidden: ['region', 'agent'], widths }, all)).to.deep.equal({
      order: ['assist', 'queue', ...movable.filter((key) => key !== 'queue'), 'actions'],
      hidden: ['agent'],
      widths: { requester: 90 },
    });
  });

  it('has a column that is new since then: behind the one before it, if the page shows it', () => {
    const kept = { order: ['agent', 'requester', 'company', 'queue', 'queueTime', 'sessionTime'], hidden: ['queue'] };
    const { order, hidden } = columnLayout(kept, all);
    expect(order.slice(1, 5)).to.deep.equal(['agent', 'requester', 'status', 'company']);
    expect(hidden).to.deep.equal(['queue']);
    expect(columnLayout(kept, ['agent']).hidden).to.have.members(['assist', 'status', 'queue']);
  });
});

describe('the columns that a page names', () => {
  it('are told by spaces, and what is no column is told of', () => {
    const unknown: string[] = [];
    const named = namedColumns('  agent\nregion status ', (name) => unknown.push(name));
    expect(named).to.deep.equal(['agent', 'status']);
    expect(unknown).to.deep.equal(['region']);
  });

  it('are all, where there are none', () => {
    for (const names of [undefined, '', '   ', 'region']) {
      expect(
        namedColumns(names, () => {}),
        String(names),
      ).to.deep.equal(all);
    }
  });
});

describe('the widths of the columns', () => {
  const { adoptedStyleSheets } = document;
  before(() => {
    const sheets = [baseStyles, ...rowStyles].map(({ styleSheet }) => styleSheet!);
    document.adoptedStyleSheets = [...adoptedStyleSheets, ...sheets];
  });
  after(() => {
    document.adoptedStyleSheets = adoptedStyleSheets;
  });
  const widthsAt = (width: number, given: Partial<Record<ColumnKey, number>>, keys = all): number[] => {
    const grid = document.createElement('div');
    grid.className = 'row';
    setWidths(grid, given);
    grid.style.cssText += `; width: ${width}px; font-size: 10px; column-gap: 0`;
    for (const key of keys) grid.appendChild(document.createElement('div')).className = `cell ${key}`;
    document.body.append(grid);
    const widths = [...grid.children].map((cell) => Math.round(cell.getBoundingClientRect().width));
    grid.remove();
    return widths;
  };
  const sum = (widths: readonly number[]): number => widths.reduce((a, b) => a + b, 0);

  it('are as the viewer wants, and the others share what is left', () => {
    expect(widthsAt(1000, {})).to.deep.equal([38, 290, 141, 116, 99, 116, 76, 84, 40]);
    const [, requester, status, agent, , , queueTime] = widthsAt(1000, { status: 200, queueTime: 100 });
    expect([status, queueTime]).to.deep.equal([200, 100]);
    // Beside the room at their edges.
    expect((requester! - 8) / (agent! - 8)).to.be.closeTo(3.4 / 1.3, 0.05);
  });

  it('shrink in proportion where the grid is too narrow for them, and never make it wider', () => {
    const given = { status: 400, agent: 300, company: 90, queue: 90 };
    const widths = widthsAt(800, given);
    expect(sum(widths)).to.be.closeTo(800, 2);
    expect(widths.slice(1, 6)).to.deep.equal([56, 225, 169, 56, 56]);
    expect(
      sum(widthsAt(640, { requester: 4000, status: 4000, agent: 4000, company: 4000, queue: 4000 })),
    ).to.be.closeTo(640, 2);
  });

  it('divide the grid as they are to each other, where no column is left to share', () => {
    const given = { requester: 300, status: 100, agent: 100, company: 100, queue: 100 };
    const widths = widthsAt(38 + 40 + 160 + 1400, given);
    expect(widths.slice(1, 6)).to.deep.equal([600, 200, 200, 200, 200]);
    expect(widthsAt(600, { requester: 100 }, ['requester', 'actions'])).to.deep.equal([560, 40]);
  });
});
