import { expect } from '@open-wc/testing';
import type { Agent } from '../../../src/contract/index.js';
import { AgentChoices, matchesWords } from '../../../src/elements/assign-pane/agent-choices.js';

function agent(id: string, change: Partial<Agent> = {}): Agent {
  return { id, name: id, availability: 'available', capacity: 2, load: 0, queues: [], ...change };
}

const options = { action: 'assign', chat: undefined, viewerId: 'b' } as const;

describe('AgentChoices', () => {
  const list = (choices: AgentChoices) => choices.list(options).map(({ agent, block }) => `${agent.id}:${block ?? ''}`);

  it('lets only available agents in, and keeps who goes away', () => {
    const choices = new AgentChoices();
    choices.reset([agent('a'), agent('b', { availability: 'unavailable' }), agent('c')]);
    expect(list(choices)).to.deep.equal(['a:', 'c:']);
    choices.update([agent('a', { availability: 'unavailable' }), agent('b'), agent('c', { load: 2 })]);
    expect(list(choices)).to.deep.equal(['a:away', 'c:full', 'b:']);
    choices.update([agent('b')]);
    expect(list(choices)).to.deep.equal(['a:away', 'c:away', 'b:']);
    choices.reset([agent('b')]);
    expect(list(choices)).to.deep.equal(['b:']);
  });

  it('knows the viewer, and lets a transfer go over capacity', () => {
    const choices = new AgentChoices();
    choices.reset([agent('b', { load: 2 })]);
    expect(choices.list({ ...options, action: 'transfer' })).to.deep.include({
      agent: agent('b', { load: 2 }),
      own: true,
      over: true,
    });
  });

  it('matches every word anywhere, in any case', () => {
    expect(matchesWords(['Ann Lee', 'Ready', 'VPN'], 'vpn an')).to.equal(true);
    expect(matchesWords(['Ann Lee'], 'ann bob')).to.equal(false);
    expect(matchesWords(['Ann Lee'], '  ')).to.equal(true);
  });
});
