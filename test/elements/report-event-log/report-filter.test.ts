import { expect } from '@open-wc/testing';
import {
  askedOf,
  isFiltering,
  matcherOf,
  noFilter,
  periodAt,
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

  describe('as a question to a backend', () => {
    const asked = (text: string, final = true) => askedOf({ ...noFilter, text }, entries, final);

    it('has what a backend can find', () => {
      const filter: ReportFilter = {
        text: 'sue',
        command: 'assign',
        outcome: 'done',
        delivery: 'delivered',
        period: { name: 'custom', since: 1, until: 2 },
      };
      const query = { command: 'assign', outcome: 'done', since: 1, until: 2 };
      expect(askedOf(filter, [], false)).to.deep.equal({ query, words: '' });
      expect(askedOf(filter, entries, true)).to.deep.equal({ query: { ...query, actorId: 'sue' }, words: '' });
      expect(askedOf(noFilter, entries, true)).to.deep.equal({ query: {}, words: '' });
    });

    it('takes a text for an actor only where it names one, and only one', () => {
      expect(asked(' tom supervisor').query.actorId).to.equal('tom');
      expect(asked('TOM').query.actorId).to.equal('tom');
      expect(asked('supervisor').query.actorId).to.equal(undefined);
      const twin = entry({ actor: { id: 'tom-2', name: 'Tom Supervisor' } });
      const filter = { ...noFilter, text: 'Tom Supervisor' };
      expect(askedOf(filter, [...entries, twin], true).query.actorId).to.equal(undefined);
    });

    it('takes a text for the id of a chat where it may be one', () => {
      expect(asked(' chat-99 ').words).to.equal('chat-99');
      expect(asked('two words').words).to.equal('');
      expect(asked('x'.repeat(513)).words).to.equal('');
      expect(asked('tom').words).to.equal('');
      expect(askedOf({ ...noFilter, text: 'chat-99' }, [], true).words).to.equal('chat-99');
    });

    it('leaves a text out that is still being typed', () => {
      expect(asked('tom', false)).to.deep.equal({ query: {}, words: '' });
    });
  });
});
