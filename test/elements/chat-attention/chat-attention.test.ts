import { expect, html, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-attention.js';
import { pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';

describe('chat-attention', () => {
  let floor: PageFloor;
  let element: HTMLElement;

  beforeEach(async () => {
    floor = await pageFloor(html`<button>Chats <chat-attention></chat-attention></button>`);
    element = floor.root.querySelector('chat-attention')!;
    await waitUntil(() => floor.monitor.list('floor').value.phase === 'ready');
  });

  afterEach(() => floor.disconnect());

  const circle = (): Element => element.shadowRoot!.querySelector('.circle')!;

  it('shows while a chat needs a hand, says how many, and goes with the last of them', async () => {
    expect(getComputedStyle(circle()).visibility).to.equal('hidden');
    expect(element.matches(':state(active)')).to.be.false;
    floor.backend.control.as('ann').raiseAssist('running');
    await waitUntil(() => element.matches(':state(active)'));
    expect(getComputedStyle(circle()).visibility).to.equal('visible');
    expect(textOf(element.shadowRoot!.querySelector('[role=status]'))).to.equal('1 chat needs attention');
    expect(element.shadowRoot!.querySelector('[title]')!.getAttribute('title')).to.contain('1 asks for assistance');
    await expect(floor.root).to.be.accessible();
    floor.backend.control.as('ann').clearAssist('running');
    await waitUntil(() => !element.matches(':state(active)'));
    expect(textOf(element.shadowRoot!.querySelector('[role=status]'))).to.equal('');
  });

  it('does not change the width of the tab that it stands in', async () => {
    const button = floor.root.querySelector('button')!;
    const { width } = button.getBoundingClientRect();
    floor.backend.control.as('ann').raiseAssist('running');
    await waitUntil(() => element.matches(':state(active)'));
    expect(button.getBoundingClientRect().width).to.equal(width);
  });
});
