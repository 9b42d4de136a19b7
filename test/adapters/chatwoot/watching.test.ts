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
    assert.equal(world.calls.filter((call) => call === 'GET conversations').length, 3);

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

  it('are all found, though the list moves up by one while its pages are read', async () => {
    const world = openWorld();
    const opened = [...Array(60).keys()].map(() => world.state.open());
    const leaving = [...opened].reverse();
    let pages = 0;
    // Each of the first pages loses a chat after it was read, so that the next one begins one too late.
    world.after = (call) => {
      if (call !== 'GET conversations' || ++pages > 3) return;
      const [first] = leaving.splice(0, 1);
      first!.status = 'resolved';
    };
    const { connection, signal, close } = await connect(world, undefined, { socket: false });
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    const open = opened.filter(({ status }) => status === 'open').map(({ id }) => String(id));
    assert.deepEqual([...view.rows.keys()].sort(), open.sort());
    await close();
  });

  it('of an agent are their own alone, and the floor is forbidden (Q1, S3)', async () => {
    const world = openWorld();
    const [own, other] = [world.state.open(), world.state.open()];
    world.state.assign(world.state.user(PERSON.sue)!, own, PERSON.ann);
    const { connection, signal, close } = await connect(world, PERSON.ann);
    const floor = new View(connection.watchChats({ view: 'floor' }, { signal }));
    await assert.rejects(floor.synced(), { code: 'forbidden' });
    const mine = await new View(connection.watchChats({ view: 'mine' }, { signal })).synced();
    assert.deepEqual([...mine.rows.keys()], [String(own.id)]);
    world.state.say(other, 'Anybody?');
    world.state.assign(world.state.user(PERSON.sue)!, other, PERSON.ann);
    await mine.until((rows) => rows.has(String(other.id)));
    assert.equal(mine.rows.get(String(other.id))?.allowed.release, true);
    await close();
  });
});
