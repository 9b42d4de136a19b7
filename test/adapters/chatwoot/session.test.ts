import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChatError, operations } from 'chat-monitor-elements/contract';
import { createChatwootAdapter } from 'chat-monitor-elements/adapters/chatwoot';
import { connect, openWorld, PERSON, rawAdapter, useNetwork, View } from './fixtures.js';
import { INBOX, TEAM } from './server/state.js';

useNetwork();

const companies = [{ id: 'shop', name: 'Shop', inboxes: [INBOX.shop], teams: [TEAM.shop] }];

describe("a viewer's session at Chatwoot", () => {
  it('has roles by the account, and a reason for each grade that is not the best (S3, S6)', async () => {
    const world = openWorld();
    for (const [person, roles] of [
      [PERSON.sue, ['supervisor', 'agent']],
      [PERSON.ann, ['agent']],
    ] as const) {
      const { connection, faults, close } = await connect(world, person);
      const { viewer, capabilities } = connection.session;
      assert.deepEqual(viewer.roles, roles);
      for (const operation of operations) {
        const grade = capabilities.operations[operation];
        assert.ok(grade === 'native' || grade?.reason, operation);
      }
      assert.equal(Object.keys(capabilities.guaranteeReasons ?? {}).length, 5);
      assert.deepEqual(faults, []);
      await close();
    }
  });

  it('takes no records unless the page does', async () => {
    const world = openWorld();
    const plain = await connect(world);
    assert.equal(plain.connection.report, undefined);
    const receipt = { accepted: [], refused: [] };
    const kept = await connect(world, PERSON.sue, { report: () => Promise.resolve(receipt) });
    assert.deepEqual(await kept.connection.report?.([], { signal: kept.signal }), receipt);
    await Promise.all([plain.close(), kept.close()]);
  });

  it('has the companies of the inboxes that the viewer sees, and their teams as queues (S8, Q6)', async () => {
    const world = openWorld();
    const names: (readonly string[])[] = [];
    for (const person of [PERSON.sue, PERSON.out]) {
      const { connection, signal, close } = await connect(world, person, { companies });
      names.push(connection.session.settings.companies.map(({ name }) => name));
      names.push((await connection.listQueues({ signal })).map(({ name }) => name));
      await close();
    }
    assert.deepEqual(names, [['Acme', 'Shop'], ['first line', 'second line', 'shop'], ['Shop'], ['shop']]);
  });

  it('is of one installation and account, whatever the page calls them (L1)', () => {
    const id = (src: string, account: number): string => createChatwootAdapter({ src, account }).id;
    assert.equal(id('https://chat.test', 1), id('https://chat.test/', 1));
    assert.notEqual(id('https://chat.test', 1), id('https://chat.test', 2));
    assert.throws(() => id('no url', 1), TypeError);
    assert.throws(() => id('https://chat.test', NaN), TypeError);
  });

  it('asks for nothing before it is connected and after it is closed (L8)', async () => {
    const world = openWorld();
    const adapter = rawAdapter(world, PERSON.sue);
    assert.equal(world.calls.length, 0);
    const { signal } = new AbortController();
    const connection = await adapter.connect({ signal });
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    await connection.close();
    const asked = world.calls.length;
    await assert.rejects(
      view.until(() => false),
      { code: 'unavailable' },
    );
    await assert.rejects(connection.listQueues({ signal }), { code: 'unavailable' });
    world.state.open();
    assert.deepEqual([world.calls.length, world.state.cable.open], [asked, 0]);
  });

  it('ends when somebody else signs in, and before that one acts in the name of the other (S2)', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    let person: number = PERSON.sue;
    const headers = (): HeadersInit => ({ api_access_token: `token-${person}` });
    const { connection, signal, close } = await connect(world, PERSON.sue, { headers });
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    person = PERSON.col;
    const to = { type: 'agent', id: '3' } as const;
    const command = { type: 'assign', chatId: String(conversation.id), to } as const;
    const refused = await connection.perform(command, { signal, idempotencyKey: 'k' }).then(
      () => undefined,
      (thrown: unknown) => thrown as ChatError,
    );
    assert.equal(refused?.code, 'unauthenticated');
    assert.equal(conversation.assignee, null);
    await assert.rejects(
      view.until(() => false),
      { code: 'unauthenticated' },
    );
    await close();
  });

  it('counts the load of agents by the reports, and where those are not for the viewer by what they see (Q5)', async () => {
    const world = openWorld();
    const { state } = world;
    for (let id = 50; id < 90; id++) {
      state.users.push({ id, name: `U${id}`, role: 'agent', availability: 'offline', inboxes: [], token: `t${id}` });
    }
    const sue = state.user(PERSON.sue)!;
    state.assign(sue, state.open(), PERSON.ann);
    state.assign(sue, state.open({ inbox: INBOX.shop }), 89);
    for (const [person, last] of [
      [PERSON.sue, 1],
      [PERSON.ann, 1],
    ] as const) {
      const { connection, signal, close } = await connect(world, person);
      const view = await new View(connection.watchAgents({}, { signal })).synced();
      assert.equal(view.rows.get('3')?.load, 1);
      assert.equal(view.rows.get('89')?.load, last, 'on the second page of the report');
      assert.equal(view.rows.get('50')?.load, 0);
      await close();
    }
  });

  it('shows the agents of a company by its teams, and who is in no team with the account (Q5)', async () => {
    const companies = [{ id: 'shop', name: 'Shop', inboxes: [INBOX.shop], teams: [TEAM.shop] }];
    const { connection, signal, close } = await connect(openWorld(), PERSON.sue, { companies });
    for (const [query, names] of [
      [{ companies: ['shop'] }, ['Out']],
      [{ companies: ['1'] }, ['Sue', 'Col', 'Ann', 'Bob']],
      [{ queues: [null] }, ['Sue', 'Col']],
      [{ companies: ['shop'], queues: [null] }, []],
    ] as const) {
      const view = await new View(connection.watchAgents(query, { signal })).synced();
      assert.deepEqual(
        [...view.rows.values()].map(({ name }) => name),
        names,
      );
    }
    await close();
  });
});
