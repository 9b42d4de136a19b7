import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import type { ChatSelectionChangeEvent } from '../../../src/elements/shared/events/index.js';
import { hold, press } from '../../harness/keys.js';
import { clickOn, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed, variedSeed } from './seeds.js';

describe('chat-monitor-grid: selection', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let told: (readonly string[])[];

  async function open(seed = variedSeed()): Promise<void> {
    await sendMouse({ type: 'move', position: [1, 1] });
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    told = [];
    document.addEventListener('chat-selection-change', listener);
    await grid.ready();
  }

  afterEach(() => {
    document.removeEventListener('chat-selection-change', listener);
    floor.disconnect();
  });

  function listener({ detail, composed }: ChatSelectionChangeEvent): void {
    expect(composed).to.be.true;
    expect(detail.ids).to.be.frozen;
    told.push(detail.ids);
  }

  /** Clicks on a text of the row. */
  async function click(name: string, ...keys: string[]): Promise<void> {
    await hold(keys, () => clickOn(grid.cell(name, 'status')));
  }

  async function search(text: string): Promise<void> {
    grid.search.select();
    await press('Delete');
    if (text !== '') await sendKeys({ type: text });
  }

  /** Resolves when these rows, and no others, are shown as selected. */
  async function selects(...names: string[]): Promise<void> {
    const wanted = names.sort().join();
    const shown = (): string => grid.selectedNames.sort().join();
    await waitUntil(() => shown() === wanted, `should select ${wanted}`).catch((error: Error) => {
      throw new Error(`${error.message}, not ${shown()}`);
    });
  }

  it('tells a screen reader that rows can be selected, and which are', async () => {
    await open();
    expect(grid.element.shadowRoot!.querySelector('[role=grid]')!.getAttribute('aria-multiselectable')).to.equal(
      'true',
    );
    expect(grid.rows.map(({ ariaSelected }) => ariaSelected)).to.deep.equal(grid.rows.map(() => 'false'));
    await click('Sol Soon');
    await selects('Sol Soon');
    expect(grid.announced).to.equal('1 selected');
    await expect(grid.element).to.be.accessible();
  });

  it('is of the row that is clicked, of several with Ctrl, and of a range with Shift', async () => {
    await open();
    // Hugo Help, Lara Late, Sol Soon, Fred Fresh, Hana Handled
    await click('Lara Late');
    await selects('Lara Late');
    await click('Fred Fresh');
    await selects('Fred Fresh');
    await click('Hugo Help', 'Control');
    await selects('Fred Fresh', 'Hugo Help');
    await click('Fred Fresh', 'Control');
    await selects('Hugo Help');
    await click('Lara Late', 'Control');
    await click('Hana Handled', 'Shift');
    await selects('Lara Late', 'Sol Soon', 'Fred Fresh', 'Hana Handled');
    await click('Hugo Help', 'Shift');
    await selects('Hugo Help', 'Lara Late');
    expect(getSelection()!.toString()).to.equal('');
    expect(told).to.have.length(7);
    expect(told.at(-1)).to.have.members(['help', 'late']);
  });

  it('leaves the buttons of a row alone, and says nothing where nothing changes', async () => {
    await open();
    await click('Sol Soon');
    await selects('Sol Soon');
    await clickOn(grid.cell('Lara Late', 'actions').querySelector('button')!);
    await waitUntil(() => grid.menu.matches(':popover-open'));
    await sendKeys({ press: 'Escape' });
    await click('Sol Soon');
    await nextFrame();
    await selects('Sol Soon');
    expect(told).to.deep.equal([['soon']]);
  });

  it('is made by the keys of a grid', async () => {
    await open(longSeed(100));
    const names = (...numbers: number[]): string[] => numbers.map((n) => `Person ${String(n).padStart(5, '0')}`);
    const range = (from: number, to: number): string[] =>
      names(...Array.from({ length: to - from }, (_, i) => from + i));
    grid.cell('Person 00001', 'status').focus();
    await press('Shift+Space');
    await selects(...names(1));
    await press('ArrowDown', 'ArrowDown', 'Control+Space');
    await selects(...names(1, 3));
    await press('Control+Space');
    await selects(...names(1));
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    expect(grid.focusedCell).to.equal('status of Person 00005');
    await selects(...names(3, 4, 5));
    await press('Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp');
    await selects(...range(1, 4));
    await press('Shift+PageUp', 'Shift+ArrowUp');
    expect(grid.focusedCell).to.equal('status of Person 00000');
    await selects(...range(0, 4));
    await press('Shift+PageDown');
    await selects(...range(3, 12));
    await press('ArrowUp', 'Shift+ArrowUp');
    await selects(...names(9, 10));
    await press('Control+Shift+Home');
    await selects(...range(0, 11));
    await press('Control+Shift+End');
    expect(grid.element.selected).to.have.length(90);
    expect(grid.focusedCell).to.equal('status of Person 00099');
    await press('Control+a');
    expect(grid.element.selected).to.have.length(100);
    expect(grid.announced).to.equal('100 selected');
  });

  it('goes with Escape, which is the page’s own where nothing is selected', async () => {
    await open();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    await click('Sol Soon');
    await selects('Sol Soon');
    await press('Escape');
    await selects();
    expect(heard).not.to.include('Escape');
    await press('Escape');
    document.removeEventListener('keydown', hear);
    expect(heard).to.include('Escape');
    expect(told).to.deep.equal([['soon'], []]);
  });

  it('is told in the toolbar, and let go there', async () => {
    await open();
    await click('Sol Soon');
    await click('Hugo Help', 'Control');
    await waitUntil(() => grid.selection === '2 selected');
    expect(grid.clearButton!.ariaLabel).to.equal('Clear the selection');
    const { top } = grid.viewport.getBoundingClientRect();
    await clickOn(grid.clearButton!);
    await selects();
    expect(grid.clearButton).to.be.null;
    expect(grid.viewport.getBoundingClientRect().top).to.equal(top);
    expect(grid.focusedCell).to.equal('status of Hugo Help');
    expect(told.at(-1)).to.be.empty;
  });

  it('goes with its chats when rows move, out of sight and back', async () => {
    await open(longSeed(500));
    await click('Person 00001');
    await click('Person 00003', 'Control');
    await selects('Person 00001', 'Person 00003');
    await grid.scrollTo(400 * 36);
    expect(grid.selectedNames).to.deep.equal(['Person 00003'], 'the row with the focus stays in the page');
    expect(grid.element.selected).to.have.members(['c00001', 'c00003']);
    grid.header('requester').querySelector('button')!.click();
    grid.header('requester').querySelector('button')!.click();
    await grid.scrollTo(1e9);
    await selects('Person 00001', 'Person 00003');
    expect(told).to.have.length(2);
  });

  it('loses chats that leave, at once where their rows are held, and takes no ghost', async () => {
    await open();
    await click('Lara Late');
    await click('Sol Soon', 'Shift');
    await selects('Lara Late', 'Sol Soon');
    floor.backend.control.end('late');
    await waitUntil(() => grid.row('Lara Late').ariaDisabled === 'true');
    await selects('Sol Soon');
    expect(grid.row('Lara Late').ariaSelected).to.be.null;
    expect(told.at(-1)).to.deep.equal(['soon']);
    await click('Lara Late', 'Control');
    await press('Control+Space', 'Control+a');
    await waitUntil(() => grid.selection === '4 selected');
    expect(grid.element.selected).to.have.members(['help', 'soon', 'fresh', 'handled']);
  });

  it('is of what the search leaves', async () => {
    await open();
    await click('Hana Handled');
    await click('Sol Soon', 'Control');
    await search('sol');
    await waitUntil(() => grid.facts.startsWith('1 of 5 chats'));
    await selects('Sol Soon');
    expect(told.at(-1)).to.deep.equal(['soon']);
    await search('fresh');
    await selects();
    grid.cell('Fred Fresh', 'status').focus();
    await press('Control+a');
    await selects('Fred Fresh');
    await search('');
    await grid.ready(5);
    expect(grid.selectedNames).to.deep.equal(['Fred Fresh']);
  });

  it('stays when the element is moved', async () => {
    await open();
    await click('Sol Soon');
    await selects('Sol Soon');
    floor.root.append(document.createElement('p'), grid.element);
    await nextFrame();
    await nextFrame();
    await selects('Sol Soon');
    grid.element.remove();
    floor.backend.control.end('soon');
    await waitUntil(() => floor.monitor.chat('soon') === undefined);
    floor.root.append(grid.element);
    await waitUntil(() => told.length === 2);
    expect(told).to.deep.equal([['soon'], []]);
  });

  it('can be had and set by the page, which is told of none of that', async () => {
    await open();
    const { element } = grid;
    element.selected = ['soon', 'nobody', 'late'];
    expect(element.selected).to.have.members(['soon', 'late']);
    expect(element.selected).to.be.frozen;
    await selects('Lara Late', 'Sol Soon');
    await waitUntil(() => grid.selection === '2 selected');
    Object.assign(element, { selected: null });
    await selects();
    element.selected = ['help'];
    await selects('Hugo Help');
    expect(told).to.be.empty;
    floor.backend.control.end('help');
    await waitUntil(() => told.length > 0);
    expect(told).to.deep.equal([[]]);
  });

  it('takes what the page sets before there are rows', async () => {
    await open();
    const element = document.createElement('chat-monitor-grid');
    element.selected = ['soon', 'nobody'];
    grid.element.remove();
    floor.disconnect();
    floor = await pageFloor(html`${element}`, { seed: variedSeed() });
    grid = new GridHarness(element);
    await grid.ready(5);
    await selects('Sol Soon');
    await waitUntil(() => element.selected.length === 1);
    expect(element.selected).to.deep.equal(['soon']);
  });

  it('is switched off by an attribute', async () => {
    await open();
    await click('Sol Soon');
    await selects('Sol Soon');
    grid.element.setAttribute('selection', 'none');
    await grid.element.updateComplete;
    expect(grid.element.selected).to.be.empty;
    expect(grid.element.shadowRoot!.querySelector('[aria-multiselectable], [aria-selected]')).to.be.null;
    await click('Lara Late');
    await press('Shift+ArrowDown', 'Control+a');
    expect(grid.focusedCell).to.equal('status of Sol Soon');
    expect(grid.element.selected).to.be.empty;
    expect(getComputedStyle(grid.row('Sol Soon')).userSelect).to.equal('auto');
    expect(told).to.deep.equal([['soon']]);
  });

  it('is seen without colours, too', async () => {
    await open();
    const row = grid.row('Sol Soon');
    expect(getComputedStyle(row, '::before').content).to.equal('none');
    await click('Sol Soon');
    await selects('Sol Soon');
    const sign = getComputedStyle(row, '::before');
    expect([sign.content, sign.inlineSize]).to.deep.equal(['""', '3px']);
    expect(textOf(row)).to.contain('Sol Soon');
  });
});
