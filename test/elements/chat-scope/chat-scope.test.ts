import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { MemorySeed } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-scope.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, focused, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { ScopeHarness } from './chat-scope.harness.js';

const seed: MemorySeed = {
  ...floorSeed,
  companies: [...floorSeed.companies, { id: 'beta', name: 'Beta' }],
  queues: [...floorSeed.queues, { id: 'beta-mail', name: 'Mail', companyId: 'beta' }],
};

describe('chat-scope', () => {
  let floor: PageFloor;
  let scope: ScopeHarness;

  beforeEach(async () => {
    floor = await pageFloor(html`<chat-scope></chat-scope>`, { seed });
    scope = new ScopeHarness(floor.root.querySelector('chat-scope')!);
    await waitUntil(() => scope.options('queues').length > 2);
  });

  afterEach(() => floor.disconnect());

  it('shows all of both at first', async () => {
    expect(scope.button('companies').ariaLabel).to.equal('Company: All companies');
    expect(scope.button('queues').ariaLabel).to.equal('Support queue: All queues');
    await expect(scope.element).to.be.accessible();
  });

  it('names the company of queues that are called the same, and chats without a queue', () => {
    const names = scope.options('queues').map((option) => textOf(option));
    expect(names).to.deep.equal(['All queues', 'VPN', 'Mail (Acme)', 'Mail (Beta)', 'No queue']);
  });

  it('chooses with the keyboard', async () => {
    scope.button('queues').focus();
    await sendKeys({ press: 'Enter' });
    expect(scope.isOpen('queues')).to.be.true;
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => floor.monitor.scope.value.queues?.length === 0);
    for (const key of ['ArrowDown', 'Space', 'End', 'Space']) await sendKeys({ press: key });
    await waitUntil(() => floor.monitor.scope.value.queues?.length === 2);
    expect(floor.monitor.scope.value.queues).to.deep.equal(['vpn', null]);
    expect(scope.button('queues').ariaLabel).to.equal('Support queue: 2 of 4');
    await expect(scope.element).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    expect(scope.isOpen('queues')).to.be.false;
    expect(focused() === scope.button('queues')).to.equal(true);
  });

  it('chooses with the pointer, and goes back to all when everything is chosen', async () => {
    await clickOn(scope.button('companies'));
    await clickOn(scope.option('companies', 'Beta'));
    await waitUntil(() => floor.monitor.scope.value.companies?.length === 1);
    expect(floor.monitor.scope.value.companies).to.deep.equal(['acme']);
    expect(scope.button('companies').ariaLabel).to.equal('Company: Acme');
    await clickOn(scope.option('companies', 'Beta'));
    await waitUntil(() => floor.monitor.scope.value.companies === undefined);
    await clickOn(scope.button('companies'));
    expect(scope.isOpen('companies')).to.be.false;
  });

  it('offers the queues of the chosen companies only, and forgets the others', async () => {
    floor.monitor.setScope({ queues: ['vpn', 'beta-mail'] });
    await clickOn(scope.button('companies'));
    await clickOn(scope.option('companies', 'Beta'));
    await waitUntil(() => floor.monitor.scope.value.companies?.length === 1);
    expect(floor.monitor.scope.value.queues).to.deep.equal(['vpn']);
    await waitUntil(() => scope.options('queues').length === 4);
  });

  it('searches a long list', async () => {
    const queues = [...seed.queues];
    for (let index = 0; index < 20; index++) queues.push({ id: `q${index}`, name: `Desk ${index}`, companyId: 'acme' });
    floor.disconnect();
    floor = await pageFloor(html`<chat-scope></chat-scope>`, { seed: { ...seed, queues } });
    scope = new ScopeHarness(floor.root.querySelector('chat-scope')!);
    await waitUntil(() => scope.options('queues').length > 20);
    await clickOn(scope.button('queues'));
    await sendKeys({ type: 'desk 17' });
    await waitUntil(() => scope.options('queues').length === 1);
    await expect(scope.element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => floor.monitor.scope.value.queues !== undefined);
    expect(floor.monitor.scope.value.queues).not.to.include('q17');
    await sendKeys({ type: 'x' });
    await waitUntil(() => scope.options('queues').length === 0);
  });
});
