import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chat, OnChatCommand } from '../../src/contract/index.js';
import { overlayFor, type OverlayContext } from '../../src/monitor/overlays.js';
import { aChat } from '../harness/records.js';

const sue = { id: 'sue', name: 'Sue' };
const context: OverlayContext = {
  viewer: sue,
  now: 5_000,
  agent: (id) => ({ id, name: 'Bob', availability: 'available', capacity: 3, load: 0, queues: [] }),
  queue: (id) => ({ id, name: 'Mail', company: { id: 'acme', name: 'Acme' } }),
};
const { waitingSince: _, ...open } = aChat();
const handled: Chat = { ...open, status: 'assigned', assignee: { id: 'ann', name: 'Ann' }, handledSince: 1_000 };
const asked: Chat = { ...handled, assist: { id: 'a1', by: { id: 'ann', name: 'Ann' }, at: 2_000 } };

const shown = (command: OnChatCommand, chat: Chat): Chat | undefined =>
  overlayFor('key', command, chat, context)?.apply(chat);
const settled = (command: OnChatCommand, before: Chat, now: Chat): boolean | undefined =>
  overlayFor('key', command, before, context)?.settledBy(now);

describe('the guess', () => {
  it('for assigning: its agent has the chat', () => {
    const chat = shown({ type: 'assign', chatId: 'c1', to: { type: 'agent', id: 'bob' } }, aChat());
    assert.deepEqual(
      [chat?.status, chat?.assignee, chat?.handledSince, chat?.waitingSince],
      ['assigned', { id: 'bob', name: 'Bob' }, 5_000, undefined],
    );
  });

  it('for transferring: it waits for its new agent, and says from whom it comes', () => {
    const chat = shown({ type: 'transfer', chatId: 'c1', to: { type: 'agent', id: 'bob' } }, handled);
    assert.deepEqual(
      [chat?.status, chat?.transfer?.from, chat?.handledSince],
      ['transferred', { id: 'ann', name: 'Ann' }, 1_000],
    );
  });

  it('for a queue, and for releasing: it waits', () => {
    const moved = shown({ type: 'transfer', chatId: 'c1', to: { type: 'queue', id: 'mail' } }, handled);
    assert.deepEqual(
      [moved?.status, moved?.assignee, moved?.queue?.name, moved?.waitingSince],
      ['pending', undefined, 'Mail', 5_000],
    );
    assert.equal(shown({ type: 'release', chatId: 'c1' }, handled)?.status, 'pending');
  });

  it('is none where it would show nothing: an unknown agent, a decline, an end, a request', () => {
    const unknown: OverlayContext = { ...context, agent: () => undefined };
    assert.equal(
      overlayFor('key', { type: 'assign', chatId: 'c1', to: { type: 'agent', id: '?' } }, aChat(), unknown),
      undefined,
    );
    for (const type of ['decline', 'close', 'raise-assist'] as const) {
      assert.equal(overlayFor('key', { type, chatId: 'c1' }, handled, context), undefined);
    }
  });

  it('for moves ends with the next assignment, whosever it is, and not with a message', () => {
    const command: OnChatCommand = { type: 'release', chatId: 'c1' };
    assert.equal(settled(command, handled, { ...handled, messageCount: 9 }), false);
    assert.equal(settled(command, handled, { ...handled, assignmentVersion: 'v2' }), true);
  });

  it('for joining, changing the mode and leaving ends when the record says so', () => {
    const join: OnChatCommand = { type: 'join', chatId: 'c1', mode: 'monitor' };
    const joined = shown(join, handled)!;
    assert.deepEqual(joined.participants, [{ ...sue, mode: 'monitor' }]);
    assert.equal(settled(join, handled, handled), false);
    assert.equal(settled(join, handled, joined), true);
    const change: OnChatCommand = { type: 'set-mode', chatId: 'c1', mode: 'participate' };
    assert.deepEqual(shown(change, joined)?.participants, [{ ...sue, mode: 'participate' }]);
    assert.equal(settled(change, joined, joined), false);
    const leave: OnChatCommand = { type: 'leave', chatId: 'c1' };
    assert.deepEqual(shown(leave, joined)?.participants, []);
    assert.equal(settled(leave, joined, handled), true);
  });

  it('for a request touches that request only', () => {
    const clear: OnChatCommand = { type: 'clear-assist', chatId: 'c1', assistId: 'a1' };
    assert.equal(shown(clear, asked)?.assist, undefined);
    const again: Chat = { ...asked, assist: { ...asked.assist!, id: 'a2' } };
    assert.equal(overlayFor('key', clear, asked, context)?.apply(again), again);
    assert.equal(settled(clear, asked, again), true);
    const claim: OnChatCommand = { type: 'claim-assist', chatId: 'c1', assistId: 'a1' };
    assert.deepEqual(shown(claim, asked)?.assist?.claimedBy, sue);
    assert.equal(settled(claim, asked, asked), false);
    assert.equal(settled(claim, asked, handled), true);
  });
});
