import { expect } from '@open-wc/testing';
import {
  reportCsv,
  reportFile,
  reportJson,
  type ExportedReport,
} from '../../../src/elements/report-event-log/report-file.js';
import type { ReportEntry } from '../../../src/monitor/types.js';
import { aReport } from '../../harness/records.js';
import { readCsv } from './read-csv.js';

const at = Date.UTC(2026, 0, 5, 9, 0, 3, 120);

const refused: ReportEntry = {
  event: aReport({
    id: 'r1',
    startedAt: at,
    note: '=HYPERLINK("http://evil.example")',
    outcome: 'refused',
    errorCode: 'conflict',
    backendErrorCode: '9093',
    receivedAt: at + 2000,
    form: { region: 'EMEA', filter2: 'Bob Agent' },
  }),
  delivery: 'refused',
  attempts: 2,
  reason: 'no such event id',
};

describe('Exported records', () => {
  it('have one row each in CSV, under names that stay', () => {
    const { from: _, to: __, endedAt: ___, ...open } = aReport({ id: 'r2', outcome: 'performing' });
    const [header, first, second, ...others] = readCsv(reportCsv([refused, { ...refused, event: open, attempts: 0 }]));
    expect(others).to.be.empty;
    expect(header!.join()).to.equal(
      'id,started_at,ended_at,received_at,chat_id,command,actor_id,actor_name,from_type,from_id,from_name,' +
        'to_type,to_id,to_name,note,outcome,error_code,backend_error_code,delivery,delivery_attempts,' +
        'delivery_reason,event,event_id,event_status,company,region,user_id,start,end,duration_seconds,count,' +
        'filter_1,filter_2,filter_3,session_id,create_date',
    );
    const record = Object.fromEntries(header!.map((name, index) => [name, first![index]]));
    expect(record).to.include({
      id: 'r1',
      started_at: '2026-01-05T09:00:03.120Z',
      ended_at: '2026-01-05T09:00:04.620Z',
      received_at: '2026-01-05T09:00:05.120Z',
      note: `'=HYPERLINK("http://evil.example")`,
      outcome: 'refused',
      error_code: 'conflict',
      backend_error_code: '9093',
      delivery: 'refused',
      delivery_attempts: '2',
      delivery_reason: 'no such event id',
      event_id: '10001',
      duration_seconds: '1',
      from_name: 'Ann Agent',
      to_type: 'agent',
      region: 'EMEA',
      filter_1: '',
      filter_2: 'Bob Agent',
    });
    const missing = header!.filter((_name, index) => second![index] === '');
    expect(missing).to.include.members(['ended_at', 'received_at', 'from_name', 'to_id', 'note', 'error_code']);
  });

  it('are those of the contract in JSON, with their delivery', () => {
    const [record] = JSON.parse(reportJson([refused])) as ExportedReport[];
    expect(record).to.deep.equal({ ...refused.event, delivery: 'refused', attempts: 2, reason: 'no such event id' });
  });

  it('come in a file with type, and the moment in its name', async () => {
    const csv = reportFile('csv', [refused], at);
    expect(csv.name).to.equal('report-events-2026-01-05T09-00-03Z.csv');
    expect(csv.type).to.equal('text/csv;charset=utf-8');
    // As bytes: text() drops the byte order mark.
    expect([...new Uint8Array(await csv.arrayBuffer()).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const json = reportFile('json', [refused], at);
    expect(json.name).to.equal('report-events-2026-01-05T09-00-03Z.json');
    expect(json.type).to.equal('application/json');
  });
});
