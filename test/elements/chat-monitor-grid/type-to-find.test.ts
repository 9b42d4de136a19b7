import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { TypeToFind, type FoundRows } from '../../../src/elements/chat-monitor-grid/type-to-find.js';
import { floorSeed } from '../../harness/floor.js';
import { press } from '../../harness/keys.js';
import { pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { aChat } from '../../harness/records.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

/** Rows of these names; one that begins with `†` has left. */
function rowsOf(...names: string[]): FoundRows {
  const chats = names.map((name, index) =>
    aChat({ id: `id${index}`, requester: { id: 'r', name: name.slice(+gone(name)) } }),
  );
  return {
    length: names.length,
    at: (index) => chats[index],
    isGhost: (id) => gone(names[Number(id.slice(2))]!),
  };
}

function gone(name: string): boolean {
  return name.startsWith('†');
}

/** Types into rows, and gives the index after each key. `at`: ms between them. */
function typing(rows: FoundRows, active = 0, at = 10): (...keys: string[]) => number[] {
  const found = new TypeToFind();
  let now = 10_000;
  return (...keys) =>
    keys.map((key) => {
      now += at;
      const event = new KeyboardEvent('keydown', { key });
      Object.defineProperty(event, 'timeStamp', { value: now });
      if (!found.take(event)) return NaN;
      const index = found.find(rows, active);
      if (index >= 0) active = index;
      return index;
    });
}

describe('TypeToFind', () => {
  const names = ['Ann', 'Bea', 'Bert', 'Berta', 'Carl'];

  it('goes on to what begins with more and more letters', () => {
    expect(typing(rowsOf(...names))('b', 'e', 'r', 't', 'a')).to.deep.equal([1, 1, 2, 2, 3]);
  });

  it('goes to the next one with the same letter again, and around', () => {
    expect(typing(rowsOf(...names))('b', 'b', 'b', 'b')).to.deep.equal([1, 2, 3, 1]);
    expect(typing(rowsOf(...names), 4)('c', 'c', 'a')).to.deep.equal([4, 4, -1]);
  });

  it('begins anew after a second', () => {
    expect(typing(rowsOf(...names), 0, 999)('b', 'e', 'c')).to.deep.equal([1, 1, -1]);
    expect(typing(rowsOf(...names), 0, 1000)('b', 'b', 'c')).to.deep.equal([1, 2, 4]);
  });

  it('takes a letter back', () => {
    const type = typing(rowsOf(...names));
    expect(type('b', 'x', 'Backspace', 'e', 'Backspace', 'Backspace')).to.deep.equal([1, -1, 1, 1, 1, 1]);
    expect(type('Backspace')).to.deep.equal([NaN]);
  });

  it('takes a space only within a text, and no key that types nothing', () => {
    expect(typing(rowsOf('Jo Ann', 'Jo Bea'))(' ', 'j', 'o', ' ', 'b')).to.deep.equal([NaN, 1, 1, 1, 1]);
    expect(typing(rowsOf(...names))('Enter', 'F1', 'ArrowDown', 'Dead', 'Process')).to.deep.equal(Array(5).fill(NaN));
    const held = (init: KeyboardEventInit): boolean => new TypeToFind().take(new KeyboardEvent('keydown', init));
    expect(held({ key: 'b', ctrlKey: true })).to.be.false;
    expect(held({ key: 'b', altKey: true })).to.be.false;
    expect(held({ key: 'b', isComposing: true })).to.be.false;
    expect(held({ key: 'ł', ctrlKey: true, altKey: true, modifierAltGraph: true })).to.be.true;
    expect(held({ key: 'B', shiftKey: true })).to.be.true;
  });

  it('makes no difference between cases and accents, in any script', () => {
    const rows = rowsOf('Ana', 'Émile', 'ÇAĞLA', 'Ωmega', '김철수', 'نور', '😀 Smile');
    for (const [index, text] of [
      [1, 'em'],
      [1, 'É'],
      [2, 'cagl'],
      [3, 'ω'],
      [4, '김철'],
      [5, 'نو'],
      [6, '😀 s'],
    ] as const) {
      expect(typing(rows)(...text).at(-1), text).to.equal(index);
    }
  });

  it('finds by id what it finds by no name, and no chat that has left', () => {
    expect(typing(rowsOf('Ann', 'Bea', 'Ida'))('i')).to.deep.equal([2]);
    expect(typing(rowsOf('Ann', 'Bea', 'Carl'))('i', 'd', '2')).to.deep.equal([1, 1, 2]);
    expect(typing(rowsOf('Ann', '†Bea', 'Bert'))('b')).to.deep.equal([2]);
    expect(typing(rowsOf('', ''))('x')).to.deep.equal([-1]);
    expect(typing(rowsOf())('x')).to.deep.equal([-1]);
  });

  it('stops at the first one, and makes nothing of the others', () => {
    let asked = 0;
    const rows = rowsOf(...Array.from({ length: 1000 }, (_, index) => (index === 20 ? 'Zoe' : 'Ann')));
    const counted: FoundRows = { ...rows, at: (index) => (asked++, rows.at(index)) };
    expect(typing(counted)('z')).to.deep.equal([20]);
    expect(asked).to.equal(20);
  });

  it('tells a hundred thousand names by their first letter, and makes nothing of the rest', () => {
    const chats = Array.from({ length: 100_000 }, (_, index) =>
      aChat({ id: `c${index}`, requester: { id: 'r', name: `${['Ana', 'Émile', 'Zoë'][index % 3]} ${index}` } }),
    );
    const rows: FoundRows = { length: chats.length, at: (index) => chats[index], isGhost: () => false };
    const { normalize } = String.prototype;
    let folded = 0;
    String.prototype.normalize = function (this: string, form?: string) {
      folded += 1;
      return normalize.call(this, form);
    };
    try {
      expect(typing(rows)('q', 'q', 'q', 'q', 'q')).to.deep.equal([-1, -1, -1, -1, -1]);
    } finally {
      String.prototype.normalize = normalize;
    }
    // What is typed, and each letter that a name or an id begins with, once.
    expect(folded).to.be.below(12);
  });
});

describe('chat-monitor-grid: typing to find', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  beforeEach(async () => {
    const names = ['Jo Park', 'Jo Ann', 'Lara', 'Émile'];
    const chats = names.map((name, index) => ({
      id: `chat-${index}`,
      requester: { id: `r${index}`, name },
      issue: 'Help',
      companyId: 'acme',
      openedAt: Date.now() - 60_000 + index,
      waitingSince: Date.now() - 60_000 + index,
    }));
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: { ...floorSeed, chats } });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(4);
    grid.cell('Jo Park', 'actions').querySelector('button')!.focus();
  });

  afterEach(() => floor.disconnect());

  const goesTo = (cell: string): Promise<void> => waitUntil(() => grid.focusedCell === cell, `should be at ${cell}`);

  it('moves the focus in its column, and the first letters are not lost while the part is loaded', async () => {
    await sendKeys({ type: 'em' });
    await goesTo('actions of Émile');
  });

  it('types spaces, also on a button, and opens nothing by them', async () => {
    await sendKeys({ type: 'jo a' });
    await goesTo('actions of Jo Ann');
    expect(grid.menu.matches(':popover-open')).to.be.false;
  });

  it('says once that there is nobody of that name', async () => {
    await press('x', 'y');
    await waitUntil(() => grid.announced === 'No chat begins with “x”');
    await press('z');
    expect(grid.announced).to.equal('No chat begins with “x”');
    expect(grid.focusedCell).to.equal('actions of Jo Park');
  });

  it('is for the rows only, also where none can be selected', async () => {
    grid.element.selection = 'none';
    await press('l');
    await goesTo('actions of Lara');
    grid.header('status').querySelector('button')!.focus();
    await press('j');
    expect(grid.focusedCell).to.equal('status of header');
    grid.search.focus();
    await press('j');
    expect(grid.search.value).to.equal('j');
  });
});
