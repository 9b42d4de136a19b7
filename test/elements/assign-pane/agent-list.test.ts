import { expect } from '@open-wc/testing';
import type { Agent, Chat } from '../../../src/contract/index.js';
import { AgentList } from '../../../src/elements/assign-pane/agent-list.js';
import { agentChoice, matchesWords } from '../../../src/elements/assign-pane/choices.js';
import { assignTexts } from '../../../src/elements/shared/texts/english/assign.js';
import { Texts } from '../../../src/elements/shared/texts/texts.js';

function agent(id: string, change: Partial<Agent> = {}): Agent {
  return { id, name: id, availability: 'available', capacity: 2, load: 0, queues: [], ...change };
}

const acme = { id: 'acme', name: 'Acme' };
const other = { id: 'other', name: 'Other' };
const vpn = { id: 'vpn', name: 'VPN', company: acme };
const mail = { id: 'mail', name: 'Mail', company: acme };
const print = { id: 'print', name: 'Printing', company: other };

describe('AgentList', () => {
  const options = { query: '', chat: undefined, queues: [] };
  const ids = (agents: readonly Agent[]) => agents.map(({ id, availability }) => `${id}:${availability}`);

  it('lets only available agents in, keeps who goes away, and adds who comes at the end', () => {
    const list = new AgentList();
    const away = { availability: 'unavailable' } as const;
    expect(ids(list.update([agent('a'), agent('b', away), agent('c')], options))).to.deep.equal([
      'a:available',
      'c:available',
    ]);
    const later = ids(list.update([agent('b')], options));
    expect(later).to.deep.equal(['a:unavailable', 'c:unavailable', 'b:available']);
    list.reset();
    expect(ids(list.update([agent('b')], options))).to.deep.equal(['b:available']);
  });

  it('begins anew with another search', () => {
    const list = new AgentList();
    list.update([agent('ann'), agent('bob')], options);
    expect(ids(list.update([agent('ann'), agent('bob')], { ...options, query: 'bo' }))).to.deep.equal([
      'bob:available',
    ]);
  });

  it("lists who answers the chat's queue, then its company, then the others, each by name", () => {
    const chat = { company: acme, queue: mail } as Partial<Chat> as Chat;
    const agents = [
      agent('a', { queues: [print] }),
      agent('b', { queues: [vpn] }),
      agent('c', { queues: [mail] }),
      agent('d'),
      agent('e', { queues: [vpn, mail] }),
      agent('f', { queues: [print, vpn] }),
    ];
    const list = new AgentList().update(agents, { query: '', chat, queues: [vpn, mail, print] });
    expect(list.map(({ id }) => id)).to.deep.equal(['c', 'e', 'b', 'f', 'a', 'd']);
  });
});

describe('agentChoice', () => {
  const texts = new Texts('en', undefined, assignTexts);
  const options = { action: 'assign', chat: undefined, viewerId: 'b' } as const;
  const blocked = (change: Partial<Agent>, action: 'assign' | 'transfer' = 'assign') =>
    agentChoice(agent('a', change), { ...options, action }, texts).blocked;

  it('blocks who is away or full', () => {
    expect(blocked({})).to.equal(undefined);
    expect(blocked({ availability: 'unavailable' })).to.equal('Not available any more');
    expect(blocked({ load: 2 })).to.equal('Takes no more chats now');
  });

  it('finds nobody full who has no capacity', () => {
    const { capacity: _, ...unlimited } = agent('a', { load: 500 });
    for (const action of ['assign', 'transfer'] as const) {
      const choice = agentChoice(unlimited, { ...options, action }, texts);
      expect(choice).to.include({ blocked: undefined, over: false });
    }
  });

  it('knows the viewer, and lets a transfer go over capacity', () => {
    expect(blocked({ load: 2 }, 'transfer')).to.equal(undefined);
    const choice = agentChoice(agent('b', { load: 2 }), { ...options, action: 'transfer' }, texts);
    expect(choice).to.include({ own: true, over: true });
  });
});

describe('matchesWords', () => {
  it('matches every word anywhere, in any case', () => {
    expect(matchesWords(['Ann Lee', 'Ready', 'VPN'], 'vpn an')).to.equal(true);
    expect(matchesWords(['Ann Lee'], 'ann bob')).to.equal(false);
    expect(matchesWords(['Ann Lee'], '  ')).to.equal(true);
  });
});
