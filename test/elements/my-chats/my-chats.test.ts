import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-transcript.js';
import '../../../src/define/my-chats.js';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import type { MyChats } from '../../../src/elements/my-chats/my-chats.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, focused, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';

describe('my-chats', () => {
  let floor: PageFloor;
  let element: MyChats;

  const find = <E extends HTMLElement>(selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;
  const all = (selector: string): HTMLElement[] => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  const rows = (): string[] => all('.open').map(textOf);

  async function open(viewerId: string): Promise<void> {
    floor = await pageFloor(html`<my-chats></my-chats><chat-transcript></chat-transcript>`, { viewerId });
    element = floor.root.querySelector('my-chats')!;
    await waitUntil(() => floor.monitor.list('mine').value.phase === 'ready');
    await element.updateComplete;
  }

  afterEach(() => floor.disconnect());

  it('lists own and joined chats with what they are to the viewer', async () => {
    await open('sue');
    expect(textOf(find('.state'))).to.equal('No chats yet Chats that you handle or join appear here.');
    floor.backend.control.as('sue').join('running', 'monitor');
    await waitUntil(() => rows().length === 1);
    expect(rows()[0]).to.equal('Rolf Monitoring Mail bounces');
    await expect(element).to.be.accessible();
  });

  it('opens a chat, shows which one it is, and follows chats opened elsewhere', async () => {
    await open('ann');
    await clickOn(find('.open'));
    const transcript = floor.root.querySelector('chat-transcript')!;
    expect(transcript.chatId).to.equal('running');
    await waitUntil(() => find('.open').getAttribute('aria-current') === 'true');
    expect(element.selected).to.equal('running');
    await waitUntil(() => focused()?.localName === 'textarea');
    element.focus();
    expect(focused() === find('.open')).to.equal(true);
  });

  it('leaves the chat to the page when chat-open is prevented', async () => {
    await open('ann');
    floor.root.addEventListener('chat-open', (event) => event.preventDefault());
    await clickOn(find('.open'));
    expect(floor.root.querySelector('chat-transcript')!.chatId).to.equal(undefined);
  });

  it('counts what came into chats that are not open', async () => {
    await open('ann');
    floor.backend.control.write('running', 'hello?');
    await waitUntil(() => find('.unread'));
    expect(textOf(find('.unread'))).to.equal('1 new');
    await clickOn(find('.open'));
    await waitUntil(() => find('.unread') === null);
  });

  it('accepts a transferred chat and opens it', async () => {
    await open('bob');
    floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'bob' }, 'speaks German');
    await waitUntil(() => find('.answers'));
    expect(rows()[0]).to.include('Transferred to you');
    expect(textOf(find('.answers'))).to.include('speaks German');
    await expect(element).to.be.accessible();
    const done = oneEvent(element, 'chat-action-done');
    await clickOn(all('.answers button').find((button) => textOf(button) === 'Accept')!);
    await done;
    expect(floor.monitor.chat('running')?.status).to.equal('assigned');
    await waitUntil(() => floor.root.querySelector('chat-transcript')!.chatId === 'running');
  });

  it('says how long the viewer has to accept', async () => {
    const backend = createMemoryBackend(floorSeed, { transferTimeout: 90_000 });
    floor = await pageFloor(html`<my-chats></my-chats>`, { viewerId: 'bob', backend });
    element = floor.root.querySelector('my-chats')!;
    backend.control.as('tom').transfer('running', { type: 'agent', id: 'bob' });
    await waitUntil(() => find('.answers'));
    expect(textOf(find('.answers .muted'))).to.match(/^From .+ · goes back in 1:(2\d|30)$/);
  });

  it('declines a transferred chat', async () => {
    await open('bob');
    floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'bob' });
    await waitUntil(() => find('.answers'));
    await clickOn(all('.answers button').find((button) => textOf(button) === 'Decline')!);
    await waitUntil(() => rows().length === 0);
  });

  it('tells of a chat that was moved away, until that is dismissed', async () => {
    await open('ann');
    floor.backend.control.as('tom').transfer('running', { type: 'agent', id: 'bob' });
    await waitUntil(() => find('.notice'));
    expect(textOf(find('.notice p'))).to.include('Your chat with Rolf was moved to Bob Agent by Tom Supervisor');
    expect(find('.notices').getAttribute('role')).to.equal('log');
    await clickOn(find('.notice button'));
    await waitUntil(() => find('.notice') === null);
  });
});
