import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import type { ReportQuery } from '../../../src/contract/index.js';
import '../../../src/define/report-event-log.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, focused, textOf } from '../../harness/page-floor.js';
import { aReport } from '../../harness/records.js';
import { anEntry, deliver, manyReports, openLog, type LogHarness, type OpenLog } from './report-event-log.harness.js';

const now = Date.now();

describe("report-event-log: the backend's records", () => {
  let backend: MemoryBackend;
  let opened: OpenLog;
  let log: LogHarness;

  beforeEach(() => {
    backend = createMemoryBackend(floorSeed);
  });
  afterEach(() => opened.floor.disconnect());

  async function show(options: Parameters<typeof openLog>[0] = {}): Promise<void> {
    opened = await openLog({ local: [], backend, ...options });
    ({ log } = opened);
  }

  /** As a tab that is left; the log hears of it with the next frame. */
  async function hide(): Promise<void> {
    log.element.parentElement!.hidden = true;
    await nextFrame();
    await nextFrame();
  }

  /** What the backend was asked for, oldest first. */
  const queries = (): ReportQuery[] => backend.control.calls('readReport').map(({ args }) => args[0] as ReportQuery);
  const ids = (): (string | undefined)[] => log.rowElements.map(({ dataset }) => dataset['id']);

  it('stand among those of this browser, each once', async () => {
    await deliver(backend, 'tom', [aReport({ id: 'toms', startedAt: now - 2000 })]);
    await deliver(backend, 'sue', [
      aReport({ id: 'kept', startedAt: now - 3000 }),
      aReport({ id: 'doubted', startedAt: now - 1000 }),
      aReport({ id: 'begun', outcome: 'performing', startedAt: now - 500 }),
    ]);
    await show({
      local: [
        anEntry({ id: 'kept', startedAt: now - 3000 }),
        anEntry({ id: 'doubted', startedAt: now - 1000 }, { delivery: 'refused', reason: 'twice' }),
        anEntry({ id: 'begun', startedAt: now - 500 }),
      ],
    });
    await log.ready(4);
    expect(ids()).to.deep.equal(['begun', 'doubted', 'toms', 'kept']);
    // What is known better here wins, the rest is as the backend has it.
    expect(textOf(log.cell(1, 'delivery'))).to.contain('Refused twice');
    expect(textOf(log.cell(0, 'outcome'))).to.equal('Done');
    expect(textOf(log.cell(2, 'actor'))).to.equal('Tom Supervisor');
    expect(textOf(log.cell(2, 'delivery'))).to.equal('Delivered');
    await clickOn(log.toggle(3));
    expect(log.details.join()).to.contain('Received by the chat service');
  });

  it('are read page by page', async () => {
    await deliver(backend, 'tom', manyReports(250));
    await show();
    await log.ready(100);
    expect(log.footer).to.match(/^Show earlier Read back to \d/);
    await clickOn(log.button('Show earlier'));
    await log.ready(200);
    await clickOn(log.button('Show earlier'));
    await log.ready(250);
    expect(new Set(ids()).size).to.equal(250);
    expect(log.footer).to.equal('');
    expect(queries().map(({ after }) => after)).to.deep.equal([undefined, '100', '200']);
    // The button has gone; the focus has not.
    expect(focused()!.matches('.toggle')).to.equal(true);
  });

  it('hold back what would stand among records that were not read, but not what needs an eye', async () => {
    await deliver(backend, 'tom', manyReports(150, {}, now));
    const old = { startedAt: now - 500_000 };
    await show({
      local: [anEntry({ id: 'old', ...old }), anEntry({ id: 'refused', ...old }, { delivery: 'refused' })],
    });
    await waitUntil(() => log.facts.startsWith('101 records'));
    await clickOn(log.button('Show earlier'));
    await log.ready(101);
    expect(ids().at(-1)).to.equal('refused');
    await clickOn(log.button('Show earlier'));
    await log.ready(152);
    expect(ids().slice(-2)).to.have.members(['old', 'refused']);
  });

  it('are read again when they come into sight, and on demand', async () => {
    await show();
    await waitUntil(() => log.state.startsWith('Nothing recorded yet'));
    await hide();
    await deliver(backend, 'tom', [aReport({ id: 'a', startedAt: now })]);
    expect(queries()).to.have.length(1);
    log.element.parentElement!.hidden = false;
    await log.ready(1);
    await deliver(backend, 'tom', [aReport({ id: 'b', startedAt: now + 1 })]);
    await clickOn(log.button('Refresh'));
    await log.ready(2);
  });

  it('are not read while nobody can see them', async () => {
    opened = await openLog({ local: [], backend });
    ({ log } = opened);
    await waitUntil(() => queries().length === 1);
    await hide();
    // Comes back, and with it everything that is shown.
    backend.control.setReachable(false);
    await waitUntil(() => opened.floor.monitor.connection.value.status !== 'live');
    backend.control.setReachable(true);
    opened.floor.monitor.reconnect();
    await waitUntil(() => opened.floor.monitor.connection.value.status === 'live');
    expect(queries()).to.have.length(1);
  });

  it('are read again when the connection is back', async () => {
    await show();
    await waitUntil(() => log.state.startsWith('Nothing recorded yet'));
    backend.control.setReachable(false);
    await waitUntil(() => opened.floor.monitor.connection.value.status !== 'live', 'away', { timeout: 5000 });
    backend.control.setReachable(true);
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    opened.floor.monitor.reconnect();
    await log.ready(1);
  });

  it('are kept up to date while somebody looks: those of the last minute', async () => {
    await show();
    await waitUntil(() => log.state.startsWith('Nothing recorded yet'));
    const { ticker } = opened.floor.monitor;
    let tick: ((now: number) => void) | undefined;
    ticker.subscribe = (listener) => {
      tick = listener;
      return () => {};
    };
    const { parentElement } = log.element;
    log.element.remove();
    parentElement!.append(log.element);
    await waitUntil(() => queries().length === 2);
    await waitUntil(() => log.state.startsWith('Nothing recorded yet'));
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    tick!(ticker.now() + 59_000);
    expect(queries()).to.have.length(2);
    tick!(ticker.now() + 61_000);
    await log.ready(1);
    expect(queries()).to.have.length(3);
  });

  it('go on where they were read to before, when new ones come', async () => {
    await deliver(backend, 'tom', manyReports(150));
    await show();
    await log.ready(100);
    await clickOn(log.button('Show earlier'));
    await log.ready(150);
    await deliver(backend, 'tom', [aReport({ id: 'new', startedAt: now + 1 })]);
    await hide();
    log.element.parentElement!.hidden = false;
    await log.ready(151);
    expect(log.footer).to.equal('');
  });

  it('go away with the right to read them', async () => {
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    await show({ local: [anEntry({ id: 'own', startedAt: now })] });
    await log.ready(2);
    backend.control.fail('readReport', { code: 'forbidden' });
    await clickOn(log.button('Refresh'));
    await log.ready(1);
    expect(ids()).to.deep.equal(['own']);
    expect(log.footer).to.equal(
      'These are the records of this browser: you do not have permission to read the others.',
    );
  });

  it('are missing for a moment: what is there stays, and they can be tried again', async () => {
    backend.control.fail('readReport', { code: 'unavailable' });
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    await show({ local: [anEntry({ id: 'own', startedAt: now })] });
    await waitUntil(() => log.footer.startsWith('Earlier records cannot be read now.'));
    expect(log.footer).to.contain('The chat service cannot be reached.');
    expect(ids()).to.deep.equal(['own']);
    await expect(log.element).to.be.accessible();
    await clickOn(log.button('Try again'));
    await log.ready(2);
  });

  it('are those of the viewer who is signed in', async () => {
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    await show();
    await log.ready(1);
    const { session } = opened.floor.monitor;
    const other = { ...session.value!, viewer: { id: 'ann', name: 'Ann Agent', roles: ['agent'] as const } };
    (session as unknown as { set(value: typeof other): void }).set(other);
    await log.ready(0);
  });
});
