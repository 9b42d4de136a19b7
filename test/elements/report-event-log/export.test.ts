import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import { ChatError } from '../../../src/contract/index.js';
import '../../../src/define/report-event-log.js';
import { exportRecords } from '../../../src/elements/report-event-log/report-export.js';
import type { ExportedReport } from '../../../src/elements/report-event-log/report-file.js';
import type { ReportExportEvent } from '../../../src/elements/shared/events/report-export-event.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn } from '../../harness/page-floor.js';
import { anEntry, deliver, manyReports, openLog, type LogHarness, type OpenLog } from './report-event-log.harness.js';
import { readCsv } from './read-csv.js';

const now = Date.now();

describe('report-event-log: export', () => {
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
    await waitUntil(() => log.rows.length > 0);
  }

  /** Presses the button as the page's owner who takes the file over. */
  async function take(button: string): Promise<ReportExportEvent['detail']> {
    log.element.addEventListener('report-export', (event) => event.preventDefault(), { once: true });
    const exported = oneEvent(log.element, 'report-export');
    await clickOn(log.button(button));
    return ((await exported) as ReportExportEvent).detail;
  }

  it('gives the page what is filtered, as records and as a file', async () => {
    await show({
      local: [
        anEntry({ id: 'a', startedAt: now - 2 }),
        anEntry({ id: 'b', startedAt: now - 1, outcome: 'failed' }),
        anEntry({ id: 'c', startedAt: now, note: '@SUM(1)' }, { delivery: 'refused', reason: 'no such event id' }),
      ],
    });
    log.choose('State', 'Done');
    await log.ready(2);
    const csv = await take('Export CSV');
    expect(csv.format).to.equal('csv');
    expect(csv.events.map(({ id }) => id)).to.deep.equal(['c', 'a']);
    const rows = readCsv(await csv.file.text());
    expect(rows).to.have.length(3);
    expect(rows[1]).to.include.members(['c', "'@SUM(1)", 'refused', 'no such event id']);
    const json = await take('Export JSON');
    expect(json.format).to.equal('json');
    const records = JSON.parse(await json.file.text()) as ExportedReport[];
    expect(records.map(({ id, delivery }) => [id, delivery])).to.deep.equal([
      ['c', 'refused'],
      ['a', 'delivered'],
    ]);
    await waitUntil(() => log.announcement === '2 records were exported');
  });

  it('is cancelable, and crosses shadow roots', async () => {
    await show({ local: [anEntry({ startedAt: now })] });
    log.element.addEventListener('report-export', (event) => event.preventDefault());
    const heard = oneEvent(opened.floor.root, 'report-export');
    await clickOn(log.button('Export CSV'));
    const event = await heard;
    expect([event.bubbles, event.composed, event.cancelable, event.defaultPrevented]).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
  });

  it('reads what was not shown yet first', async () => {
    await deliver(backend, 'tom', manyReports(1250));
    await show();
    const { events } = await take('Export CSV');
    expect(events).to.have.length(1250);
    expect(events[1249]!.id).to.equal('report-0');
    expect(backend.control.calls('readReport')).to.have.length(4);
    await waitUntil(() => log.announcement === '1,250 records were exported');
  });

  it('makes no file with a hole in it', async () => {
    await deliver(backend, 'tom', manyReports(250));
    await show();
    let exported = 0;
    log.element.addEventListener('report-export', () => (exported += 1));
    backend.control.fail('readReport', { code: 'unavailable' });
    await clickOn(log.button('Export CSV'));
    const problem = 'Nothing was exported. The chat service cannot be reached.';
    await waitUntil(() => log.facts.endsWith(problem));
    expect(log.announcement).to.equal(problem);
    expect(exported).to.equal(0);
    await expect(log.element).to.be.accessible();
    await clickOn(log.button('Dismiss'));
    await waitUntil(() => !log.facts.includes('Nothing was exported'));
  });

  it('exports what is shown where the history cannot be read anyway', async () => {
    backend.control.fail('readReport', { code: 'forbidden' });
    await show({ local: [anEntry({ startedAt: now })] });
    await waitUntil(() => log.footer !== '');
    expect((await take('Export JSON')).events).to.have.length(1);
  });

  it('has nothing to export where nothing is shown', async () => {
    await show({ local: [anEntry({ startedAt: now })] });
    log.choose('State', 'Unknown');
    await waitUntil(() => log.button('Export CSV').ariaDisabled === 'true');
    let exported = 0;
    log.element.addEventListener('report-export', () => (exported += 1));
    log.button('Export CSV').click();
    await log.element.updateComplete;
    expect(exported).to.equal(0);
  });

  it('saves the file, and frees it later', async () => {
    await show({ local: [anEntry({ startedAt: now })] });
    const { createObjectURL, revokeObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    const { setTimeout } = globalThis;
    const made: File[] = [];
    const saved: string[] = [];
    const revoked: string[] = [];
    let later: (() => void) | undefined;
    URL.createObjectURL = (file) => {
      made.push(file as File);
      return 'blob:report';
    };
    URL.revokeObjectURL = (url) => void revoked.push(url);
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(`${this.href} ${this.download} ${this.isConnected}`);
      // The next timer is the one that frees the file.
      globalThis.setTimeout = ((callback: () => void) => {
        later = callback;
        globalThis.setTimeout = setTimeout;
      }) as unknown as typeof setTimeout;
    };
    try {
      log.button('Export CSV').click();
      await waitUntil(() => saved.length === 1);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved).to.deep.equal([`blob:report ${made[0]!.name} false`]);
    expect(revoked).to.be.empty;
    later!();
    expect(revoked).to.deep.equal(['blob:report']);
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  });
});

describe('An export of very many records', () => {
  /** A history without end, or one that breaks off. */
  function endless(pages: number) {
    const entries = manyReports(500).map((event) => anEntry(event));
    let read = 0;
    const history = {
      settled: Promise.resolve(),
      error: undefined as ChatError | undefined,
      hasMore: true,
      more: async (limit?: number) => {
        expect(limit).to.equal(500);
        read += 1;
        if (read > pages) history.error = new ChatError('unavailable', 'down');
      },
    };
    return { history, matching: () => Array<typeof entries>(read).fill(entries).flat(), now: () => now };
  }

  it('takes the newest ten thousand, and says that there are more', async () => {
    const host = document.createElement('div');
    document.body.append(host);
    host.addEventListener('report-export', (event) => event.preventDefault());
    const exported = oneEvent(host, 'report-export');
    expect(await exportRecords(host, 'json', endless(100))).to.deep.equal({
      state: 'done',
      count: 10_000,
      complete: false,
    });
    expect(((await exported) as ReportExportEvent).detail.events).to.have.length(10_000);
    const broken = await exportRecords(host, 'csv', endless(3));
    expect(broken.state).to.equal('failed');
    host.remove();
  });
});
