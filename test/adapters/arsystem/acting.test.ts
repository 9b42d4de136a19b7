import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import type { Chat, ChatConnection, ChatError, OnChatCommand } from '../../../src/contract/index.js';
import { errorAnswer } from './ar-server.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const { signal } = new AbortController();
const options = { signal, idempotencyKey: 'key-1' };
const toAnn = { type: 'agent', id: 'ann' } as const;

async function refusal(call: Promise<unknown>): Promise<ChatError> {
  return call.then(
    () => assert.fail('no error'),
    (thrown: unknown) => thrown as ChatError,
  );
}

describe('commands in AR System', () => {
  async function connected(home: Installation, login = 'sue'): Promise<ChatConnection> {
    return home.adapter(login).connect({ signal });
  }

  const since = (home: Installation, start: number): string[] =>
    home.server.requests.slice(start).map((request) => request.replace(/\?.*/, '').replace(/.*entry\//, ''));

  it('read, write once and read back', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await connected(home);
    const start = home.server.requests.length;
    const chat = (await connection.perform({ type: 'assign', chatId, to: toAnn }, options)) as Chat;
    assert.deepEqual(
      [chat.status, chat.assignee, chat.waitingSince],
      ['assigned', { id: 'ann', name: 'Ann' }, undefined],
    );
    const id = `ACME:Live Chat/${chatId}`;
    const look = [id, 'ACME:Chat Participant'];
    assert.deepEqual(since(home, start), [...look, 'ACME:Chat Agent', id, ...look]);
    assert.equal(home.server.requests.slice(start).filter((request) => request.startsWith('PUT')).length, 1);
    await connection.close();
  });

  it('change what they are about, and nothing else', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const bodies: unknown[] = [];
    home.server.intercept = async (request) => {
      if (request.method === 'PUT') bodies.push(await request.json());
      return undefined;
    };
    const connection = await connected(home);
    home.as('sue').perform({ type: 'assign', chatId, to: toAnn });
    home.as('ann').perform({ type: 'raise-assist', chatId });
    const assistId = String(home.chat(chatId)['Assist Request ID']);
    await connection.perform({ type: 'claim-assist', chatId, assistId }, options);
    assert.deepEqual(bodies, [{ values: { 'Assist Claimed Login ID': 'sue', 'Assist Claimed Name': 'Sue' } }]);
    await connection.close();
  });

  it('are a conflict with the chat and who was faster, where the user saw another state', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await connected(home);
    home.as('cole').perform({ type: 'assign', chatId, to: { type: 'agent', id: 'sam' } });
    const start = home.server.requests.length;
    const late: OnChatCommand = { type: 'assign', chatId, to: toAnn, expected: 'as it was' };
    const error = await refusal(connection.perform(late, options));
    assert.deepEqual([error.code, error.chat?.assignee?.id, error.by?.id], ['conflict', 'sam', 'cole']);
    assert.equal(
      home.server.requests.slice(start).some((request) => request.startsWith('PUT')),
      false,
    );
    await connection.close();
  });

  it('are a conflict where somebody writes in between, since the last one wins at the server', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await connected(home);
    home.server.intercept = (request) => {
      if (request.method !== 'PUT') return undefined;
      home.server.intercept = (next) => {
        if (next.method !== 'GET') return undefined;
        home.server.intercept = undefined;
        home.as('cole').perform({ type: 'assign', chatId, to: { type: 'agent', id: 'sam' } });
        return undefined;
      };
      return undefined;
    };
    const error = await refusal(connection.perform({ type: 'assign', chatId, to: toAnn }, options));
    assert.deepEqual([error.code, error.chat?.assignee?.id, error.by?.id], ['conflict', 'sam', 'cole']);
    await connection.close();
  });

  it("are refused by the installation's own workflow, in its words and by its number", async () => {
    const home = new Installation();
    const chatId = home.openChat();
    home.server.locked.add(chatId);
    const connection = await connected(home);
    const error = await refusal(connection.perform({ type: 'assign', chatId, to: toAnn }, options));
    assert.deepEqual([error.code, error.backendCode, error.retryable], ['invalid', '45501', false]);
    assert.match(error.message, /under review/);
    await connection.close();
  });

  for (const [status, number] of [
    [401, 623],
    [403, 331],
    [404, 302],
    [429, 1],
    [500, 92],
  ] as const) {
    it(`leave it open what happened where they were written and not read back: ${status}`, async () => {
      const home = new Installation();
      const chatId = home.openChat();
      const connection = await connected(home);
      home.server.intercept = (request) => {
        if (request.method === 'PUT') home.server.intercept = () => errorAnswer(status, number, 'No');
        return undefined;
      };
      const error = await refusal(connection.perform({ type: 'assign', chatId, to: toAnn }, options));
      assert.deepEqual([error.code, home.chat(chatId)['Assignee']], ['timeout', 'Ann']);
      assert.match(error.message, new RegExp(`^AR System: chat "${chatId}" was written`));
      await connection.close();
    });
  }

  it('end with the connection, though they were written', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await connected(home);
    home.server.intercept = (request) => {
      if (request.method === 'PUT') home.server.intercept = () => connection.close().then(() => new Promise(() => {}));
      return undefined;
    };
    const error = await refusal(connection.perform({ type: 'assign', chatId, to: toAnn }, options));
    assert.deepEqual([error.code, home.chat(chatId)['Assignee']], ['unavailable', 'Ann']);
  });

  it('are sent once, whatever is answered', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await home.adapter('sue', { requestTimeout: 1_000 }).connect({ signal });
    let writes = 0;
    home.server.intercept = (request) => {
      if (request.method !== 'PUT') return undefined;
      writes += 1;
      return writes === 1 ? new Promise<Response>(() => undefined) : HttpResponse.error();
    };
    const command: OnChatCommand = { type: 'assign', chatId, to: toAnn };
    assert.equal((await refusal(connection.perform(command, options))).code, 'timeout');
    assert.equal((await refusal(connection.perform(command, options))).code, 'unavailable');
    assert.equal(writes, 2);
    await connection.close();
  });

  it('go one after the other, so that what one compares the next one does not change', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await connected(home);
    const commands = ['ann', 'sam'].map((id) =>
      connection.perform({ type: 'assign', chatId, to: { type: 'agent', id } }, options),
    );
    const outcomes = await Promise.allSettled(commands);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal(home.chat(chatId)['Assignee'], 'Ann');
    await connection.close();
  });

  it('leave fields alone that the server sets', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const { forms } = await import('./forms.js');
    const chats = { ...forms.chats, readOnly: ['waitingSince', 'handledSince'] as const };
    const connection = await home.adapter('sue', { forms: { ...forms, chats } }).connect({ signal });
    const waiting = home.chat(chatId)['Waiting Since'];
    await connection.perform({ type: 'assign', chatId, to: toAnn }, options);
    assert.equal(home.chat(chatId)['Waiting Since'], waiting);
    await connection.close();
  });
});
