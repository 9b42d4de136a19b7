import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import { connectChatMonitor } from '../../../src/connect.js';
import '../../../src/define/report-event-log.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn } from '../../harness/page-floor.js';
import { anEntry, LogHarness, openLog, type OpenLog } from './report-event-log.harness.js';

const now = Date.now();

describe('report-event-log: states', () => {
  let opened: OpenLog | undefined;

  afterEach(() => {
    opened?.floor.disconnect();
    opened = undefined;
  });

  async function open(options: Parameters<typeof openLog>[0] = {}): Promise<LogHarness> {
    opened = await openLog(options);
    return opened.log;
  }

  async function shows(log: LogHarness, text: string): Promise<void> {
    await waitUntil(() => log.state.startsWith(text), `should say “${text}”, says “${log.state}”`, { timeout: 5000 });
    await expect(log.element).to.be.accessible();
  }

  it('is as high while it loads as when it is full', async () => {
    const root = await fixture<HTMLElement>(html`<div><report-event-log></report-event-log></div>`);
    const log = new LogHarness(root.querySelector('report-event-log')!);
    expect(log.state).to.equal('Loading records…');
    const { height } = log.element.getBoundingClientRect();
    const adapter = createMemoryBackend(floorSeed).adapter({ viewerId: 'sue' });
    const { disconnect } = connectChatMonitor({ adapter, root });
    await shows(log, 'Nothing recorded yet');
    expect(log.element.getBoundingClientRect().height).to.equal(height);
    disconnect();
  });

  it('says that there is nothing, and what will be there', async () => {
    await shows(await open(), 'Nothing recorded yet Each transfer, assignment and release is listed here.');
  });

  it('says that nothing matches, with a way out', async () => {
    const log = await open({ local: [anEntry({ startedAt: now })] });
    await log.ready(1);
    log.search.focus();
    await sendKeys({ type: 'zzz' });
    log.choose('Period', 'Today');
    await shows(log, 'No records match');
    expect(log.facts).to.equal('0 of 1 record');
    expect(log.announcement).to.equal('0 of 1 record');
    await clickOn(log.button('Clear the filter'));
    await log.ready(1);
    expect(log.search.value).to.equal('');
    expect(log.select('Period').selectedOptions[0]!.text.trim()).to.equal('Any time');
    expect(log.element.shadowRoot!.activeElement).to.equal(log.search);
  });

  it('offers the actions that are recorded, and those that there are records of', async () => {
    const seed = { ...floorSeed, reports: { join: { eventId: 10_004, event: 'Joined' } } };
    const log = await open({ seed, local: [anEntry({ command: 'close', startedAt: now })] });
    await log.ready(1);
    await waitUntil(() => log.select('Action').options.length === 6);
    const actions = [...log.select('Action').options].map(({ text }) => text.trim());
    expect(actions).to.deep.equal(['All actions', 'Assign', 'Transfer', 'Release', 'Join', 'Close']);
  });

  it('says that the viewer may not read records', async () => {
    const backend = createMemoryBackend(floorSeed);
    backend.control.fail('readReport', { code: 'forbidden' });
    await shows(await open({ backend }), 'You do not have permission to read records');
  });

  it('says that records cannot be shown, and tries again', async () => {
    const backend = createMemoryBackend(floorSeed);
    backend.control.fail('readReport', { code: 'timeout' });
    const log = await open({ backend });
    await shows(log, 'Records cannot be shown The chat service does not answer.');
    await clickOn(log.button('Try again'));
    await shows(log, 'Nothing recorded yet');
  });

  it('says where the records of this browser are all there is', async () => {
    const backend = createMemoryBackend(floorSeed, { without: ['read-report'] });
    const log = await open({ backend, local: [anEntry({ startedAt: now })] });
    await log.ready(1);
    expect(log.footer).to.equal('These are the records of this browser: the chat service has no history to read.');
    expect(backend.control.calls('readReport')).to.be.empty;
    opened!.local.set([]);
    await shows(log, 'Nothing recorded yet');
  });

  async function away(options: Parameters<typeof openLog>[0]): Promise<[LogHarness, MemoryBackend]> {
    const backend = createMemoryBackend(floorSeed);
    const log = await open({ ...options, backend });
    backend.control.setReachable(false);
    await waitUntil(() => opened!.floor.monitor.connection.value.status !== 'live', 'away', { timeout: 5000 });
    return [log, backend];
  }

  it('shows while offline what this browser has, and what it is filtered to', async () => {
    const [log, backend] = await away({ local: [anEntry({ startedAt: now })] });
    await waitUntil(() => log.find('.connection') !== null);
    expect(log.rows).to.have.length(1);
    log.choose('State', 'Queued');
    await shows(log, 'No records match');
    await clickOn(log.button('Clear the filter'));
    await log.ready(1);
    backend.control.setReachable(true);
    await clickOn(log.find('.connection button')!);
    await waitUntil(() => log.find('.connection') === null, 'should be live', { timeout: 5000 });
  });

  it('says that the viewer is signed out', async () => {
    const backend = createMemoryBackend(floorSeed);
    const log = await open({ backend });
    await shows(log, 'Nothing recorded yet');
    backend.control.signOut('sue');
    await shows(log, 'You are signed out');
    backend.control.signIn('sue');
    await clickOn(log.button('Try again'));
    await shows(log, 'Nothing recorded yet');
  });

  it('says that there is no backend, after a moment', async () => {
    const root = await fixture<HTMLElement>(html`<div><report-event-log></report-event-log></div>`);
    const log = new LogHarness(root.querySelector('report-event-log')!);
    expect(log.state).to.equal('Loading records…');
    await shows(log, 'Not connected');
  });
});
