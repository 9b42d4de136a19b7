import { expect } from '@open-wc/testing';
import { arrange, TreeOrder } from '../../../src/elements/chat-monitor-grid/tree-order.js';

describe('TreeOrder', () => {
  function setUp() {
    let arranged = 0;
    const order = new TreeOrder(() => {
      arranged += 1;
      return [];
    });
    return { order, arranged: () => arranged };
  }

  it('waits for three seconds in which nothing moves', () => {
    const { order, arranged } = setUp();
    order.moved(false);
    order.tick();
    order.tick();
    order.moved(false);
    for (let second = 0; second < 3; second += 1) order.tick();
    expect(arranged()).to.equal(0);
    order.tick();
    order.tick();
    expect(arranged()).to.equal(1);
  });

  it('waits ten seconds at most', () => {
    const { order, arranged } = setUp();
    for (let second = 0; second < 25; second += 1) {
      order.moved(false);
      order.tick();
    }
    expect(arranged()).to.equal(2);
  });

  it('does not wait while the rows have the focus', () => {
    const { order, arranged } = setUp();
    order.moved(true);
    expect(arranged()).to.equal(1);
    for (let second = 0; second < 5; second += 1) order.tick();
    expect(arranged()).to.equal(1);
  });
});

describe('arrange', () => {
  let parent: HTMLElement;
  let moved: string[];

  function setUp(names: string): void {
    parent = document.createElement('div');
    for (const name of names) {
      const row = parent.appendChild(document.createElement('button'));
      row.textContent = name;
    }
    document.body.append(parent);
  }

  afterEach(() => parent.remove());

  /** Also notes which elements were taken away. */
  function bring(names: string): string {
    const rows = [...parent.children] as HTMLElement[];
    const observer = new MutationObserver(() => {});
    observer.observe(parent, { childList: true });
    arrange([...names].map((name) => rows.find(({ textContent }) => textContent === name)!));
    moved = observer
      .takeRecords()
      .flatMap(({ removedNodes }) => [...removedNodes].map(({ textContent }) => textContent!));
    return [...parent.children].map(({ textContent }) => textContent).join('');
  }

  it('moves the one that came', () => {
    setUp('bcdefga');
    expect(bring('abcdefg')).to.equal('abcdefg');
    expect(moved).to.deep.equal(['a']);
  });

  it('moves the ones that go to the end, and no other', () => {
    setUp('xabycd');
    expect(bring('abcdxy')).to.equal('abcdxy');
    expect(moved.sort()).to.deep.equal(['x', 'y']);
  });

  it('leaves alone what is in order', () => {
    setUp('abc');
    expect(bring('abc')).to.equal('abc');
    expect(moved).to.deep.equal([]);
  });

  it('does not move the one with the focus, even where more others have to move', () => {
    setUp('bcdefa');
    (parent.lastElementChild as HTMLElement).focus();
    expect(bring('abcdef')).to.equal('abcdef');
    expect(document.activeElement?.textContent).to.equal('a');
    expect(moved).not.to.include('a');
  });

  it('brings any order into any other', () => {
    const names = 'abcdefgh';
    for (let seed = 1; seed < 200; seed += 1) {
      const shuffled = (factor: number): string =>
        [...names].sort((a, b) => ((a.charCodeAt(0) * factor) % 31) - ((b.charCodeAt(0) * factor) % 31)).join('');
      setUp(shuffled(seed));
      (parent.children[seed % 8] as HTMLElement).focus();
      const focused = document.activeElement;
      const wanted = shuffled(seed * 7 + 3);
      expect(bring(wanted)).to.equal(wanted);
      expect(document.activeElement).to.equal(focused);
      parent.remove();
    }
  });
});
