import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import type { ReportQuery } from '../../../src/contract/index.js';
import '../../../src/define/report-event-log.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, textOf } from '../../harness/page-floor.js';
import { aReport } from '../../harness/records.js';
import { deliver, manyReports, openLog, type LogHarness, type OpenLog } from './report-event-log.harness.js';

const now = Date.now();

describe("report-event-log: the backend's records, filtered", () => {
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

  /** What the backend was asked for, oldest first. */
  const queries = (): ReportQuery[] => backend.control.calls('readReport').map(({ args }) => args[0] as ReportQuery);
  const ids = (): (string | undefined)[] => log.rowElements.map(({ dataset }) => dataset['id']);

  it('are asked for by action, outcome and period', async () => {
    await deliver(backend, 'tom', [
      aReport({ id: 'a', command: 'assign', startedAt: now - 1000 }),
      aReport({ id: 'b', outcome: 'failed', startedAt: now - 2000 }),
      aReport({ id: 'c', startedAt: now - 7_200_000 }),
    ]);
    await show();
    await log.ready(3);
    log.choose('Action', 'Assign');
    await log.ready(1);
    expect(ids()).to.deep.equal(['a']);
    log.choose('Action', 'All actions');
    log.choose('State', 'Failed');
    await waitUntil(() => ids().join() === 'b');
    log.choose('State', 'All states');
    log.choose('Period', 'Last hour');
    await waitUntil(() => ids().join() === 'a,b');
    await waitUntil(() => log.announcement === '2 of 3 records');
    await waitUntil(() => queries().at(-1)?.since !== undefined);
    expect(queries().at(-1)!.since).to.be.closeTo(Date.now() - 3_600_000, 5000);
    expect(queries().map(({ command, outcome }) => command ?? outcome)).to.include.members(['assign', 'failed']);
  });

  it('are asked for between two moments', async () => {
    const at = new Date(2026, 0, 5, 9, 30).getTime();
    await deliver(backend, 'tom', [
      aReport({ id: 'before', startedAt: at - 1 }),
      aReport({ id: 'at', startedAt: at }),
      aReport({ id: 'until', startedAt: at + 3_600_000 }),
    ]);
    await show();
    await log.ready(3);
    log.choose('Period', 'From … to …');
    await log.element.updateComplete;
    const [from, to] = log.all<HTMLInputElement>('input[type=datetime-local]');
    expect([from, to].map((field) => textOf(field!.labels![0]))).to.deep.equal(['From', 'To']);
    from!.value = '2026-01-05T09:30';
    from!.dispatchEvent(new Event('change'));
    await waitUntil(() => ids().join() === 'until,at');
    to!.value = '2026-01-05T10:30';
    to!.dispatchEvent(new Event('change'));
    await waitUntil(() => ids().join() === 'at');
    await waitUntil(() => queries().at(-1)?.until === at + 3_600_000);
    expect(queries().at(-1)!.since).to.equal(at);
    await expect(log.element).to.be.accessible();
  });

  it('are searched for the chat or the actor that was typed', async () => {
    await deliver(backend, 'sue', [aReport({ id: 'sues', chatId: 'chat-1', startedAt: now })]);
    await deliver(backend, 'tom', [...manyReports(120), aReport({ id: 'old', chatId: 'chat-77', startedAt: 1 })]);
    await show();
    await log.ready(100);
    log.search.focus();
    await sendKeys({ type: 'chat-77' });
    // So far it is looked for in what was read; in there is another one.
    await waitUntil(() => ids().join() === 'report-77');
    expect(queries()).to.have.length(1);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => ids().join() === 'report-77,old');
    expect(queries().at(-1)).to.include({ chatId: 'chat-77' });

    log.search.select();
    await sendKeys({ type: 'tom supervisor' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => queries().at(-1)?.actorId === 'tom');

    log.search.select();
    await sendKeys({ type: 'supervisor' });
    await sendKeys({ press: 'Enter' });
    // No chat has this id, and no one actor this name: it is not for the backend to find.
    await waitUntil(() => queries().at(-1)?.chatId === undefined && queries().at(-1)?.actorId === undefined);
    expect(queries().at(-2)).to.include({ chatId: 'supervisor' });
    await waitUntil(() => log.rows.length === 100);
  });

  it('are shown all where the backend refuses what was typed as the id of a chat', async () => {
    await deliver(backend, 'tom', [aReport({ startedAt: now })]);
    await show();
    await log.ready(1);
    log.search.focus();
    await sendKeys({ type: 'superv' });
    backend.control.fail('readReport', { code: 'invalid' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => queries().length === 3);
    await waitUntil(() => log.announcement === '1 of 1 record');
    expect(ids()).to.deep.equal(['report-1']);
    expect(log.footer).to.equal('');
  });

  it('are counted aloud once the backend has answered', async () => {
    await deliver(backend, 'tom', [
      ...manyReports(120),
      aReport({ id: 'old', command: 'assign', startedAt: now - 500_000 }),
    ]);
    await show();
    await log.ready(100);
    log.choose('Action', 'Assign');
    await log.element.updateComplete;
    expect(log.announcement).to.equal('0 of 100 records');
    await log.ready(1);
    await waitUntil(() => log.announcement === '1 of 101 records');
  });

  it('are searched back until one is found', async () => {
    await deliver(backend, 'tom', [...manyReports(450), aReport({ id: 'old', chatId: 'needle', startedAt: 1 })]);
    await show();
    await log.ready(100);
    log.search.focus();
    await sendKeys({ type: 'eedl' });
    await waitUntil(() => log.state.startsWith('No records match'));
    await clickOn(log.button('Show earlier'));
    await waitUntil(() => ids().join() === 'old');
    expect(queries()).to.have.length(5);
  });
});
