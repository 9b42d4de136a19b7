import { expect, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-metrics.js';
import { floorSeed } from '../../harness/floor.js';
import { pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';

describe('chat-metrics', () => {
  let floor: PageFloor;

  afterEach(() => floor.disconnect());

  function tiles(): string[] {
    const { shadowRoot } = floor.root.querySelector('chat-metrics')!;
    return [...shadowRoot!.querySelectorAll('.tile')].map((tile) => textOf(tile));
  }

  it('shows four numbers, and keeps them up', async () => {
    const chats = floorSeed.chats.map((chat) =>
      chat.id === 'waiting' ? { ...chat, openedAt: Date.now() - 65_000, waitingSince: Date.now() - 65_000 } : chat,
    );
    floor = await pageFloor(html`<chat-metrics></chat-metrics>`, { seed: { ...floorSeed, chats } });
    await waitUntil(() => tiles()[0] === 'Open chats 2');
    expect(tiles().slice(1, 3)).to.deep.equal(['Assigned 1', 'In queue 1']);
    expect(tiles()[3]).to.match(/^Average queue time 1:0\d$/);
    await expect(floor.root.querySelector('chat-metrics')!).to.be.accessible();
    floor.backend.control.end('waiting');
    await waitUntil(() => tiles()[0] === 'Open chats 1');
    expect(tiles()[3]).to.equal('Average queue time –');
  });

  it('claims no number that it does not know', async () => {
    floor = await pageFloor(html`<chat-metrics></chat-metrics>`, { viewerId: 'ann' });
    expect(tiles()).to.deep.equal(['Open chats –', 'Assigned –', 'In queue –', 'Average queue time –']);
  });

  it('takes the same room before and after', async () => {
    floor = await pageFloor(html`<chat-metrics></chat-metrics>`);
    const element = floor.root.querySelector('chat-metrics')!;
    const { height } = element.getBoundingClientRect();
    await waitUntil(() => tiles()[0] === 'Open chats 2');
    expect(element.getBoundingClientRect().height).to.equal(height);
  });
});
