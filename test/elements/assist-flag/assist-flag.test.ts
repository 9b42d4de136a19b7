import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/assist-flag.js';
import type { AssistFlag } from '../../../src/elements/assist-flag/assist-flag.js';
import type { ChatActionDoneEvent } from '../../../src/elements/shared/events/chat-action-done-event.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, focused, pageFloor, still, textOf, type PageFloor } from '../../harness/page-floor.js';

describe('assist-flag', () => {
  let floor: PageFloor;
  let element: AssistFlag;

  const find = <E extends HTMLElement>(selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;
  const flag = (): HTMLElement => find('.flag');

  async function open(viewerId: string, chatId = 'running'): Promise<void> {
    floor = await pageFloor(html`<assist-flag .chatId=${chatId}></assist-flag>`, { viewerId });
    element = floor.root.querySelector('assist-flag')!;
    await waitUntil(() => floor.monitor.chat(chatId) !== undefined);
    await element.updateComplete;
  }

  afterEach(() => floor.disconnect());

  it('lets the agent ask for help with a message', async () => {
    await open('ann');
    expect(textOf(flag())).to.equal('Need assistance');
    await clickOn(flag());
    await waitUntil(() => focused() === find('textarea'));
    await still(element);
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'stuck' });
    const done = oneEvent<ChatActionDoneEvent>(element, 'chat-action-done');
    await clickOn(find('.ask .primary'));
    expect((await done).detail.command).to.deep.equal({ type: 'raise-assist', chatId: 'running', message: 'stuck' });
    await waitUntil(() => flag().matches('button.raised') && focused() === flag());
  });

  it('closes the form on Escape and gives focus back', async () => {
    await open('ann');
    flag().focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused() === find('textarea'));
    await sendKeys({ press: 'Escape' });
    expect(find('.ask').matches(':popover-open')).to.equal(false);
    expect(focused() === flag()).to.equal(true);
  });

  it('shows the supervisor who asks and with what, and takes the flag down', async () => {
    await open('tom');
    expect(flag()).to.equal(null);
    floor.backend.control.as('ann').raiseAssist('running', 'stuck');
    await waitUntil(() => flag());
    expect(flag().ariaLabel).to.equal('Assistance requested by Ann Agent: stuck. Clear assist request');
    await expect(element).to.be.accessible();
    const done = oneEvent<ChatActionDoneEvent>(element, 'chat-action-done');
    await clickOn(flag());
    expect((await done).detail.command).to.include({ type: 'clear-assist' });
    await waitUntil(() => flag() === null);
  });

  it('is a mark only for who may not clear it', async () => {
    const admin = { id: 'ada', name: 'Ada Admin', roles: ['admin'] } as const;
    floor = await pageFloor(html`<assist-flag chat-id="running"></assist-flag>`, {
      viewerId: 'ada',
      seed: { ...floorSeed, users: [...floorSeed.users, admin] },
    });
    element = floor.root.querySelector('assist-flag')!;
    floor.backend.control.as('ann').raiseAssist('running');
    await waitUntil(() => flag());
    expect(flag().localName).to.equal('span');
    expect(find('svg').getAttribute('aria-label')).to.equal('Assistance requested by Ann Agent');
  });

  it('says why it did not happen', async () => {
    await open('tom');
    floor.backend.control.as('ann').raiseAssist('running');
    await waitUntil(() => flag());
    floor.backend.control.fail('perform', { code: 'forbidden' });
    await clickOn(flag());
    await waitUntil(() => find('.toast').matches(':popover-open'));
    expect(textOf(find('[role=alert]'))).to.equal('You do not have permission to do this.');
    await clickOn(find('.toast button'));
    expect(find('.toast').matches(':popover-open')).to.equal(false);
  });
});
