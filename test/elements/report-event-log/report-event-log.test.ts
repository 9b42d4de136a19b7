import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/report-event-log.js';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import type { ReportEntry } from '../../../src/monitor/types.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, focused, textOf } from '../../harness/page-floor.js';
import { anEntry, openLog, refusingReports, type OpenLog } from './report-event-log.harness.js';

const now = Date.now();

describe('report-event-log', () => {
  let opened: OpenLog;

  afterEach(() => opened.floor.disconnect());

  async function show(...local: readonly ReportEntry[]): Promise<OpenLog['log']> {
    opened = await openLog({ local });
    await waitUntil(() => opened.log.rows.length === Math.min(local.length, 100));
    return opened.log;
  }

  /** A floor on which the next actions are recorded. */
  async function act(refusing = () => false): Promise<OpenLog['log']> {
    opened = await openLog({ backend: refusingReports(createMemoryBackend(floorSeed), refusing) });
    for (const name of ['floor', 'agents'] as const) {
      opened.floor.monitor.use(name);
      await waitUntil(() => opened.floor.monitor.list(name).value.phase === 'ready');
    }
    return opened.log;
  }

  const transferTo = (id: string) =>
    opened.floor.monitor.perform({ type: 'transfer', chatId: 'running', to: { type: 'agent', id } });

  it('lists what was done, newest first, with what became of its record', async () => {
    const log = await act();
    await transferTo('bob');
    await opened.floor.monitor.perform({ type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'ann' } });
    await waitUntil(() => log.rows.every((row) => row.endsWith('Delivered')) && log.rows.length === 2);
    const [assigned, transferred] = log.rows.map((row) => row.replace(/^[^|]*/, ''));
    expect(assigned).to.equal('| Chat assigned | Rita waiting | Sue Supervisor | VPN to Ann Agent | Done | Delivered');
    expect(transferred).to.equal(
      '| Chat transferred | Rolf running | Sue Supervisor | Ann Agent to Bob Agent | Done | Delivered',
    );
    expect(log.facts).to.equal('2 records');
    await expect(log.element).to.be.accessible();
  });

  it('says each state with a sign and a word', async () => {
    const log = await show(
      anEntry({ id: 'a', outcome: 'performing', startedAt: now - 5 }, { delivery: 'waiting', attempts: 0 }),
      anEntry({ id: 'b', outcome: 'unknown', startedAt: now - 4 }, { delivery: 'waiting', attempts: 0 }),
      anEntry({ id: 'c', outcome: 'failed', errorCode: 'timeout', startedAt: now - 3 }),
      anEntry(
        { id: 'd', outcome: 'refused', errorCode: 'conflict', startedAt: now - 2 },
        { delivery: 'waiting', attempts: 3, reason: 'the server is down' },
      ),
      anEntry({ id: 'e', startedAt: now - 1 }, { delivery: 'refused', reason: 'no such event id' }),
    );
    const states = log.rowElements.map((_, row) => [log.cell(row, 'outcome'), log.cell(row, 'delivery')]);
    expect(states.map((cells) => cells.map(textOf))).to.deep.equal([
      ['Done', 'Refused no such event id · 1 attempt'],
      ['Refused conflict', 'Queued 3 attempts · the server is down'],
      ['Failed timeout', 'Delivered'],
      ['Unknown', 'Queued'],
      ['Under way', 'Queued'],
    ]);
    const signs = states.flat().map((cell) => cell.querySelector('.sign path')?.getAttribute('d'));
    expect(signs.every(Boolean)).to.equal(true);
    expect(new Set(signs).size).to.equal(7);
    await expect(log.element).to.be.accessible();
  });

  it('counts what needs an eye, and leads to it', async () => {
    const log = await show(
      anEntry({ id: 'a', outcome: 'performing' }, { delivery: 'waiting' }),
      anEntry({ id: 'b' }, { delivery: 'waiting' }),
      anEntry({ id: 'c' }, { delivery: 'waiting' }),
      anEntry({ id: 'd' }, { delivery: 'refused' }),
      anEntry({ id: 'e', outcome: 'unknown' }),
      anEntry({ id: 'f' }),
    );
    expect(log.facts).to.equal('6 records 2 records queued 1 record refused 1 outcome unknown Send again');
    await clickOn(log.button('1 record refused'));
    await log.ready(1);
    expect(log.select('State').selectedOptions[0]!.text).to.equal('Refused');
    await clickOn(log.button('1 outcome unknown'));
    await log.ready(1);
    expect(textOf(log.cell(0, 'outcome'))).to.equal('Unknown');
    opened.local.set([anEntry()]);
    await waitUntil(() => log.facts === '0 of 1 record');
  });

  it('sends one refused record again', async () => {
    let refusing = true;
    const log = await act(() => refusing);
    await transferTo('bob');
    await waitUntil(() => log.facts.includes('1 record refused'));
    await transferTo('ann');
    await waitUntil(() => log.facts.includes('2 records refused'));
    refusing = false;
    expect(log.button('Send again: ').ariaLabel).to.equal('Send again: Chat transferred, Rolf');
    await clickOn(log.cell(0, 'delivery').querySelector('button')!);
    await waitUntil(() => textOf(log.cell(0, 'delivery')) === 'Delivered');
    expect(textOf(log.cell(1, 'delivery'))).to.contain('Refused');
    // The button is gone: the focus stays in its row.
    expect(focused() === log.toggle(0)).to.equal(true);
  });

  it('sends all of them again, and tells when they have arrived', async () => {
    let refusing = true;
    const log = await act(() => refusing);
    await Promise.all([
      transferTo('bob'),
      opened.floor.monitor.perform({ type: 'assign', chatId: 'waiting', to: { type: 'agent', id: 'ann' } }),
    ]);
    await waitUntil(() => log.facts.includes('2 records refused'));
    expect(log.announcement).to.match(/records? (was|were) refused$/);
    refusing = false;
    await clickOn(log.button('Send again'));
    await waitUntil(() => log.facts === '2 records');
    expect(log.announcement).to.equal('All records are delivered');
    expect(focused() === log.toggle(0)).to.equal(true);
  });

  it('tells what is refused or unknown, once, and nothing of what goes well', async () => {
    const log = await show(anEntry({ id: 'a' }));
    expect(log.announcement).to.equal('');
    opened.local.set([anEntry({ id: 'a' }), anEntry({ id: 'b' })]);
    await log.ready(2);
    expect(log.announcement).to.equal('');
    const refused = (id: string): ReportEntry => anEntry({ id }, { delivery: 'refused' });
    opened.local.set([anEntry({ id: 'a' }), refused('b'), refused('c')]);
    await waitUntil(() => log.announcement === '2 records were refused');
    opened.local.set([...opened.local.value, anEntry({ id: 'd', outcome: 'unknown' })]);
    await waitUntil(() => log.announcement === 'The outcome of 1 action is unknown');
    expect(log.find('[role=status]')!.ariaLive).to.equal(null);
  });

  it('cannot send anything again while the connection is away, and says why', async () => {
    const log = await show(anEntry({}, { delivery: 'refused' }));
    let asked = 0;
    opened.floor.monitor.retryReports = () => (asked += 1);
    opened.floor.backend.control.setReachable(false);
    await waitUntil(() => log.button('Send again').ariaDisabled === 'true', 'should be disabled', { timeout: 5000 });
    expect(log.button('Send again').title).to.match(/Waiting for the connection|Not possible while offline/);
    log.button('Send again').click();
    expect(asked).to.equal(0);
  });

  it('keeps its keys to itself', async () => {
    const log = await show(anEntry({ id: 'a' }), anEntry({ id: 'b' }));
    const heard: string[] = [];
    const listener = (event: KeyboardEvent): void => void heard.push(event.key);
    document.addEventListener('keydown', listener);
    log.toggle(0).focus();
    await sendKeys({ press: 'ArrowDown' });
    log.search.focus();
    await sendKeys({ press: 'j' });
    document.removeEventListener('keydown', listener);
    expect(heard).to.be.empty;
  });

  it('comes back with its records after it was moved', async () => {
    const log = await show(anEntry({ id: 'a' }));
    const place = document.createElement('div');
    opened.floor.root.append(place);
    log.element.remove();
    opened.local.set([anEntry({ id: 'a' }), anEntry({ id: 'b' })]);
    place.append(log.element);
    await log.ready(2);
  });
});
