import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { replace } from '../../harness/replace.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

describe('chat-monitor-grid: departures', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  beforeEach(async () => {
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(5);
    await grid.element.updateComplete;
  });

  afterEach(async () => {
    floor.disconnect();
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  const leaving = (): HTMLElement[] => [
    ...grid.element.shadowRoot!.querySelectorAll<HTMLElement>('.content > .leaving'),
  ];
  const closeChat = (id: string): void => floor.backend.control.end(id);

  it('shows for a moment that a chat has left, where it stood, and to nobody who hears', async () => {
    const { top } = grid.row('Lara Late').getBoundingClientRect();
    closeChat('late');
    await waitUntil(() => leaving().length === 1);
    const [row] = leaving();
    expect(row!.textContent).to.include('Lara Late');
    expect(row!.ariaHidden).to.equal('true');
    expect(row!.getBoundingClientRect().top).to.equal(top);
    expect(grid.names).to.deep.equal(['Hugo Help', 'Sol Soon', 'Fred Fresh', 'Hana Handled']);
    expect(grid.row('Sol Soon').getBoundingClientRect().top).to.equal(top);
    await waitUntil(() => leaving().length === 0);
    expect(row!.isConnected).to.equal(false);
  });

  it('takes the clicks that were meant for the chat that left', async () => {
    const button = grid.cell('Lara Late', 'actions').querySelector('button')!;
    closeChat('late');
    await waitUntil(() => leaving().length === 1);
    for (const animation of leaving()[0]!.getAnimations()) animation.pause();
    await clickOn(button);
    expect(grid.menu.matches(':popover-open')).to.equal(false);
    expect(grid.selectedNames).to.deep.equal([]);
  });

  it('leaves the focus where it is, also when the row is clicked that goes', async () => {
    grid.cell('Fred Fresh', 'requester').focus();
    const button = grid.cell('Lara Late', 'actions').querySelector('button')!;
    closeChat('late');
    await waitUntil(() => leaving().length === 1);
    for (const animation of leaving()[0]!.getAnimations()) animation.pause();
    await clickOn(button);
    expect(grid.focusedCell).to.equal('requester of Fred Fresh');
  });

  it('lets nothing shine through, also where the row was selected', async () => {
    grid.element.selected = ['late'];
    await waitUntil(() => grid.selectedNames.length === 1);
    closeChat('late');
    await waitUntil(() => leaving().length === 1);
    const [row] = leaving();
    expect(row!.ariaSelected).to.equal(null);
    const ground = getComputedStyle(row!).backgroundImage.split('linear-gradient').at(-1);
    expect(ground, 'a colour without alpha').to.match(/^\([^/]+$/);
  });

  it('gives the row to another chat later', async () => {
    const row = grid.row('Lara Late');
    closeChat('late');
    await waitUntil(() => leaving().length === 1);
    await waitUntil(() => leaving().length === 0);
    floor.backend.control.open({ requester: { id: 'n', name: 'Nina New' }, issue: 'Hi', companyId: 'acme' });
    await waitUntil(() => grid.names.includes('Nina New'));
    expect(grid.row('Nina New') === row).to.equal(true);
    expect(row.ariaHidden).to.equal(null);
  });

  it('shows nothing to those who want no motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    closeChat('late');
    await waitUntil(() => grid.names.length === 4);
    expect(leaving()).to.deep.equal([]);
  });

  it('shows nothing in a hidden page, where nobody would see it in time', async () => {
    const hidden = replace(document, 'hidden', { value: true });
    closeChat('late');
    await waitUntil(() => grid.names.length === 4);
    expect(leaving()).to.deep.equal([]);
    hidden.restore();
  });

  it('shows nothing where many leave at once', async () => {
    for (const id of ['late', 'soon', 'fresh', 'handled', 'help']) closeChat(id);
    await waitUntil(() => grid.names.length === 0);
    await nextFrame();
    expect(leaving()).to.deep.equal([]);
  });

  it('shows nothing of a chat that is only filtered out', async () => {
    grid.search.focus();
    grid.search.value = 'hana';
    grid.search.dispatchEvent(new Event('input'));
    await waitUntil(() => grid.names.length === 1);
    expect(leaving()).to.deep.equal([]);
  });
});
