import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRocketchatAdapter } from '../../../src/adapters/rocketchat/index.js';
import { operations, type Grade, type ReportEvent } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { readFloor, refused, signal } from './fixtures.js';

useServers();

describe('the session at a Rocket.Chat server', () => {
  it('has the roles that the permissions of the server make', async () => {
    const server = new TestServer();
    const roles = async (id: string) => (await server.adapter(id).connect({ signal })).session.viewer.roles;
    assert.deepEqual(await roles('ada'), ['supervisor', 'agent']);
    assert.deepEqual(await roles('ben'), ['agent']);
    server.user('cleo').roles = ['livechat-manager', 'admin'];
    assert.deepEqual(await roles('cleo'), ['supervisor', 'admin']);
    server.state.permissions.set('view-livechat-rooms', []);
    assert.deepEqual(await roles('ada'), ['agent']);
    server.user('ada').roles = ['user'];
    await refused(server.adapter('ada').connect({ signal }), 'forbidden');
  });

  it('gives a reason for every grade below the best', async () => {
    const { session } = await new TestServer().adapter('ada').connect({ signal });
    const { operations: grades, guarantees, guaranteeReasons = {} } = session.capabilities;
    const reasonOf = (grade: Grade): unknown => (typeof grade === 'string' ? 'native' : grade.reason);
    for (const operation of operations) assert.ok(reasonOf(grades[operation] ?? assert.fail(operation)), operation);
    assert.equal(guarantees.precondition, 'claim-only');
    assert.deepEqual(Object.keys(guaranteeReasons).sort(), Object.keys(guarantees).sort());
  });

  it('is named by the server and asked for in one call', async () => {
    const server = new TestServer();
    const adapter = server.adapter('ada');
    assert.equal(adapter.id, `rocketchat:${server.src}/`);
    assert.deepEqual(server.calls, []);
    assert.equal(await adapter.identify?.({ signal }), 'ada');
    assert.deepEqual(server.calls, ['GET me']);
    assert.throws(() => createRocketchatAdapter({ src: 'https://' }), TypeError);
  });

  it('is for one viewer, and over when somebody else or nobody signs in', async () => {
    const server = new TestServer();
    let id = 'ada';
    const headers = () => ({ 'X-Auth-Token': server.user(id).token ?? 'over', 'X-User-Id': id });
    const connection = await server.adapter('ada', { headers }).connect({ signal });
    const floor = await readFloor(connection).synced();
    id = 'cleo';
    assert.equal((await floor.error()).code, 'unauthenticated');
    await refused(connection.listQueues({ signal }), 'unauthenticated');
    id = 'ada';
    const again = await readFloor(connection).synced();
    server.user('ada').token = undefined;
    assert.equal((await again.error()).code, 'unauthenticated');
    await refused(server.adapter('ada').connect({ signal }), 'unauthenticated');
    await connection.close();
  });

  it('connects to servers that do not tell their routing', async () => {
    const server = new TestServer();
    server.fault = (name) =>
      name === 'GET livechat/config/routing' ? new Response('<h1>Not found</h1>', { status: 404 }) : undefined;
    const { session } = await server.adapter('ada').connect({ signal });
    assert.equal((session.capabilities.operations.release as { grade: string }).grade, 'none');
  });

  it('sends records where the host keeps them, and nowhere else', async () => {
    const server = new TestServer();
    assert.equal((await server.adapter('ada').connect({ signal })).report, undefined);
    const report = (events: readonly ReportEvent[]) =>
      Promise.resolve({ accepted: events.map(({ id }) => id), refused: [] });
    const keeping = await server.adapter('ada', { report }).connect({ signal });
    assert.deepEqual(await keeping.report?.([{ id: 'r1' } as ReportEvent], { signal }), {
      accepted: ['r1'],
      refused: [],
    });
  });
});
