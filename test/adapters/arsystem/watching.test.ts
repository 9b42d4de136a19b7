import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Agent, Chat, Changes } from '../../../src/contract/index.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const idle = new AbortController();

/** Reads a watch into a table until `done`. */
async function until<T extends { readonly id: string }>(
  watch: AsyncIterable<Changes<T>>,
  done: (rows: ReadonlyMap<string, T>, batch: Changes<T>) => boolean,
): Promise<ReadonlyMap<string, T>> {
  const rows = new Map<string, T>();
  for await (const batch of watch) {
    for (const record of batch.upserts) rows.set(record.id, record);
    for (const id of batch.removes) rows.delete(id);
    if (done(rows, batch)) return rows;
  }
  throw new Error('the watch ended');
}

describe('what is watched in AR System', () => {
  it('shows chats of every state, then what changes', async () => {
    const home = new Installation();
    const [waiting, taken] = [home.openChat(), home.openChat({ queue: 'SGP2' })];
    home.as('sue').perform({ type: 'assign', chatId: taken, to: { type: 'agent', id: 'ann' } });
    const connection = await home.adapter('sue').connect({ signal: idle.signal });
    const watch = connection.watchChats({ view: 'floor' }, { signal: idle.signal });
    const rows = await until<Chat>(watch, (_, { synced }) => synced === true);
    assert.deepEqual([...rows.keys()], [waiting, taken]);
    await connection.close();
  });

  it('shows agents with their queues and load', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    home.as('sue').perform({ type: 'assign', chatId, to: { type: 'agent', id: 'ann' } });
    const connection = await home.adapter('sue').connect({ signal: idle.signal });
    const rows = await until<Agent>(connection.watchAgents({}, { signal: idle.signal }), (_, b) => b.synced === true);
    const ann = rows.get('ann');
    assert.deepEqual([ann?.load, ann?.capacity, ann?.queues], [1, 3, [{ id: 'SGP1', name: 'Desk' }]]);
    await connection.close();
  });
});
