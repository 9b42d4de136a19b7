import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import type { ArSystemForms } from '../../../src/adapters/arsystem/index.js';
import type { ChatConnection, ReportEvent } from '../../../src/contract/index.js';
import { errorAnswer } from './ar-server.js';
import type { Entry } from './ar-tables.js';
import { forms } from './forms.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const { signal } = new AbortController();
const start = Date.UTC(2026, 0, 28, 11, 19, 29);

function record(id: string, more: Partial<ReportEvent> = {}): ReportEvent {
  const { outcome = 'done' } = more;
  const complete = outcome !== 'performing';
  return {
    id,
    command: 'transfer',
    chatId: '7',
    actor: { id: 'cole', name: 'Cole' },
    from: { type: 'agent', id: 'ann', name: 'Ann "A"' },
    to: { type: 'agent', id: 'sam', name: 'Sam' },
    outcome,
    startedAt: start,
    ...(complete && { endedAt: start + 2_000 }),
    form: {
      event: 'Transferred',
      eventId: 10_002,
      eventStatus: complete ? 'Complete' : 'Open',
      company: 'Home',
      userId: 'cole',
      start,
      ...(complete && { end: start + 2_000, duration: 2 }),
      count: 1,
      filter1: 'Ann "A"',
      filter2: 'Sam',
      filter3: outcome,
      sessionId: '7',
      createDate: start,
    },
    ...more,
  };
}

describe('Report_Events in AR System', () => {
  async function open(home: Installation, map: ArSystemForms = forms): Promise<ChatConnection> {
    return home.adapter('sue', { forms: map }).connect({ signal });
  }

  const rows = (home: Installation): Entry[] => home.server.tables.rows('ES_Chat:Report_Event');

  it('are written by the configured ids and fields, under the name of who is signed in', async () => {
    const home = new Installation();
    const connection = await open(home);
    assert.deepEqual(await connection.report?.([record('r"1')], { signal }), { accepted: ['r"1'], refused: [] });
    const [row] = rows(home);
    assert.deepEqual(
      [row?.['Event'], row?.['Event ID'], row?.['Event Status'], row?.['User ID'], row?.['Submitter']],
      ['Transferred', 10_002, 'Complete', 'sue', 'sue'],
    );
    assert.deepEqual(
      [
        row?.['Start'],
        row?.['End'],
        row?.['Duration'],
        row?.['Filter Field 1'],
        row?.['Session ID'],
        row?.['Record ID'],
      ],
      ['2026-01-28T11:19:29.000+0000', '2026-01-28T11:19:31.000+0000', 2, 'Ann "A"', '7', 'r"1'],
    );
    await connection.close();
  });

  it('are asked for before they are written, and completed where they were kept as open', async () => {
    const home = new Installation();
    const connection = await open(home);
    await connection.report?.([record('r1', { outcome: 'performing' }), record('r2')], { signal });
    await connection.report?.([record('r1', { outcome: 'refused' }), record('r2'), record('r3')], { signal });
    await connection.report?.([record('r1', { outcome: 'done' })], { signal });
    const kept = rows(home).map((row) => [row['Record ID'], row['Event Status'], row['Filter Field 3']]);
    assert.deepEqual(kept, [
      ['r1', 'Complete', 'refused'],
      ['r2', 'Complete', 'done'],
      ['r3', 'Complete', 'done'],
    ]);
    await connection.close();
  });

  it('say that a repeat is not recognised where the form has no field for the id', async () => {
    const home = new Installation();
    const { recordId: _, ...fields } = forms.reports!.fields;
    const connection = await open(home, { ...forms, reports: { ...forms.reports!, fields } });
    const { guarantees, guaranteeReasons, operations } = connection.session.capabilities;
    assert.equal(guarantees.report, 'at-least-once');
    assert.match(guaranteeReasons?.report ?? '', /no field for the id/);
    assert.equal((operations['read-report'] as { grade: string }).grade, 'emulated');
    for (let times = 0; times < 2; times += 1) await connection.report?.([record('r1')], { signal });
    assert.equal(rows(home).length, 2);
    await connection.close();
  });

  it('are accepted where a unique index says that another page wrote them meanwhile', async () => {
    const home = new Installation();
    const connection = await open(home);
    home.server.intercept = (request) =>
      request.method === 'POST' ? errorAnswer(400, 382, 'violates a unique index') : undefined;
    assert.deepEqual((await connection.report?.([record('r1')], { signal }))?.accepted, ['r1']);
    await connection.close();
  });

  it('of which some are bad are refused one by one', async () => {
    const home = new Installation();
    const connection = await open(home);
    const bad = record('bad');
    const events = [{ ...bad, form: { ...bad.form, eventStatus: 'Odd' as 'Open' } }, record('good')];
    const receipt = await connection.report?.(events, { signal });
    assert.deepEqual(
      [receipt?.accepted, receipt?.refused.map(({ id, code }) => [id, code])],
      [['good'], [['bad', '306']]],
    );
    await connection.close();
  });

  it('stop where the server cannot go on, and what it took is accepted', async () => {
    const home = new Installation();
    const connection = await open(home);
    let posts = 0;
    home.server.intercept = (request) => {
      if (request.method === 'POST') posts += 1;
      return posts === 2 ? HttpResponse.error() : undefined;
    };
    const events = [record('r1'), record('r2'), record('r3')];
    assert.deepEqual(await connection.report?.(events, { signal }), { accepted: ['r1'], refused: [] });
    assert.deepEqual(
      rows(home).map((row) => row['Record ID']),
      ['r1'],
    );
    home.server.intercept = () => errorAnswer(500, 9093, 'busy');
    await assert.rejects(async () => connection.report?.(events, { signal }), {
      code: 'unavailable',
      backendCode: '9093',
    });
    await connection.close();
  });

  it('are read back whole, newest first, by chat, actor, command and time', async () => {
    const home = new Installation();
    const connection = await open(home);
    const sent = [0, 1, 2].map((minute) => {
      const at = start + minute * 60_000;
      const { form } = record('x');
      return record(`r${minute}`, {
        startedAt: at,
        endedAt: at + 2_000,
        form: { ...form, start: at, end: at + 2_000 },
      });
    });
    await connection.report?.(sent, { signal });
    const page = await connection.readReport?.(
      { chatId: '7', actorId: 'sue', command: 'transfer', limit: 2 },
      { signal },
    );
    assert.deepEqual([page?.items.map(({ id }) => id), page?.next], [['r2', 'r1'], '2']);
    const [first] = page?.items ?? [];
    assert.deepEqual(
      [first?.actor, first?.from, first?.to, first?.outcome, first?.form.duration],
      [{ id: 'sue', name: 'Sue' }, sent[2]?.from, sent[2]?.to, 'done', 2],
    );
    const range = { since: start + 60_000, until: start + 120_000 };
    assert.deepEqual(
      (await connection.readReport?.(range, { signal }))?.items.map(({ id }) => id),
      ['r1'],
    );
    assert.deepEqual((await connection.readReport?.({ outcome: 'refused' }, { signal }))?.items, []);
    await assert.rejects(async () => connection.readReport?.({ after: 'x' }, { signal }), { code: 'invalid' });
    await connection.close();
  });
});
