import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-transcript.js';
import type { ChatTranscript } from '../../../src/elements/chat-transcript/chat-transcript.js';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, countLeases, focused, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';

describe('chat-transcript', () => {
  let floor: PageFloor;
  let element: ChatTranscript;

  const find = <E extends HTMLElement>(selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;
  const texts = (): string[] =>
    [...element.shadowRoot!.querySelectorAll('.text')].map((each) => each.textContent ?? '');
  const write = (text: string): void => void floor.backend.control.write('running', text);
  const field = (): HTMLTextAreaElement => find('textarea');

  async function open(viewerId: string): Promise<void> {
    floor = await pageFloor(html`<chat-transcript></chat-transcript>`, { viewerId });
    element = floor.root.querySelector('chat-transcript')!;
  }

  async function openRunning(viewerId = 'ann'): Promise<void> {
    await open(viewerId);
    element.chatId = 'running';
    await waitUntil(() => find('.scroller'), 'the messages should be there');
  }

  afterEach(() => floor.disconnect());

  it('asks for a chat, and shows one with its messages, oldest first', async () => {
    await open('ann');
    expect(textOf(find('.state'))).to.equal('Choose a chat to read it here');
    write('one');
    floor.backend.control.as('ann').write('running', 'two');
    element.chatId = 'running';
    await waitUntil(() => texts().length === 2);
    expect(texts()).to.deep.equal(['one', 'two']);
    expect(textOf(find('header'))).to.equal('Rolf Mail bounces');
    expect(
      [...element.shadowRoot!.querySelectorAll('.message')].map((each) => each.classList.contains('own')),
    ).to.deep.equal([false, true]);
    expect(find('[role=log]').ariaLabel).to.equal('Chat with Rolf');
    await expect(element).to.be.accessible();
  });

  it('sends with Enter, breaks the line with Shift+Enter', async () => {
    await openRunning();
    element.focus();
    expect(focused() === field()).to.equal(true);
    await sendKeys({ type: 'first' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'second' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => texts().length === 1);
    expect(texts()).to.deep.equal(['first\nsecond']);
    await waitUntil(() => field().value === '');
  });

  it('keeps the text when sending fails, and sends it once when the answer was lost', async () => {
    await openRunning();
    floor.backend.control.fail('sendMessage', { code: 'rate-limited', retryAfter: 3000 });
    element.focus();
    await sendKeys({ type: 'keep me' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => find('.problem'));
    expect(textOf(find('.problem'))).to.equal('Not sent. Too many actions at once. Try again in 3 seconds.');
    expect(field().value).to.equal('keep me');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => texts().length === 1);
    expect(find('.problem')).to.equal(null);
  });

  it('keeps a draft per chat', async () => {
    await openRunning();
    floor.backend.control.as('tom').assign('waiting', { type: 'agent', id: 'ann' });
    element.focus();
    await sendKeys({ type: 'for Rolf' });
    element.chatId = 'waiting';
    await waitUntil(() => textOf(find('header')).startsWith('Rita') && field()?.value === '');
    element.chatId = 'running';
    await waitUntil(() => field()?.value === 'for Rolf');
  });

  it('is read only in Monitor mode, and says so', async () => {
    await open('sue');
    floor.backend.control.as('sue').join('running', 'monitor');
    element.chatId = 'running';
    await waitUntil(() => find('.bar'));
    expect(textOf(find('.bar'))).to.equal('Monitoring — read only');
    expect(field()).to.equal(null);
    element.focus();
    expect(focused() === find('.scroller')).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('says that nobody else knows of it, and whom it does not show, where joins are known to this page alone', async () => {
    const backend = createMemoryBackend(floorSeed, { guarantees: { joins: 'own' } });
    floor = await pageFloor(html`<chat-transcript></chat-transcript>`, { viewerId: 'sue', backend });
    element = floor.root.querySelector('chat-transcript')!;
    backend.control.as('sue').join('running', 'monitor');
    element.chatId = 'running';
    await waitUntil(() => find('.bar'));
    expect(textOf(find('.bar'))).to.equal(
      'Monitoring — read only. This page alone knows; others who monitor are not shown.',
    );
    await expect(element).to.be.accessible();
  });

  it('says why a chat cannot be read', async () => {
    await open('tom');
    element.chatId = 'running';
    await waitUntil(() => find('.state') && floor.monitor.chat('running'));
    await waitUntil(() => textOf(find('.state')).includes('You cannot read this chat'));
    expect(textOf(find('.state'))).to.include('Needs the agent role');
  });

  it('says that a chat is not there', async () => {
    await open('ann');
    element.chatId = 'nobody';
    await waitUntil(() => textOf(find('.state')) === 'This chat is over, or not yours to see any more');
  });

  it('keeps what was read when the chat ends, with nothing to write in', async () => {
    await openRunning();
    write('bye');
    await waitUntil(() => texts().length === 1);
    floor.backend.control.end('running');
    await waitUntil(() => find('.bar'));
    expect(texts()).to.deep.equal(['bye']);
    expect(field()).to.equal(null);
  });

  it('keeps the field while the connection is away, and sends nothing', async () => {
    await openRunning();
    element.focus();
    await sendKeys({ type: 'later' });
    floor.backend.control.setReachable(false);
    await waitUntil(() => find('.connection'));
    expect(field().value).to.equal('later');
    expect(find('.composer .primary').ariaDisabled).to.equal('true');
  });

  it('stays at the end, unless the reader is further up; then it counts what is new', async () => {
    await openRunning();
    for (let index = 0; index < 40; index++) write(`message ${index}`);
    await waitUntil(() => texts().length === 40);
    const scroller = find('.scroller');
    const toEnd = (): number => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    expect(toEnd()).to.be.lessThan(2);
    scroller.scrollTop = 100;
    await waitUntil(() => toEnd() > 100);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    write('new one');
    write('new two');
    await waitUntil(() => find('.pill'));
    expect(textOf(find('.pill'))).to.equal('2 new messages');
    expect(scroller.scrollTop).to.equal(100);
    await clickOn(find('.pill'));
    await waitUntil(() => find('.pill') === null);
    expect(toEnd()).to.be.lessThan(2);
  });

  it('shows earlier messages when asked, without moving what is read', async () => {
    await openRunning();
    for (let index = 0; index < 130; index++) write(`message ${index}`);
    await waitUntil(() => texts().length === 100);
    const scroller = find('.scroller');
    scroller.scrollTop = 0;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const first = [...element.shadowRoot!.querySelectorAll('.message')][0]!;
    const before = first.getBoundingClientRect().top;
    const button = find('.earlier');
    expect(textOf(button)).to.equal('Show 30 earlier messages');
    button.click();
    await waitUntil(() => texts().length === 130);
    expect(first.getBoundingClientRect().top - before).to.be.within(-60, 1);
    expect(find('.earlier')).to.equal(null);
  });

  it('cuts a long text until it is wanted, and shows markup as text', async () => {
    await openRunning();
    write(`<img src=x onerror="document.title=1">${'x'.repeat(3000)}`);
    await waitUntil(() => texts().length === 1);
    expect(texts()[0]!.length).to.equal(601);
    expect(find('img')).to.equal(null);
    const link = find('.link');
    expect(textOf(link)).to.equal('Show all');
    await clickOn(link);
    await waitUntil(() => texts()[0]!.length > 3000);
    expect(find('.scroller').scrollWidth).to.equal(find('.scroller').clientWidth);
  });

  it('reads while it is on the page, also in another place', async () => {
    await openRunning();
    write('one');
    await waitUntil(() => texts().length === 1);
    const place = document.createElement('section');
    floor.root.append(place);
    place.append(element);
    write('two');
    await waitUntil(() => texts().length === 2);
    element.remove();
    const held = countLeases(floor.monitor);
    place.append(element);
    await element.updateComplete;
    expect(held()).to.deep.equal(['mine']);
  });
});
