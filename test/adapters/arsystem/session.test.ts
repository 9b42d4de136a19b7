import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { guard, type Session } from '../../../src/contract/index.js';
import { createArSystemAdapter } from '../../../src/adapters/arsystem/index.js';
import { forms, roles } from './forms.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const { signal } = new AbortController();

describe('the session of AR System', () => {
  it('is of whom the server says is signed in, with roles by groups', async () => {
    const home = new Installation();
    const connection = await guard(home.adapter('sue')).connect({ signal });
    const { viewer, settings, reports } = connection.session;
    assert.deepEqual(viewer, { id: 'sue', name: 'Sue', roles: ['supervisor', 'agent'] });
    assert.deepEqual(settings.companies, [
      { id: 'Home', name: 'Home' },
      { id: 'Other', name: 'Other' },
    ]);
    assert.deepEqual(reports, forms.reports?.events);
    assert.match(home.server.requests[0] ?? '', /entry\/User\?q=\('Login Name' = \$USER\$\)/);
    await connection.close();
  });

  it('is asked for with a token that the host gives anew for each call', async () => {
    const home = new Installation();
    const given: string[] = [];
    const headers: string[] = [];
    home.server.intercept = (request) => {
      headers.push(`${request.headers.get('Authorization')} ${request.headers.get('X-Requested-By')}`);
      return undefined;
    };
    const adapter = home.adapter('sue', {
      token() {
        given.push(home.server.signIn('sue'));
        return Promise.resolve(given.at(-1) ?? '');
      },
      headers: () => ({ 'X-Requested-By': 'portal' }),
    });
    await (await adapter.connect({ signal })).close();
    assert.ok(given.length > 1);
    assert.equal(new Set(headers).size, headers.length);
    for (const header of headers) assert.ok(given.some((token) => header === `AR-JWT ${token} portal`));
  });

  it('is identified in one call', async () => {
    const home = new Installation();
    assert.equal(await home.adapter('ann').identify?.({ signal }), 'ann');
    assert.equal(home.server.requests.length, 1);
  });

  it('is replaced when groups change, and ends when somebody else signs in', async () => {
    const home = new Installation();
    let token = home.server.signIn('cole');
    const connection = await home.adapter('cole', { token: () => token }).connect({ signal });
    const sessions = connection.watchSession?.({ signal })[Symbol.asyncIterator]();
    home.setGroups('cole', 'Live Chat Agent; Live Chat Supervisors');
    const next = (await sessions?.next())?.value as Session;
    assert.deepEqual(next.viewer.roles, ['agent']);
    token = home.server.signIn('sue');
    await assert.rejects(async () => sessions?.next(), { code: 'unauthenticated' });
    await connection.close();
  });

  it('is read again on a floor without chats too, where there is nothing to be newer than', async () => {
    const home = new Installation();
    const polling = { fastest: 5, slowest: 5, everything: 300 };
    const connection = await home.adapter('cole', { polling }).connect({ signal });
    const watch = connection.watchChats({ view: 'floor' }, { signal })[Symbol.asyncIterator]();
    await watch.next();
    home.setGroups('cole', 'Live Chat Agent');
    await assert.rejects(async () => watch.next(), { code: 'forbidden' });
    await connection.close();
  });

  it('ends before anything is written or shown in the name of somebody else', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    let token = home.server.signIn('sue');
    const options = { token: () => token, polling: { fastest: 5, slowest: 5, everything: 60_000 } };
    const connection = await home.adapter('sue', options).connect({ signal });
    const watch = connection.watchChats({ view: 'floor' }, { signal })[Symbol.asyncIterator]();
    await watch.next();
    token = home.server.signIn('cole');
    const to = { type: 'agent', id: 'ann' } as const;
    const call = connection.perform({ type: 'assign', chatId, to }, { signal, idempotencyKey: 'k' });
    await assert.rejects(call, { code: 'unauthenticated' });
    assert.equal(home.chat(chatId)['Assignee'] ?? null, null);
    await assert.rejects(async () => watch.next(), { code: 'unauthenticated' });
    await connection.close();
  });

  it('does not offer what the form map has no form or field for', async () => {
    const home = new Installation();
    const { participants: _, messages: __, reports: ___, memberships: ____, ...few } = forms;
    const { transferred: _____, ...statuses } = forms.chats.statuses;
    const { assistId: ______, ...fields } = forms.chats.fields;
    const map = { ...few, chats: { ...forms.chats, statuses, fields } };
    const chatId = home.openChat();
    const connection = await guard(home.adapter('sue', { forms: map })).connect({ signal });
    const { operations } = connection.session.capabilities;
    const missing = Object.entries(operations).filter(
      ([, grade]) => typeof grade === 'object' && grade.grade === 'none',
    );
    assert.deepEqual(missing.map(([operation]) => operation).sort(), [
      'accept',
      'claim-assist',
      'clear-assist',
      'decline',
      'leave',
      'monitor',
      'outcome',
      'participate',
      'raise-assist',
      'read-messages',
      'read-report',
      'report',
      'send-message',
      'set-mode',
      'watch-notices',
    ]);
    for (const [, grade] of missing) assert.match((grade as { reason: string }).reason, /\.$/);
    assert.deepEqual([connection.watchMessages, connection.report], [undefined, undefined]);
    const to = { type: 'agent', id: 'ann' } as const;
    await connection.perform({ type: 'assign', chatId, to }, { signal, idempotencyKey: 'k1' });
    const next = { type: 'transfer', chatId, to: { type: 'agent', id: 'sam' } } as const;
    assert.equal(
      ((await connection.perform(next, { signal, idempotencyKey: 'k2' })) as { status: string }).status,
      'assigned',
    );
    await connection.close();
  });

  it('refuses options that cannot work', () => {
    const options = { src: 'http://helix.test', token: () => 'x', forms, roles };
    assert.throws(() => createArSystemAdapter({ ...options, pageSize: 1 }), TypeError);
    assert.throws(() => createArSystemAdapter({ ...options, src: 'http://' }), TypeError);
    assert.equal(createArSystemAdapter(options).id, 'arsystem:http://helix.test/');
  });

  it('is configured in the documentation as it is here', () => {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    const [example = ''] = /export const forms[^]*?\n};/.exec(read('forms.ts')) ?? [];
    assert.ok(read('../../../docs/adapters/arsystem.md').includes(example));
  });
});
