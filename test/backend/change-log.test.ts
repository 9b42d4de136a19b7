import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Chat, Message } from '../../src/contract/model.js';
import type { Database } from '../../demo/backend/database/database.js';
import { openPostgres } from '../../demo/backend/database/postgres.js';
import { horizonOf } from '../../demo/backend/change-log/position.js';
import { pruneLog } from '../../demo/backend/change-log/prune.js';
import { readLog } from '../../demo/backend/change-log/read.js';
import { logChange } from '../../demo/backend/change-log/entry.js';
import { expireTransfers } from '../../demo/backend/domain/commands/expire-transfers.js';
import { addMessage } from '../../demo/backend/domain/messages.js';
import { lockChat } from '../../demo/backend/domain/save-chat.js';
import { seededRandom } from '../../demo/backend/seed/random.js';
import { startPostgres, type PostgresServer } from './support/databases.js';
import { Client, TestClock, World, find, start } from './support/world.js';

/** Two instances on one PostgreSQL. */
describe('change log (PostgreSQL, two instances)', () => {
  let server: PostgresServer;
  let databases: [Database, Database];
  let worlds: [World, World];

  before(async () => {
    server = await startPostgres();
    const url = await server.createUrl();
    databases = [openPostgres(url), openPostgres(url)];
    const clock = new TestClock();
    // At once, as after a deployment: one migrates and seeds, the other one waits for it.
    worlds = await Promise.all([World.open(databases[0], {}, clock), World.open(databases[1], {}, clock)]);
  });

  after(async () => {
    for (const world of worlds) await world.close();
    for (const database of databases) await database.close();
    await server.stop();
  });

  /** One sign-in, used on both instances. */
  async function onBoth(userId: string): Promise<[Client, Client]> {
    const client = await worlds[0].signIn(userId, `both-${randomUUID().slice(0, 8)}`);
    return [client, new Client(worlds[1], client.slot, client.cookie)];
  }

  /** A transaction that writes a message and commits only when told to. */
  async function slowMessage(chatId: string, text: string): Promise<() => Promise<void>> {
    let commit = (): void => undefined;
    const permission = new Promise<void>((resolve) => (commit = resolve));
    let written = (): void => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const done = databases[0].transaction(async (tx) => {
      const chat = await lockChat(tx, chatId);
      assert.ok(chat);
      await addMessage(tx, chat, { author: { id: 'system', name: 'System', kind: 'system' }, text, at: start });
      written();
      await permission;
    });
    await isWritten;
    return async () => {
      commit();
      await done;
    };
  }

  it('does not pass over a transaction that commits late', async () => {
    const [onA, onB] = await onBoth('nora.lindqvist');
    const chats = await onA.chats();
    const slow = find(chats, ({ status }) => status === 'assigned');
    const fast = find(chats, ({ status, id }) => status === 'assigned' && id !== slow.id);
    const watch = { id: 'a', kind: 'chats', query: { view: 'floor' } };
    const reader = await onB.watch(watch);
    const { cursor } = await reader.changes('a', (batch) => batch.synced === true);

    const commit = await slowMessage(slow.id, 'written first, committed last');
    await onA.command(fast, { type: 'release' });
    // A watch that resumes now could take a later number than that of the open transaction.
    const between = await onA.watch({ ...watch, cursor });
    const resumed = await between.changes('a', (batch) => batch.synced === true);
    await between.close();
    await commit();

    const late = await onB.watch({ ...watch, cursor: resumed.cursor });
    const seen = new Map<string, Chat>();
    while (!seen.has(slow.id) || !seen.has(fast.id)) {
      const batch = await late.changes<Chat>('a');
      assert.equal(batch.snapshot, undefined);
      for (const chat of batch.upserts) seen.set(chat.id, chat);
    }
    assert.equal(seen.get(slow.id)?.messageCount, (slow.messageCount ?? 0) + 1);
    assert.equal(seen.get(fast.id)?.status, 'pending');
    const live = await reader.changes<Chat>('a', (batch) => batch.upserts.some(({ id }) => id === slow.id));
    assert.equal(live.snapshot, undefined);
    await late.close();
    await reader.close();
  });

  it('shows everything once to a watch that reconnects all the time, on either instance', async () => {
    const [onA, onB] = await onBoth('nora.lindqvist');
    const random = seededRandom(4);
    const clients = [onA, onB] as const;
    const all = await onA.chats();
    const joined = find(all, ({ status, allowed }) => status === 'assigned' && allowed.participate === true);
    await onA.command(joined, { type: 'join', mode: 'participate' });
    const others = all.filter(({ status, id }) => status === 'assigned' && id !== joined.id).slice(0, 6);

    let writing = true;
    const sent = new Set<string>();
    const write = async (writer: number): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const client = clients[(writer + round) % 2] ?? onA;
        if (round % 5 === writer % 5) {
          const commit = await slowMessage(others[writer]?.id ?? '', `slow ${String(round)}`);
          await client
            .send(joined.id, `while ${String(writer)} holds ${String(round)}`)
            .then(({ body }) => sent.add(body.id));
          await commit();
        } else if (round % 3 === 0) {
          const chat = find(await client.chats(), ({ id }) => id === others[writer]?.id);
          const agent = random.pick(['nora.lindqvist', 'amara.okafor', 'marco.bianchi', 'hana.sato', 'ben.whitaker']);
          await client.command(chat, {
            type: chat.status === 'pending' ? 'assign' : 'transfer',
            to: { type: 'agent', id: agent },
          });
        } else {
          await client.send(joined.id, `${String(writer)} ${String(round)}`).then(({ body }) => sent.add(body.id));
        }
      }
    };
    const writers = Promise.all(others.map((_, writer) => write(writer))).finally(() => (writing = false));

    const view = new Map<string, Chat>();
    const messages = new Map<string, Message>();
    const cursors: Record<string, string | undefined> = {};
    let connections = 0;
    let calm = false;
    while (!calm) {
      calm = !writing;
      const client = clients[connections % 2] ?? onA;
      const reader = await client.watch(
        { id: 'c', kind: 'chats', query: { view: 'floor' }, ...(cursors['c'] && { cursor: cursors['c'] }) },
        { id: 'm', kind: 'messages', chatId: joined.id, ...(cursors['m'] && { cursor: cursors['m'] }) },
      );
      const synced = new Set<unknown>();
      const take = async (): Promise<void> => {
        const { type, data } = (await reader.next()) ?? { type: 'end', data: {} };
        assert.equal(type, 'changes', JSON.stringify(data));
        const id = String(data['watch']);
        if (connections > 0) assert.equal(data['snapshot'], undefined, 'a good cursor needs no snapshot');
        for (const record of data['upserts'] as (Chat & Message)[]) {
          if (id === 'c') {
            assert.ok((view.get(record.id)?.version ?? 0) <= (record.version ?? 0), 'versions do not go back');
            view.set(record.id, record);
          } else messages.set(record.id, record);
        }
        for (const gone of data['removes'] as string[]) view.delete(gone);
        if (typeof data['cursor'] === 'string') cursors[id] = data['cursor'];
        if (data['synced'] === true) synced.add(id);
      };
      // Cut somewhere: after both are in step and one more batch, if there is one.
      while (synced.size < 2 || (!calm && random.next() < 0.3 && writing)) await take();
      // A transaction of anybody's that is open at this moment holds the last changes back, for as long as it is.
      for (let more = 0; calm && more < 4 && [...sent].some((id) => !messages.has(id)); more += 1) await take();
      await reader.close();
      connections += 1;
    }
    await writers;

    const truth = await onB.chats();
    assert.deepEqual([...view.values()].sort(byId), [...truth].sort(byId));
    for (const id of sent) assert.ok(messages.has(id), `message ${id} arrived`);
    const stored = await databases[0].query<{ id: string }>('SELECT id FROM messages WHERE chat_id = $1', [joined.id]);
    assert.equal(messages.size, stored.length);
    assert.ok(connections >= 5, `reconnected often: ${String(connections)}`);
  });

  it('hands changes of one instance to the watches of the other', async () => {
    const [onA, onB] = await onBoth('tomas.keller');
    const reader = await onB.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    const chat = find(await reader.snapshot<Chat>('a'), ({ status }) => status === 'assigned');
    await onA.command(chat, { type: 'release' });
    const { upserts } = await reader.changes<Chat>('a');
    assert.deepEqual(
      upserts.map(({ id, status }) => [id, status]),
      [[chat.id, 'pending']],
    );
    await reader.close();
  });

  it('gives a transfer back once, though both instances look for expired ones', async () => {
    const [onA, onB] = await onBoth('tomas.keller');
    const chat = find(
      await onA.chats(),
      ({ status, queue }) => status === 'assigned' && queue?.id.startsWith('cf') === true,
    );
    const to = { type: 'agent', id: chat.assignee?.id === 'amara.okafor' ? 'nora.lindqvist' : 'amara.okafor' };
    const offered = await onA.command(chat, { type: 'transfer', to });
    assert.equal(offered.body.status, 'transferred');
    worlds[0].clock.time += 120_000;
    const now = worlds[0].clock.time;
    await Promise.all([expireTransfers(databases[0], now), expireTransfers(databases[1], now)]);
    const back = find(await onB.chats(), ({ id }) => id === chat.id);
    assert.deepEqual([back.status, back.assignee], ['assigned', chat.assignee]);
    const notices = await databases[0].query(`SELECT 1 FROM notices WHERE chat_id = $1 AND type = 'transfer-expired'`, [
      chat.id,
    ]);
    assert.equal(notices.length, 1);
  });

  it('ends a stream on one instance when its viewer signs out on the other', async () => {
    const [onA, onB] = await onBoth('tomas.keller');
    const reader = await onB.watch({ id: 'a', kind: 'agents' });
    await reader.snapshot('a');
    assert.equal((await onA.post('/sign-out', {})).status, 204);
    const { data } = await reader.until(({ type }) => type === 'problem');
    assert.equal((data['problem'] as { status: number }).status, 401);
    assert.equal(await reader.next(), undefined);
  });

  it('snapshots again for a cursor whose entries were pruned', async () => {
    const [onA] = await onBoth('tomas.keller');
    const watch = { id: 'a', kind: 'chats', query: { view: 'floor' } };
    const reader = await onA.watch(watch);
    const { cursor } = await reader.changes('a', (batch) => batch.synced === true);
    await reader.close();
    const chat = find(await onA.chats(), ({ status }) => status === 'assigned');
    await onA.command(chat, { type: 'release' });
    await pruneLog(databases[0], worlds[0].clock.time + 1);
    const again = await onA.watch({ ...watch, cursor });
    assert.equal((await again.changes('a')).snapshot, true);
    await again.close();
  });

  it('reads an entry once its transaction and all older ones have ended, in the order of transactions', async () => {
    const from = await horizonOf(databases[0]);
    let commit = (): void => undefined;
    const permission = new Promise<void>((resolve) => (commit = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const older = databases[0].transaction(async (tx) => {
      await tx.query('SELECT pg_current_xact_id()');
      begun();
      await permission;
      await logChange(tx, start, { entity: 'message', id: 'older transaction, later number' });
    });
    await hasBegun;
    await databases[1].transaction((tx) => logChange(tx, start, { entity: 'message', id: 'younger' }));
    const early = await readLog(databases[1], from, 10);
    assert.deepEqual([early?.entries, early?.more], [[], true]);
    commit();
    await older;
    const complete = await readLog(databases[1], from, 10);
    assert.deepEqual(
      complete?.entries.map(({ id }) => id),
      ['older transaction, later number', 'younger'],
    );
    const paged = await readLog(databases[1], from, 1);
    assert.equal(paged?.entries.length, 1);
    const rest = await readLog(databases[1], paged?.end ?? from, 10);
    assert.deepEqual(
      rest?.entries.map(({ id }) => id),
      ['younger'],
    );
  });
});

function byId(a: Chat, b: Chat): number {
  return a.id < b.id ? -1 : 1;
}
