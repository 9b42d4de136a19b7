import { expect, html, waitUntil } from '@open-wc/testing';
import { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import { clickOn, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

/** The tag alone, without what its define file loads. */
customElements.define('chat-monitor-grid', ChatMonitorGrid);

describe('chat-monitor-grid: a menu that comes after the rows', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let arrive: () => Promise<void>;
  let fail: (error: Error) => void;

  beforeEach(async () => {
    ChatMonitorGrid.menuLoaded = new Promise<void>((resolve, reject) => {
      fail = reject;
      arrive = async () => {
        await import('../../../src/define/chat-actions.js');
        resolve();
      };
    });
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`);
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready();
  });

  afterEach(() => {
    floor.disconnect();
    ChatMonitorGrid.menuLoaded = undefined;
  });

  const more = (name: string): Element => grid.cell(name, 'actions').querySelector('.more')!;
  const toast = (): HTMLElement => grid.element.shadowRoot!.querySelector<HTMLElement>('.toast')!;
  const said = (): string => (toast().matches(':popover-open') ? textOf(toast().querySelector('.toast-text')) : '');

  it('says why nothing happens when the menu cannot be loaded', async () => {
    await clickOn(more(grid.names[0]!));
    fail(new Error('404'));
    await waitUntil(() => said() === 'The actions could not be loaded. Reload the page to act on chats.');
  });

  it('says that the menu is on its way, and opens it for the row of the last press', async () => {
    const [first, second] = grid.names;
    await clickOn(more(first!));
    await waitUntil(() => said() === 'The actions are still being loaded…');
    await clickOn(more(second!));
    await arrive();
    await waitUntil(() => grid.menu.matches(':popover-open'));
    expect(grid.menu.getAttribute('aria-label')).to.equal(`Actions for the chat with ${second}`);
    expect(more(second!).getAttribute('aria-expanded')).to.equal('true');
    expect(said()).to.equal('');
  });
});
