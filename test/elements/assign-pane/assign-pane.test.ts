import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../../src/define/assign-pane.js';
import type { MemorySeed } from '../../../src/adapters/memory/index.js';
import type { ChatActionEvent } from '../../../src/elements/shared/events/chat-action-event.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, countLeases, focused, pageFloor, still, textOf, type PageFloor } from '../../harness/page-floor.js';
import { PaneHarness } from './assign-pane.harness.js';

describe('assign-pane', () => {
  let floor: PageFloor;
  let pane: PaneHarness;

  async function open(chatId: string, action: 'assign' | 'transfer', seed: MemorySeed = floorSeed): Promise<void> {
    floor = await pageFloor(
      html`<button id="before">before</button><assign-pane .chatId=${chatId} .action=${action}></assign-pane>`,
      { seed },
    );
    pane = new PaneHarness(floor.root.querySelector('assign-pane')!);
    await waitUntil(() => floor.monitor.chat(chatId) !== undefined);
    await pane.show();
  }

  afterEach(() => floor.disconnect());

  const busy: MemorySeed = {
    ...floorSeed,
    chats: [
      ...floorSeed.chats,
      ...['b1', 'b2'].map((id) => ({
        id,
        requester: { id, name: id },
        issue: '',
        companyId: 'acme',
        queueId: 'vpn',
        assigneeId: 'bob',
      })),
    ],
  };

  it('names the chat and lists the available agents, the viewer among them', async () => {
    await open('running', 'transfer');
    expect(pane.dialog.getAttribute('aria-labelledby')).to.equal('title');
    expect(textOf(pane.find('header')))
      .to.include('Transfer chat')
      .and.include('Rolf: Mail bounces');
    expect(pane.names).to.deep.equal(['Ann Agent', 'Bob Agent', 'Sue Supervisor']);
    expect(textOf(pane.option('Sue Supervisor')))
      .to.include('(you)')
      .and.include('0 of 3 chats');
    expect(pane.isBlocked('Ann Agent'), 'who has the chat').to.equal(true);
    expect(focused() === pane.search).to.equal(true);
    await still(pane.element);
    await expect(pane.element).to.be.accessible();
  });

  it('moves through the list from the search field, and chooses with Enter', async () => {
    await open('waiting', 'assign');
    for (const [key, active] of [
      ['ArrowDown', 'Ann Agent'],
      ['End', 'Sue Supervisor'],
      ['ArrowDown', 'Ann Agent'],
      ['ArrowUp', 'Sue Supervisor'],
      ['Home', 'Ann Agent'],
      ['ArrowDown', 'Bob Agent'],
    ] as const) {
      await sendKeys({ press: key });
      await pane.element.updateComplete;
      expect(pane.active, key).to.equal(active);
    }
    await sendKeys({ press: 'Enter' });
    await pane.element.updateComplete;
    expect(pane.chosen).to.deep.equal(['Bob Agent']);
    expect(pane.dialog.open).to.equal(true);
    expect(focused() === pane.search).to.equal(true);
  });

  it('searches names, codes and queues', async () => {
    await open('waiting', 'assign');
    await sendKeys({ type: 'mail' });
    await pane.element.updateComplete;
    expect(pane.names).to.deep.equal(['Ann Agent']);
    await sendKeys({ type: ' nothing' });
    await pane.element.updateComplete;
    expect(pane.names).to.deep.equal([]);
    expect(textOf(pane.find('.none'))).to.equal('Nothing found for “mail nothing”');
  });

  it('assigns with the note, closes and gives focus back', async () => {
    await open('waiting', 'assign');
    const before = floor.root.querySelector<HTMLElement>('#before')!;
    pane.element.close();
    before.focus();
    await pane.show();
    await clickOn(pane.option('Bob Agent'));
    await clickOn(pane.note);
    await sendKeys({ type: 'please' });
    const action = oneEvent<ChatActionEvent>(floor.root, 'chat-action');
    const done = oneEvent(floor.root, 'chat-action-done');
    await pane.press('Assign');
    const { command } = (await action).detail;
    expect(command).to.include({ type: 'assign', chatId: 'waiting', note: 'please' });
    expect(command).to.have.property('expected').that.is.a('string');
    await done;
    await waitUntil(() => !pane.dialog.open);
    expect(floor.monitor.chat('waiting')?.assignee?.id).to.equal('bob');
    expect(focused() === before).to.equal(true);
  });

  it('asks for a choice first', async () => {
    await open('waiting', 'assign');
    await pane.press('Assign');
    await pane.element.updateComplete;
    expect(pane.problem).to.equal('Choose an agent first.');
    expect(focused() === pane.search).to.equal(true);
  });

  it('blocks a full agent for assigning, and marks one for transferring', async () => {
    await open('waiting', 'assign', busy);
    expect(pane.isBlocked('Bob Agent')).to.equal(true);
    expect(textOf(pane.option('Bob Agent'))).to.include('Takes no more chats now');
    await clickOn(pane.option('Bob Agent'));
    expect(pane.chosen).to.deep.equal([]);
    floor.disconnect();
    await open('running', 'transfer', busy);
    expect(pane.isBlocked('Bob Agent')).to.equal(false);
    expect(textOf(pane.option('Bob Agent'))).to.include('over capacity');
  });

  it('shows the load alone of an agent without a capacity', async () => {
    const users = floorSeed.users.map((user) =>
      user.id === 'bob' ? { ...user, agent: { ...user.agent, capacity: null } } : user,
    );
    await open('waiting', 'assign', { ...floorSeed, users });
    const option = pane.option('Bob Agent');
    expect(textOf(option)).to.include('Chats: 0').and.not.include('of');
    expect(getComputedStyle(option.querySelector('.bar')!).display).to.equal('none');
    expect(option.querySelector('.full')).to.equal(null);
    expect(pane.isBlocked('Bob Agent')).to.equal(false);
  });

  it('keeps an agent who goes away in place, blocked, and adds who comes at the end', async () => {
    await open('waiting', 'assign');
    await clickOn(pane.option('Bob Agent'));
    floor.backend.control.as('bob').setStatus('unavailable', 'Lunch');
    floor.backend.control.as('cyd').setStatus('available', 'Ready');
    await waitUntil(() => pane.names.length === 4);
    expect(pane.names).to.deep.equal(['Ann Agent', 'Bob Agent', 'Sue Supervisor', 'Cyd Agent']);
    expect(pane.isBlocked('Bob Agent')).to.equal(true);
    await pane.press('Assign');
    await pane.element.updateComplete;
    expect(pane.problem).to.equal('Bob Agent: Not available any more. Choose another one.');
  });

  it('transfers to a queue from its other tab, reached with the arrow keys', async () => {
    await open('running', 'transfer');
    expect(pane.tabs).to.deep.equal(['Agents', 'Support queues']);
    pane.find('[role=tab]').focus();
    await sendKeys({ press: 'ArrowRight' });
    await pane.element.updateComplete;
    expect(pane.selectedTab).to.equal('Support queues');
    expect(focused() === pane.find('[role=tab][aria-selected=true]')).to.equal(true);
    expect(pane.names).to.have.members(['VPN', 'Mail']);
    await clickOn(pane.option('VPN'));
    const done = oneEvent(floor.root, 'chat-action-done');
    await pane.press('Transfer');
    await done;
    expect(floor.monitor.chat('running')).to.deep.include({ status: 'pending' });
  });

  it('has no queue tab where the administrator wants none', async () => {
    await open('running', 'transfer', { ...floorSeed, settings: { queueAssignment: false } });
    expect(pane.tabs).to.deep.equal(['Agents']);
  });

  it('says in the pane why it did not work, and goes on from what the chat is now', async () => {
    await open('running', 'transfer');
    floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'sue' });
    await waitUntil(() => floor.monitor.chat('running')?.assignee?.id === 'sue');
    await clickOn(pane.option('Bob Agent'));
    const failed = oneEvent(floor.root, 'chat-action-failed');
    await pane.press('Transfer');
    await failed;
    await waitUntil(() => pane.problem !== '');
    expect(pane.dialog.open).to.equal(true);
    expect(pane.problem).to.equal('Tom Supervisor transferred this chat to Sue Supervisor.');
    const done = oneEvent(floor.root, 'chat-action-done');
    await pane.press('Transfer');
    await done;
    expect(floor.monitor.chat('running')?.assignee?.id).to.equal('bob');
  });

  it('cannot be sent while the chat is gone', async () => {
    await open('waiting', 'assign');
    floor.backend.control.end('waiting');
    await waitUntil(() => pane.element.shadowRoot?.querySelector('.problem'));
    expect(pane.problem).to.equal('This chat is not on the floor any more');
    expect(pane.find('.primary').ariaDisabled).to.equal('true');
  });

  it('closes on Escape without the page hearing of it, and tells', async () => {
    await open('waiting', 'assign');
    let heard = false;
    const listener = (): void => void (heard = true);
    document.addEventListener('keydown', listener);
    const closed = oneEvent(pane.element, 'close');
    await sendKeys({ press: 'Escape' });
    await closed;
    document.removeEventListener('keydown', listener);
    expect(heard).to.equal(false);
    expect(pane.element.open).to.equal(false);
  });

  it('holds the agents while it is open only', async () => {
    await open('waiting', 'assign');
    pane.element.close();
    const held = countLeases(floor.monitor);
    await pane.show();
    expect(held()).to.deep.equal(['agents']);
    pane.element.remove();
    expect(held()).to.deep.equal([]);
  });

  it('fits a narrow screen', async () => {
    await setViewport({ width: 360, height: 640 });
    await open('running', 'transfer');
    const { left, right } = pane.dialog.getBoundingClientRect();
    expect([left, right]).to.deep.equal([0, 360]);
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
    await setViewport({ width: 800, height: 600 });
    await sendMouse({ type: 'move', position: [0, 0] });
  });
});
