import { expect } from '@open-wc/testing';
import { RowWindow } from '../../../src/elements/chat-monitor-grid/row-window.js';

function windowOf(count: number, scrollTop = 0): RowWindow {
  return Object.assign(new RowWindow(), { count, rowHeight: 36, viewportHeight: 720, scrollTop });
}

describe('RowWindow', () => {
  it('covers what is in sight and a little more', () => {
    const { first, end } = windowOf(1000, 3600).range();
    expect(first).to.be.within(90, 100);
    expect(end).to.be.within(120, 130);
  });

  it('covers more of where a scroll goes, the faster the more', () => {
    const after = (...travels: readonly number[]): { first: number; end: number } => {
      const from = 3600 - travels.reduce((sum, travel) => sum + travel, 0);
      const window = windowOf(10_000, from);
      for (const travel of travels) window.moveTo(window.scrollTop + travel);
      return window.range();
    };
    const rest = windowOf(10_000, 3600).range();
    expect(after(90)).to.deep.equal({ first: rest.first, end: rest.end + 10 });
    expect(after(-72)).to.deep.equal({ first: rest.first - 8, end: rest.end });
    expect(after(3000)).to.deep.equal({ first: rest.first, end: rest.end + 16 });
    // A slower frame takes nothing away, another direction does.
    expect(after(90, 18)).to.deep.equal(after(90));
    expect(after(90, -18)).to.deep.equal({ first: rest.first - 2, end: rest.end });
  });

  it('covers what is in sight and little more after a rest', () => {
    const window = windowOf(10_000, 3510);
    window.moveTo(3600);
    window.rest();
    expect(window.range()).to.deep.equal(windowOf(10_000, 3600).range());
  });

  it('stays within the rows when the position lies beyond them', () => {
    expect(windowOf(10, -500).range()).to.deep.equal({ first: 0, end: 10 });
    expect(windowOf(100, 1e9).range().end).to.equal(100);
    expect(windowOf(0).range()).to.deep.equal({ first: 0, end: 0 });
  });

  it('is empty without height', () => {
    expect(Object.assign(windowOf(100), { viewportHeight: 0 }).range()).to.deep.equal({ first: 0, end: 0 });
  });

  it('scales the position where the content would be higher than engines allow, and still reaches every row', () => {
    const count = 10_000_000;
    const rows = windowOf(count);
    expect(rows.contentHeight).to.be.below(17_000_000);
    for (const index of [0, 1, 4_999_999, count - 1]) {
      rows.scrollTop = rows.scrollTopFor(index);
      const { first, end } = rows.range();
      expect(index, String(index)).to.be.within(first, end - 1);
      const offset = rows.offsetOf(index) - rows.scrollTop;
      expect(offset, String(index)).to.be.within(-0.5, 720 - 36 + 0.5);
    }
  });

  it('scrolls no further than needed', () => {
    const rows = windowOf(1000, 3600);
    expect(rows.scrollTopFor(105)).to.equal(3600);
    expect(rows.scrollTopFor(99)).to.equal(99 * 36);
    expect(rows.scrollTopFor(120)).to.equal(121 * 36 - 720);
  });
});
