import { expect } from '@open-wc/testing';
import {
  actorNamed,
  isFiltering,
  matcherOf,
  noFilter,
  periodAt,
  queryOf,
  type ReportFilter,
} from '../../../src/elements/report-event-log/report-filter.js';
import type { ReportEntry } from '../../../src/monitor/types.js';
import { aReport } from '../../harness/records.js';

const entry = (more: Parameters<typeof aReport>[0], delivery: ReportEntry['delivery'] = 'delivered'): ReportEntry => ({
  event: aReport(more),
  delivery,
  attempts: 0,
});

describe('The filter of the log', () => {
  const entries = [
    entry({ id: 'a', chatId: 'chat-17', startedAt: 1000 }),
    entry({ id: 'b', command: 'release', outcome: 'failed', startedAt: 2000 }, 'waiting'),
    entry({ id: 'c', actor: { id: 'tom', name: 'Tom Supervisor' }, startedAt: 3000 }, 'refused'),
  ];
  const found = (filter: Partial<ReportFilter>): string =>
    entries
      .filter(matcherOf({ ...noFilter, ...filter }, ({ event }) => (event.id === 'b' ? 'Rita' : undefined)))
      .map(({ event }) => event.id)
      .join('');

  it('takes part of a chat, a requester or an actor, however it is written', () => {
    expect(found({ text: ' CHAT-1 ' })).to.equal('a');
    expect(found({ text: 'rita' })).to.equal('b');
    expect(found({ text: 'tom' })).to.equal('c');
    expect(found({ text: 'supervisor' })).to.equal('abc');
    expect(found({ text: 'nobody' })).to.equal('');
  });

  it('takes action, outcome, delivery and period, each and together', () => {
    expect(found({ command: 'release' })).to.equal('b');
    expect(found({ outcome: 'done' })).to.equal('ac');
    expect(found({ delivery: 'refused' })).to.equal('c');
    expect(found({ period: { name: 'custom', since: 2000 } })).to.equal('bc');
    expect(found({ period: { name: 'custom', until: 2000 } })).to.equal('a');
    expect(found({ outcome: 'done', period: { name: 'custom', since: 2000, until: 4000 } })).to.equal('c');
  });

  it('knows whether it leaves anything out', () => {
    expect(isFiltering(noFilter)).to.equal(false);
    expect(isFiltering({ ...noFilter, text: '  ' })).to.equal(false);
    expect(isFiltering({ ...noFilter, text: 'a' })).to.equal(true);
    expect(isFiltering({ ...noFilter, delivery: 'waiting' })).to.equal(true);
    expect(isFiltering({ ...noFilter, period: { name: 'custom' } })).to.equal(false);
    expect(isFiltering({ ...noFilter, period: periodAt('hour', 0) })).to.equal(true);
  });

  it('begins a day at the midnight of whoever looks', () => {
    const now = new Date(2026, 0, 5, 9, 30).getTime();
    expect(periodAt('hour', now).since).to.equal(new Date(2026, 0, 5, 8, 30).getTime());
    expect(periodAt('today', now).since).to.equal(new Date(2026, 0, 5).getTime());
    expect(periodAt('week', now).since).to.equal(new Date(2025, 11, 30).getTime());
    expect(periodAt('all', now)).to.deep.equal({ name: 'all' });
  });

  it('asks a backend for what a backend can find', () => {
    const filter: ReportFilter = {
      text: 'sue',
      command: 'assign',
      outcome: 'done',
      delivery: 'delivered',
      period: { name: 'custom', since: 1, until: 2 },
    };
    expect(queryOf(filter)).to.deep.equal({ command: 'assign', outcome: 'done', since: 1, until: 2 });
    expect(queryOf(noFilter, 'sue')).to.deep.equal({ actorId: 'sue' });
    expect(queryOf(noFilter)).to.deep.equal({});
  });

  it('takes a text for an actor only where it names one, and only one', () => {
    expect(actorNamed(' tom supervisor', entries)).to.equal('tom');
    expect(actorNamed('TOM', entries)).to.equal('tom');
    expect(actorNamed('supervisor', entries)).to.equal(undefined);
    const twin = entry({ actor: { id: 'tom-2', name: 'Tom Supervisor' } });
    expect(actorNamed('Tom Supervisor', [...entries, twin])).to.equal(undefined);
  });
});
