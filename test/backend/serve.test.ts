import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Chat } from '../../src/contract/model.js';
import { openDatabase } from '../../demo/backend/database/open.js';
import { serveBackend, type Serving } from '../../demo/backend/serve.js';
import { EventReader } from './support/event-reader.js';
import { TestClock, find, post } from './support/world.js';

describe('serving', () => {
  let folder: string;
  const clock = new TestClock();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-monitor-serve-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Pages</title>');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function signIn(serving: Serving): Promise<string> {
    const response = await fetch(`${serving.url}/s/one/sign-in`, post({ userId: 'nora.lindqvist' }));
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async function watch(serving: Serving, cookie: string, cursor?: string): Promise<EventReader> {
    const watches = [{ id: 'a', kind: 'chats', query: { view: 'floor' }, ...(cursor !== undefined && { cursor }) }];
    return new EventReader(await fetch(`${serving.url}/s/one/api/v1/stream`, post({ watches }, { cookie })));
  }

  it('keeps everything over a restart, and does at once what became due', async () => {
    const data = join(folder, 'data');
    const options = { port: 0, now: clock.now };
    const firstDatabase = await openDatabase({ folder: data });
    const first = await serveBackend({ ...options, database: firstDatabase });
    const cookie = await signIn(first);
    const reader = await watch(first, cookie);
    const snapshot = await reader.snapshot<Chat>('a');
    const offered = find(snapshot, ({ status }) => status === 'transferred');
    const assigned = find(snapshot, ({ status }) => status === 'assigned');
    const released = await fetch(
      `${first.url}/s/one/api/v1/chats/${assigned.id}/commands`,
      post(
        { type: 'release' },
        { cookie, 'idempotency-key': randomUUID(), 'if-match': `"${assigned.assignmentVersion}"` },
      ),
    );
    assert.equal(released.status, 200);
    const { cursor } = await reader.changes('a');
    await first.close();
    await firstDatabase.close();

    clock.time += 120_000;
    const secondDatabase = await openDatabase({ folder: data });
    const second = await serveBackend({ ...options, database: secondDatabase });
    const resumed = await watch(second, cookie, cursor);
    const back = await resumed.changes<Chat>('a', ({ upserts }) => upserts.some(({ id }) => id === offered.id));
    assert.equal(back.snapshot, undefined);
    const chat = find(back.upserts, ({ id }) => id === offered.id);
    assert.deepEqual([chat.status, chat.assignee], ['assigned', offered.transfer?.from]);
    await resumed.close();
    await second.close();
    await secondDatabase.close();
  });

  it('takes the next port where one is taken, serves pages in and out of slots, and closes with open streams', async () => {
    const database = await openDatabase();
    const said: string[] = [];
    const one = await serveBackend({ port: 0, database, staticDir: folder });
    const two = await serveBackend({ port: one.port, database, say: (sentence) => said.push(sentence) });
    assert.ok(two.port > one.port);
    assert.deepEqual(said[0], `Port ${String(one.port)} is taken, trying ${String(one.port + 1)}.`);
    for (const path of ['/', '/s/supervisor/']) {
      const page = await fetch(one.url + path);
      assert.match(await page.text(), /Pages/);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    }
    assert.equal((await fetch(`${one.url}/missing.js`)).status, 404);
    const reader = await watch(one, await signIn(one));
    await reader.snapshot('a');
    await one.close();
    const { data } = await reader.until(({ type }) => type === 'problem');
    assert.equal((data['problem'] as { status: number }).status, 503);
    await two.close();
    await database.close();
  });
});
