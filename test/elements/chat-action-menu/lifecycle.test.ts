import { expect, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-action-menu.js';
import { countLeases, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { MenuHarness } from './chat-action-menu.harness.js';

describe('chat-action-menu: lifecycle', () => {
  let floor: PageFloor;
  let menu: MenuHarness;

  beforeEach(async () => {
    floor = await pageFloor(
      html`<chat-action-menu chat-id="running"></chat-action-menu>
        <p></p>`,
    );
    menu = new MenuHarness(floor.root.querySelector('chat-action-menu')!);
    await waitUntil(() => floor.monitor.chat('running') !== undefined);
  });

  afterEach(() => floor.disconnect());

  it('keeps the chats that it needs alive by itself, and lets them go when it is removed', async () => {
    menu.element.remove();
    const held = countLeases(floor.monitor);
    floor.root.append(menu.element);
    await menu.element.updateComplete;
    expect(held()).to.deep.equal(['floor']);
    menu.element.remove();
    expect(held()).to.deep.equal([]);
  });

  it('closes when it is moved, and works in the new place', async () => {
    await menu.open();
    const closed: string[] = [];
    menu.element.addEventListener('toggle', (event) => closed.push(event.newState));
    floor.root.querySelector('p')!.append(menu.element);
    expect(menu.element.open).to.equal(false);
    expect(closed).to.deep.equal(['closed']);
    await waitUntil(() => floor.monitor.chat('running') !== undefined);
    await menu.element.updateComplete;
    await menu.open();
    expect(menu.labels).to.include('Release chat');
  });

  it('answers an open question with no when it is removed', async () => {
    let asked = false;
    floor.root.addEventListener('chat-action', () => (asked = true));
    await menu.choose('Release chat');
    await waitUntil(() => menu.question.open);
    menu.element.remove();
    await menu.element.updateComplete;
    expect(menu.question.open).to.equal(false);
    expect(asked).to.equal(false);
  });

  it('closes when it is given another chat', async () => {
    await menu.open();
    menu.element.chatId = 'waiting';
    await menu.element.updateComplete;
    expect(menu.isMenuOpen).to.equal(false);
    await menu.open();
    expect(menu.labels).to.include('Assign to agent');
  });
});
