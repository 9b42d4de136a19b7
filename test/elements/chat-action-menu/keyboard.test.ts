import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../src/define/chat-action-menu.js';
import { clickOn, focused, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { MenuHarness } from './chat-action-menu.harness.js';

describe('chat-action-menu: keyboard and focus', () => {
  let floor: PageFloor;
  let menu: MenuHarness;

  beforeEach(async () => {
    floor = await pageFloor(
      html`<chat-action-menu chat-id="running"></chat-action-menu><button id="next">next</button>`,
    );
    menu = new MenuHarness(floor.root.querySelector('chat-action-menu')!);
    await waitUntil(() => floor.monitor.chat('running') !== undefined);
    menu.trigger.focus();
  });

  afterEach(() => floor.disconnect());

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await sendKeys({ press: key });
  }

  it('opens at its first entry with Enter, Space and ArrowDown, at its last with ArrowUp', async () => {
    for (const key of ['Enter', 'Space', 'ArrowDown']) {
      await press(key);
      await waitUntil(() => menu.focusedLabel === 'Participate Chat', key);
      await press('Escape');
    }
    await press('ArrowUp');
    await waitUntil(() => menu.focusedLabel === 'Release chat');
  });

  it('goes round with the arrows, and to the ends with Home and End', async () => {
    await press('ArrowDown');
    await waitUntil(() => menu.isMenuOpen);
    await press('ArrowDown');
    expect(menu.focusedLabel).to.equal('Monitor Chat');
    await press('ArrowUp', 'ArrowUp');
    expect(menu.focusedLabel).to.equal('Release chat');
    await press('ArrowDown');
    expect(menu.focusedLabel).to.equal('Participate Chat');
    await press('End');
    expect(menu.focusedLabel).to.equal('Release chat');
    await press('Home');
    expect(menu.focusedLabel).to.equal('Participate Chat');
  });

  it('finds entries by what is typed', async () => {
    await press('ArrowDown');
    await waitUntil(() => menu.isMenuOpen);
    await press('t');
    expect(menu.focusedLabel).to.equal('Transfer chat');
  });

  it('keeps what is typed and consumed from the hotkeys of the page', async () => {
    const heard: string[] = [];
    const listener = (event: KeyboardEvent): void => void heard.push(event.key);
    document.addEventListener('keydown', listener);
    await press('ArrowDown');
    await waitUntil(() => menu.isMenuOpen);
    await press('m', 'z', 'ArrowDown', 'Escape');
    document.removeEventListener('keydown', listener);
    expect(heard).to.deep.equal([]);
    expect(menu.isMenuOpen).to.equal(false);
  });

  it('gives focus back to its button on Escape', async () => {
    await press('Enter');
    await waitUntil(() => menu.isMenuOpen);
    await press('Escape');
    expect(menu.isMenuOpen).to.equal(false);
    expect(focused() === menu.trigger).to.equal(true);
    expect(menu.trigger.getAttribute('aria-expanded')).to.equal('false');
  });

  it('closes on Tab, which goes on to what follows the button', async () => {
    await press('Enter');
    await waitUntil(() => menu.isMenuOpen);
    await press('Tab');
    expect(menu.isMenuOpen).to.equal(false);
    expect(focused()?.id).to.equal('next');
  });

  it('closes when the pointer is pressed elsewhere, and when its button is pressed again', async () => {
    await menu.open();
    await sendMouse({ type: 'click', position: [600, 500] });
    expect(menu.isMenuOpen).to.equal(false);
    await menu.open();
    await clickOn(menu.trigger);
    expect(menu.isMenuOpen).to.equal(false);
  });

  it('tells by one pair of toggle events of menu and pane together', async () => {
    const states: string[] = [];
    menu.element.addEventListener('toggle', (event) => states.push(event.newState));
    await menu.choose('Transfer chat');
    await waitUntil(() => menu.pane?.open === true);
    expect(states).to.deep.equal(['open']);
    setTimeout(() => void press('Escape'));
    await oneEvent(menu.element, 'toggle');
    expect(states).to.deep.equal(['open', 'closed']);
    expect(focused() === menu.trigger).to.equal(true);
  });

  it('opens at an element of the page, which gets focus back, and closes when asked again', async () => {
    menu.element.anchored = true;
    await menu.element.updateComplete;
    expect(menu.trigger).to.equal(null);
    const anchor = floor.root.querySelector<HTMLElement>('#next')!;
    menu.element.show(anchor);
    await waitUntil(() => menu.focusedLabel === 'Participate Chat');
    expect(menu.menu.getBoundingClientRect().top).to.be.at.least(anchor.getBoundingClientRect().bottom);
    await press('Escape');
    expect(focused() === anchor).to.equal(true);
    menu.element.show(anchor);
    await waitUntil(() => menu.isMenuOpen);
    menu.element.show(anchor);
    expect(menu.isMenuOpen).to.equal(false);
  });
});
