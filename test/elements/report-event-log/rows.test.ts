import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/report-event-log.js';
import type { ReportEntry } from '../../../src/monitor/types.js';
import { clickOn, focused, textOf } from '../../harness/page-floor.js';
import { anEntry, manyReports, openLog, type OpenLog } from './report-event-log.harness.js';

const now = Date.now();

describe('report-event-log: rows', () => {
  let opened: OpenLog;

  afterEach(() => opened.floor.disconnect());

  async function show(...local: readonly ReportEntry[]): Promise<OpenLog['log']> {
    opened = await openLog({ local });
    await waitUntil(() => opened.log.rows.length === Math.min(local.length, 100));
    return opened.log;
  }

  it('opens a record to all its fields, by pointer and by key', async () => {
    const log = await show(
      anEntry(
        {
          id: 'report-7',
          chatId: 'chat-7',
          startedAt: Date.UTC(2026, 0, 5, 9),
          note: '<b>speaks German</b>',
          outcome: 'refused',
          errorCode: 'conflict',
          backendErrorCode: '9093',
          receivedAt: Date.UTC(2026, 0, 5, 10),
          form: { region: 'EMEA', filter2: 'Bob' },
        },
        { delivery: 'refused', attempts: 2, reason: 'no such event id' },
      ),
    );
    expect(log.toggle(0).ariaExpanded).to.equal('false');
    await clickOn(log.toggle(0));
    expect(log.toggle(0).ariaExpanded).to.equal('true');
    const details = log.details.join('\n');
    for (const part of [
      /^Started Jan 5, 2026, .*:00:00/m,
      /^Took 1.5 s$/m,
      /^Received by the chat service Jan 5, 2026/m,
      /^Event Transfer chat \(10001\)$/m,
      /^Action Transfer$/m,
      /^Chat chat-7$/m,
      /^By Sue Supervisor \(sue\)$/m,
      /^From Ann Agent \(ann\)$/m,
      /^To Bob Agent \(bob\)$/m,
      /^Note <b>speaks German<\/b>$/m,
      /^Error conflict, 9093$/m,
      /^Company Acme$/m,
      /^Region EMEA$/m,
      /^Filter field 2 Bob$/m,
      /^Delivery attempts 2$/m,
      /^Why it is not delivered no such event id$/m,
      /^Record report-7$/m,
    ]) {
      expect(details).to.match(part);
    }
    expect(details).not.to.contain('Filter field 1');
    await expect(log.element).to.be.accessible();
    log.toggle(0).focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => log.details.length === 0);
  });

  it('is walked through by arrows, and has one place for Tab', async () => {
    const log = await show(...manyReports(4).map((event) => anEntry(event)));
    log.button('Export JSON').focus();
    await sendKeys({ press: 'Tab' });
    expect(focused() === log.toggle(0)).to.equal(true);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    expect(focused() === log.toggle(2)).to.equal(true);
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowDown' });
    expect(focused() === log.toggle(3)).to.equal(true);
    await sendKeys({ press: 'Home' });
    expect(focused() === log.toggle(0)).to.equal(true);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ up: 'Shift' });
    expect(focused() === log.button('Export JSON')).to.equal(true);
    await sendKeys({ press: 'Tab' });
    expect(focused() === log.toggle(1)).to.equal(true);
    await sendKeys({ press: 'Tab' });
    expect(log.rowElements.some((row) => row.contains(focused()))).to.equal(false);
  });

  it('shows the short time, and the full one where the focus is', async () => {
    const log = await show(anEntry({ startedAt: new Date(2026, 0, 5, 9, 4, 7).getTime() }));
    expect(textOf(log.toggle(0))).to.match(/^9:04\sAM$/);
    expect(log.toggle(0).ariaLabel).to.match(/^1\/5\/26, 9:04\sAM, details$/);
    expect(log.days).to.deep.equal(['Monday, January 5, 2026']);
    log.toggle(0).focus();
    expect(log.tip).to.match(/^Jan 5, 2026, 9:04:07\sAM/);
    await sendKeys({ press: 'Escape' });
    expect(log.tip).to.equal('');
  });

  it('draws a line where a day begins, but for today', async () => {
    const day = 86_400_000;
    const log = await show(
      anEntry({ id: 'a', startedAt: now - 2 * day - 1 }),
      anEntry({ id: 'b', startedAt: now - 2 * day }),
      anEntry({ id: 'c', startedAt: now }),
    );
    expect(log.days).to.have.length(1);
    opened.local.set([...opened.local.value, anEntry({ id: 'd', startedAt: now - day })]);
    await waitUntil(() => log.days.length === 2);
    expect(log.rowElements.map(({ dataset }) => dataset['id'])).to.deep.equal(['c', 'd', 'b', 'a']);
  });

  it('has few of many records in the page, and more when asked', async () => {
    const log = await show(...manyReports(1000).map((event) => anEntry(event)));
    expect(log.rows).to.have.length(100);
    expect(log.facts).to.equal('1,000 records');
    expect(log.rowElements[0]!.dataset['id']).to.equal('report-999');
    await clickOn(log.button('Show earlier'));
    await log.ready(200);
    expect(log.rowElements[199]!.dataset['id']).to.equal('report-800');
    const body = log.find('.body')!.getBoundingClientRect();
    await waitUntil(() => log.rowElements[100]!.getBoundingClientRect().bottom <= body.bottom + 1);
    expect(log.rowElements[100]!.getBoundingClientRect().top).to.be.at.least(body.top);
    expect(focused() === log.button('Show earlier')).to.equal(true);
  });

  it('renders only where something that it shows changed', async () => {
    const entries = manyReports(300).map((event) => anEntry(event));
    const log = await show(...entries);
    const changed: Node[] = [];
    const observer = new MutationObserver((records) => changed.push(...records.map(({ target }) => target)));
    observer.observe(log.element.shadowRoot!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    // The same again, and a change of one that is not in the page.
    opened.local.set([...entries]);
    opened.local.set([anEntry({ ...entries[0]!.event, note: 'new' }), ...entries.slice(1)]);
    expect(log.element.isUpdatePending).to.equal(false);
    // One that is: its row alone changes.
    opened.local.set([...entries.slice(0, -1), anEntry({ ...entries.at(-1)!.event, outcome: 'failed' })]);
    await log.element.updateComplete;
    await nextFrame();
    observer.disconnect();
    expect(changed).not.to.be.empty;
    expect(changed.every((node) => log.rowElements[0]!.contains(node))).to.equal(true);
  });

  it('keeps names from turning what stands beside them', async () => {
    const log = await show(anEntry({ chatId: '\u202eabc', actor: { id: 'x', name: 'Eve\u202e' } }));
    for (const column of ['event', 'chat', 'actor', 'move']) {
      for (const text of log.cell(0, column).querySelectorAll('bdi')) {
        expect(getComputedStyle(text).unicodeBidi).to.equal('isolate');
      }
    }
    expect(log.cell(0, 'actor').querySelector('bdi')!.textContent).to.equal('Eve\u202e');
  });

  it('shows all of a record in a narrow place', async () => {
    const log = await show(anEntry({}, { delivery: 'refused', reason: 'no such event id' }));
    opened.floor.root.style.width = '390px';
    await waitUntil(() => log.cell(0, 'outcome').offsetTop === log.cell(0, 'time').offsetTop);
    await waitUntil(() => log.cell(0, 'move').offsetTop > log.cell(0, 'chat').offsetTop);
    const { right } = log.element.getBoundingClientRect();
    for (const column of ['time', 'event', 'chat', 'actor', 'move', 'outcome', 'delivery']) {
      const cell = log.cell(0, column);
      expect(cell.checkVisibility(), column).to.equal(true);
      expect(cell.getBoundingClientRect().right, column).to.be.at.most(right + 1);
      for (const { scrollWidth, clientWidth } of cell.querySelectorAll('.cut')) {
        expect(scrollWidth, column).to.be.at.most(clientWidth);
      }
    }
    await clickOn(log.toggle(0));
    expect(log.details).to.include('Why it is not delivered no such event id');
    await expect(log.element).to.be.accessible();
  });
});
