import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator } from 'playwright-core';
import { readCsv } from '../elements/report-event-log/read-csv.js';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

describe('the audit log', () => {
  let floor: DemoFloor;
  let window: BrowserContext;
  let nora: SupervisorDriver;
  let log: Locator;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    log = nora.page.locator('report-event-log');
    const adele = await Person.signIn(floor.url, 'adele.fontaine');
    for (const issue of ['Logged one', 'Logged two', 'Logged three']) await adele.openChat({ issue });
    await (await Person.signIn(floor.url, 'ben.whitaker')).takeAtOnce(15);
  });
  after(() => floor.close());

  const show = (tab: 'Chats' | 'Audit log'): Promise<void> => nora.page.getByRole('tab', { name: tab }).click();
  /** The rows of records, without the header. */
  const records = (): Locator => log.getByRole('row').filter({ has: nora.page.getByRole('rowheader') });

  async function assign(issue: string): Promise<void> {
    await show('Chats');
    await nora.search(issue);
    await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker', { note: '=1+1' });
    await nora.row(issue).getByText('Ben Whitaker').waitFor();
  }

  it('has what was done, with its record delivered', async () => {
    await show('Audit log');
    await log.getByText('Nothing recorded yet').waitFor();
    await assign('Logged one');
    await show('Audit log');
    await records().getByText('Delivered').waitFor();
    assert.deepEqual(
      (await records().getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()),
      ['Supervisor assign', 'Adele Fontaine', 'Nora Lindqvist', 'Service Desk to Ben Whitaker', 'Done', 'Delivered'],
    );
    const kept = await floor.rows(`SELECT outcome FROM report_events`);
    assert.deepEqual(
      kept.map((row) => ({ ...row })),
      [{ outcome: 'done' }],
    );
  });

  it('has what others did', async () => {
    const tomas = new SupervisorDriver(await floor.open(window, 'supervisor', 'tomas.keller', 'tomas'));
    await tomas.search('Logged one');
    await tomas.choose('Logged one', 'Release chat');
    await tomas.confirmation.getByRole('button', { name: 'Release chat' }).click();
    // The row says so before the server does, and a log that was read too early is read again only after a minute.
    await floor.until(
      () => floor.rows(`SELECT 1 FROM report_events WHERE actor_id = 'tomas.keller'`),
      ({ length }) => length === 1,
    );
    await tomas.row('Logged one').getByText('Pending').waitFor();
    await log.getByRole('button', { name: 'Refresh' }).click();
    await records().filter({ hasText: 'Tomas Keller' }).getByText('Delivered').waitFor();
    assert.equal(await records().count(), 2);
    await tomas.page.close();
  });

  it('keeps a record that could not be delivered, and sends it when it can be', async () => {
    const queued = records().filter({ hasText: 'Queued' });
    // Whoever is to wait for an hour tries again only on the next connection, or when told to.
    await nora.page.route('**/report-events', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 503, headers: { 'Retry-After': '3600' } })
        : route.continue(),
    );
    await assign('Logged two');
    await show('Audit log');
    await queued.getByText(/^1 attempt/).waitFor();
    await log.getByRole('button', { name: '1 record queued' }).waitFor();

    // What waits is still shown while the server is away, and cannot be sent.
    await floor.stopServer();
    await log.getByText(/^Showing the state of \d/).waitFor();
    await log.getByRole('button', { name: 'Send again', disabled: true }).waitFor();
    assert.equal(await records().count(), 3);
    await floor.startServer();
    await log.getByText(/^Showing the state of \d/).waitFor({ state: 'detached', timeout: 30_000 });
    await queued.getByText(/^2 attempts/).waitFor();
    await nora.page.unroute('**/report-events');
    await log.getByRole('button', { name: 'Send again' }).click();
    await queued.waitFor({ state: 'detached' });
    assert.equal((await floor.rows('SELECT 1 FROM report_events')).length, 3);
  });

  it('says that a record was refused and why, and sends it again', async () => {
    await nora.page.route('**/report-events', async (route) => {
      // The log is read at the same address when it comes into sight.
      if (route.request().method() !== 'POST') return route.continue();
      const { events } = route.request().postDataJSON() as { events: readonly { id: string }[] };
      const refused = events.map(({ id }) => ({ id, code: 'invalid', message: 'No such event id' }));
      return route.fulfill({ json: { accepted: [], refused } });
    });
    await assign('Logged three');
    await show('Audit log');
    await log.getByRole('status').getByText('1 record was refused').waitFor();
    const refused = records().filter({ hasText: 'Refused' });
    await refused.getByText('No such event id').waitFor();
    await nora.page.unroute('**/report-events');
    await refused.getByRole('button', { name: /^Send again/ }).click();
    await log.getByRole('status').getByText('All records are delivered').waitFor();
    assert.equal((await floor.rows('SELECT 1 FROM report_events')).length, 4);
  });

  it('is saved as a CSV file under the strict policy, with what it is filtered to', async () => {
    await log.getByLabel('Action').selectOption({ label: 'Assign' });
    await log.getByText('3 of 4 records').first().waitFor();
    const saving = nora.page.waitForEvent('download');
    await log.getByRole('button', { name: 'Export CSV' }).click();
    const download = await saving;
    assert.match(download.suggestedFilename(), /^report-events-[\d-]+T[\d-]+Z\.csv$/);
    const file = await readFile(await download.path(), 'utf8');
    assert.ok(file.startsWith('\ufeffid,started_at,'));
    const [header, ...rows] = readCsv(file);
    const column = (name: string): string[] => rows.map((cells) => cells[header!.indexOf(name)]!);
    assert.deepEqual(column('command'), ['assign', 'assign', 'assign']);
    assert.deepEqual(column('actor_id'), ['nora.lindqvist', 'nora.lindqvist', 'nora.lindqvist']);
    assert.deepEqual(column('note'), ["'=1+1", "'=1+1", "'=1+1"]);
    assert.deepEqual(column('delivery'), ['delivered', 'delivered', 'delivered']);
    const kept = await floor.rows<{ id: string }>(
      `SELECT id FROM report_events WHERE command = 'assign' ORDER BY started_at DESC`,
    );
    assert.deepEqual(
      column('id'),
      kept.map(({ id }) => id),
    );
  });

  it('left no complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
