import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-action-menu.js';
import '../../../src/define/chat-transcript.js';
import type { ChatActionEvent } from '../../../src/elements/shared/events/chat-action-event.js';
import type { ChatActionFailedEvent } from '../../../src/elements/shared/events/chat-action-failed-event.js';
import type { ChatOpenEvent } from '../../../src/elements/shared/events/chat-open-event.js';
import { floorSeed } from '../../harness/floor.js';
import { pageFloor, still, textOf, type PageFloor } from '../../harness/page-floor.js';
import { MenuHarness } from './chat-action-menu.harness.js';

describe('chat-action-menu: actions', () => {
  let floor: PageFloor;
  let menu: MenuHarness;

  async function open(chatId: string, viewerId = 'sue'): Promise<void> {
    floor = await pageFloor(
      html`<chat-action-menu .chatId=${chatId}></chat-action-menu><chat-transcript></chat-transcript>`,
      { viewerId },
    );
    menu = new MenuHarness(floor.root.querySelector('chat-action-menu')!);
    await waitUntil(() => floor.monitor.list('floor').value.phase === 'ready');
    await menu.element.updateComplete;
  }

  afterEach(() => floor.disconnect());

  it('offers what the chat and the viewer allow, in order', async () => {
    await open('running');
    await menu.open();
    expect(menu.labels).to.deep.equal(['Participate Chat', 'Monitor Chat', 'Transfer chat', 'Release chat']);
    await still(menu.element);
    await expect(menu.element).to.be.accessible();
  });

  it('offers Assign to agent for a chat that waits', async () => {
    await open('waiting');
    await menu.open();
    expect(menu.labels).to.include('Assign to agent').and.not.include('Transfer chat');
  });

  it('shows what the viewer lacks, focusable and with the reason, and does nothing for it', async () => {
    await open('running', 'tom');
    await menu.open();
    expect(menu.reason('Participate Chat')).to.equal('Needs the agent role');
    menu.item('Participate Chat').focus();
    expect(menu.focusedLabel).to.equal('Participate Chat');
    let asked = false;
    menu.element.addEventListener('chat-action', () => (asked = true));
    await menu.choose('Participate Chat');
    expect(asked).to.equal(false);
    expect(menu.isMenuOpen).to.equal(true);
  });

  it('asks before a release; cancelled, nothing happens and nothing is recorded', async () => {
    await open('running');
    let asked = false;
    menu.element.addEventListener('chat-action', () => (asked = true));
    await menu.choose('Release chat');
    await waitUntil(() => menu.question.open);
    expect(textOf(menu.question)).to.include('Rolf').and.include('Mail');
    await still(menu.element);
    await expect(menu.element).to.be.accessible();
    await menu.answer('Cancel');
    await waitUntil(() => !menu.element.open);
    expect(asked).to.equal(false);
    expect(floor.monitor.reports.value).to.deep.equal([]);
    expect(floor.monitor.chat('running')?.status).to.equal('assigned');
  });

  it('releases when confirmed', async () => {
    await open('running');
    const done = oneEvent(menu.element, 'chat-action-done');
    await menu.choose('Release chat');
    await menu.answer('Release chat');
    await done;
    expect(floor.monitor.chat('running')?.status).to.equal('pending');
    await waitUntil(() => floor.monitor.reports.value.length > 0);
    expect(floor.monitor.reports.value.map(({ event }) => event.command)).to.deep.equal(['release']);
  });

  it('does nothing when the page prevents the action', async () => {
    await open('running');
    floor.root.addEventListener('chat-action', (event) => event.preventDefault());
    await menu.choose('Release chat');
    await menu.answer('Release chat');
    await waitUntil(() => !menu.element.open);
    expect(floor.monitor.chat('running')?.status).to.equal('assigned');
    expect(floor.monitor.reports.value).to.deep.equal([]);
  });

  it('lets the page do it, and records the outcome', async () => {
    await open('running');
    floor.root.addEventListener('chat-action', (event: Event) =>
      (event as ChatActionEvent).respondWith(Promise.resolve()),
    );
    const done = oneEvent(floor.root, 'chat-action-done');
    await menu.choose('Release chat');
    await menu.answer('Release chat');
    await done;
    await waitUntil(() => floor.monitor.reports.value[0]?.event.outcome === 'done');
    expect(floor.monitor.reports.value).to.have.length(1);
    expect(floor.backend.control.as('ann').write('running', 'still mine').author.id).to.equal('ann');
  });

  it('shows a joined chat in the transcript of the page', async () => {
    await open('running');
    await menu.choose('Monitor Chat');
    const transcript = floor.root.querySelector('chat-transcript')!;
    await waitUntil(() => textOf(transcript.shadowRoot?.querySelector('.bar')) === 'Monitoring — read only');
    expect(transcript.chatId).to.equal('running');
  });

  it('leaves a joined chat to the page when chat-open is prevented', async () => {
    await open('running');
    floor.root.addEventListener('chat-open', (event) => event.preventDefault());
    const opened = oneEvent<ChatOpenEvent>(floor.root, 'chat-open');
    await menu.choose('Participate Chat');
    expect((await opened).detail).to.deep.equal({ chatId: 'running', mode: 'participate' });
    expect(floor.root.querySelector('chat-transcript')!.chatId).to.equal(undefined);
  });

  it('decides on what the user saw when the menu opened, and says who was faster', async () => {
    await open('running');
    await menu.open();
    floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'bob' });
    await waitUntil(() => floor.monitor.chat('running')?.status === 'transferred');
    const failed = oneEvent<ChatActionFailedEvent>(menu.element, 'chat-action-failed');
    await menu.choose('Release chat');
    await menu.answer('Release chat');
    expect((await failed).detail.error.code).to.equal('conflict');
    await waitUntil(() => menu.message !== '');
    expect(menu.message).to.equal('Tom Supervisor transferred this chat to Bob Agent.');
    expect(floor.monitor.chat('running')?.status).to.equal('transferred');
  });

  it('keeps its entries in place when the chat leaves, blocked', async () => {
    await open('running');
    await menu.open();
    const before = menu.labels;
    floor.backend.control.end('running');
    await waitUntil(() => menu.item('Release chat').ariaDisabled === 'true');
    expect(menu.labels).to.deep.equal(before);
    expect(menu.reason('Release chat')).to.equal('This chat is not on the floor any more');
  });

  it('says so for a chat that is not there', async () => {
    await open('nobody');
    await menu.open();
    expect(menu.labels).to.deep.equal(['This chat is not on the floor any more']);
    await still(menu.element);
    await expect(menu.element).to.be.accessible();
  });

  it('blocks everything while the connection is away', async () => {
    await open('running');
    floor.backend.control.setReachable(false);
    await waitUntil(() => floor.monitor.connection.value.status !== 'live');
    await menu.open();
    expect(menu.reason('Release chat')).to.equal('Waiting for the connection');
  });

  it('shows hostile names as text', async () => {
    const name = '<img src=x onerror="document.title=1">\u202eevil';
    const [first, ...others] = floorSeed.chats;
    const seed = { ...floorSeed, chats: [{ ...first!, requester: { id: 'x', name } }, ...others] };
    floor = await pageFloor(html`<chat-action-menu chat-id="waiting"></chat-action-menu>`, { seed });
    menu = new MenuHarness(floor.root.querySelector('chat-action-menu')!);
    await waitUntil(() => menu.trigger.ariaLabel?.includes('onerror'));
    expect(menu.trigger.ariaLabel).to.not.include('\u202e');
    expect(menu.element.shadowRoot!.querySelector('img')).to.equal(null);
  });
});
