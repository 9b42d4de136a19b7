import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentQuery, ChatQuery } from '../../../src/contract/index.js';
import { matchesAgent, matchesChat, type QueriedChat } from '../../../src/adapters/shared/matching.js';

const named = (id: string): { id: string; name: string } => ({ id, name: id });

const waiting: QueriedChat = { status: 'pending', company: named('acme'), queue: named('desk'), participants: [] };
const { queue: _, ...homeless } = waiting;
const handled: QueriedChat = { ...waiting, status: 'assigned', assignee: named('ann') };
const joined: QueriedChat = { ...handled, participants: [{ ...named('sam'), mode: 'monitor' }] };

describe('A chat', () => {
  const isIn = (query: Partial<ChatQuery>, chat: QueriedChat, id = 'sue'): boolean =>
    matchesChat({ view: 'floor', ...query }, chat, { id });

  it('is on the floor of the named companies: of all where none is named, of none where the list is empty', () => {
    assert.ok(isIn({}, waiting));
    assert.ok(isIn({ companies: ['other', 'acme'] }, waiting));
    assert.ok(!isIn({ companies: ['other'] }, waiting));
    assert.ok(!isIn({ companies: [] }, waiting));
  });

  it('is in the named queues the same way, and without a queue in the bucket `null`', () => {
    assert.ok(isIn({ queues: ['desk', null] }, waiting));
    assert.ok(!isIn({ queues: ['annex'] }, waiting));
    assert.ok(!isIn({ queues: [] }, waiting));
    assert.ok(!isIn({ queues: [null] }, waiting));
    assert.ok(isIn({ queues: [null] }, homeless));
    assert.ok(isIn({}, homeless));
    assert.ok(!isIn({ queues: ['desk'] }, homeless));
    assert.ok(!isIn({ queues: [] }, homeless));
  });

  it('has to be of both, a named company and a named queue', () => {
    assert.ok(isIn({ companies: ['acme'], queues: ['desk'] }, waiting));
    assert.ok(!isIn({ companies: ['other'], queues: ['desk'] }, waiting));
    assert.ok(!isIn({ companies: ['acme'], queues: ['annex'] }, waiting));
  });

  it('is the own one of its assignee and of its participants, as far as the query goes', () => {
    const mine = { view: 'mine' } as const;
    assert.deepEqual(
      ['ann', 'sam', 'sue'].map((id) => isIn(mine, joined, id)),
      [true, true, false],
    );
    assert.ok(!isIn(mine, waiting));
    assert.ok(!isIn({ ...mine, queues: [null] }, handled, 'ann'));
  });

  it('is in no view once it is closed', () => {
    assert.ok(!isIn({}, { ...waiting, status: 'closed' }));
  });

  it('that lacks its company is of no company that is named', () => {
    const broken = { ...waiting, company: undefined } as unknown as QueriedChat;
    assert.ok(isIn({}, broken));
    assert.ok(!isIn({ companies: ['acme'] }, broken));
  });
});

describe('An agent', () => {
  const agent = { queues: [named('desk'), named('field')] };
  const isIn = (query: AgentQuery): boolean => matchesAgent(query, agent, ['acme', 'other']);

  it('takes chats of the companies and queues that the agent works for', () => {
    assert.ok(isIn({}));
    assert.ok(isIn({ companies: ['other'] }));
    assert.ok(!isIn({ companies: ['third'] }));
    assert.ok(!isIn({ companies: [] }));
    assert.ok(isIn({ queues: ['field', 'annex'] }));
    assert.ok(!isIn({ queues: ['annex'] }));
    assert.ok(!isIn({ queues: [null] }));
    assert.ok(!isIn({ queues: [] }));
    assert.ok(!isIn({ companies: ['third'], queues: ['desk'] }));
  });

  it('without a queue is in the bucket `null`, and for every company or a named one', () => {
    const free = { queues: [] };
    assert.ok(matchesAgent({ queues: [null] }, free, []));
    assert.ok(matchesAgent({ companies: ['acme'] }, free, []));
    assert.ok(!matchesAgent({ companies: [] }, free, []));
    assert.ok(!matchesAgent({ queues: ['desk'] }, free, []));
    assert.ok(!matchesAgent({ queues: [] }, free, []));
    assert.ok(matchesAgent({ companies: ['acme'], queues: [null] }, free, ['acme']));
    assert.ok(!matchesAgent({ companies: ['acme'] }, free, ['other']));
  });
});
