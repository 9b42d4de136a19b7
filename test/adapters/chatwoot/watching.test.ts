import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connect, openWorld, PERSON, useNetwork, View } from './fixtures.js';
import { TEAM } from './server/state.js';

useNetwork();

describe('the chats of a Chatwoot account', () => {
  it('come whole, page after page, and then as they change (W2, W14)', async () => {
    const world = openWorld();
    for (let count = 0; count < 60; count++) world.state.open();
    const { connection, signal, faults, close } = await connect(world);
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    assert.equal(view.rows.size, 60);
    assert.equal(world.calls.filter((call) => call === 'GET conversations').length, 4, '3 pages, and who takes part');

    const opened = world.state.open({ team: TEAM.first, subject: 'Printer' });
    await view.until((rows) => rows.has(String(opened.id)));
    const row = view.rows.get(String(opened.id));
    assert.equal(row?.status, 'pending');
    assert.deepEqual(row?.queue, { id: '21', name: 'first line' });
    assert.equal(row?.issue, 'Printer');
    assert.deepEqual(row?.company, { id: '1', name: 'Acme' });

    world.state.assign(world.state.user(PERSON.ann)!, opened, PERSON.ann);
    await view.until((rows) => rows.get(String(opened.id))?.assignee?.name === 'Ann');
    world.state.setStatus(undefined, opened, 'resolved');
    await view.until((rows) => !rows.has(String(opened.id)));
    assert.deepEqual(faults, []);
    await close();
  });
});
