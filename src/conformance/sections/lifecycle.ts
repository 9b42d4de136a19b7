import { people } from '../backend.js';
import { test, type RuleTest } from '../rule-test.js';
import { turn } from '../patience.js';

const methods = ['watchChats', 'watchAgents', 'listQueues', 'perform', 'close'] as const;

export const lifecycle: readonly RuleTest[] = [
  test('L1', 'the id is the same on every visit and for everybody of a tenant', {}, async (scene) => {
    const { id } = scene.adapter();
    scene.ok(typeof id === 'string' && id !== '', 'adapter.id', 'a text that names backend and tenant', id);
    for (const person of people) {
      scene.is(
        scene.adapter(person).id,
        id,
        `adapter.id at ${person}'s visit`,
        'build it from backend and tenant alone',
      );
    }
  }),

  test('L1', 'viewerKey names the person, the same on every visit', {}, async (scene) => {
    const keys = people.map((person) => scene.adapter(person).viewerKey);
    const again = people.map((person) => scene.adapter(person).viewerKey);
    scene.is(again, keys, 'viewerKey at the next visit');
    const known = keys.filter((key) => key !== undefined);
    scene.is(
      known.length,
      new Set(known).size,
      'people with a viewerKey of their own',
      'never share one between people',
    );
  }),

  test('L2', 'a connection has its session and its methods', {}, async (scene) => {
    const connection = await scene.connect();
    scene.ok(typeof connection.session === 'object', 'connection.session', 'a session', connection.session);
    for (const method of methods) {
      const found: unknown = connection[method];
      scene.is(typeof found, 'function', `connection.${method}`);
    }
  }),

  test('L3', 'connecting to a backend that is down is unavailable', { probe: ['setReachable'] }, async (scene) => {
    await scene.probe('setReachable')(false);
    await scene.refused(scene.adapter().connect(scene.options()), ['unavailable', 'timeout'], 'connect, backend down');
    await scene.probe('setReachable')(true);
    await scene.connect();
  }),

  test('L3', 'connecting without a sign-in is unauthenticated', { probe: ['signOut'] }, async (scene) => {
    const adapter = scene.adapter();
    await scene.probe('signOut')('supervisor');
    await scene.refused(adapter.connect(scene.options()), ['unauthenticated'], 'connect without a sign-in');
  }),

  test('L3', 'a connect that is refused leaves nothing open', { probe: ['signOut', 'watches'] }, async (scene) => {
    const adapter = scene.adapter();
    await scene.probe('signOut')('supervisor');
    await scene.refused(adapter.connect(scene.options()), ['unauthenticated'], 'connect without a sign-in');
    scene.is(await scene.probe('watches')(), 0, 'watches that are open after it');
  }),

  test('L4', 'after its signal aborts, a watch delivers nothing more and ends', {}, async (scene) => {
    const connection = await scene.connect();
    const chatId = await scene.openChat();
    const reader = scene.watchChats(connection);
    const witness = scene.watchChats(await scene.connect('colleague'));
    await reader.synced();
    await witness.synced();
    await reader.stop();
    const heard = reader.batches.length;
    await scene.backend.write(chatId, 'After the abort');
    await witness.until('the change, at another watch', ({ batches }) => batches.length > 1);
    await turn();
    reader.check();
    scene.is(reader.batches.length, heard, 'batches that came in all, after the abort');
  }),

  test('L4', 'an abort between two batches of a snapshot ends it', { probe: ['openChats'] }, async (scene) => {
    await scene.probe('openChats')(1_200);
    const connection = await scene.connect();
    const reader = scene.watchChats(connection);
    await reader.until('the first batch', ({ batches }) => batches.length > 0);
    await reader.stop();
  }),

  test('L5', 'close may be called twice, and leaves other connections alone', {}, async (scene) => {
    const adapter = scene.adapter();
    const closed = await scene.connect('supervisor', adapter);
    const other = await scene.connect('supervisor', adapter);
    const third = await scene.connect();
    const readers = [scene.watchChats(other), scene.watchChats(third)];
    const ended = scene.watchChats(closed);
    await Promise.all([...readers, ended].map((reader) => reader.synced()));
    await scene.within(closed.close(), 'close');
    await scene.within(closed.close(), 'the second close');
    const chatId = await scene.openChat();
    for (const reader of readers) {
      const heard = reader.row(chatId, 'comes at a connection that was not closed');
      await heard.catch(() => {
        const hint = 'keep what a connection opens in that connection, and close nothing else';
        scene.fail({
          what: 'a watch of another connection, after close',
          expected: 'it goes on',
          got: 'it broke',
          hint,
        });
      });
    }
    await scene.within(other.listQueues(scene.options()), 'a call of another connection');
  }),

  test('L5', 'close frees what its connection holds at the backend', { probe: ['watches'] }, async (scene) => {
    const connection = await scene.connect();
    const readers = [scene.watchChats(connection), scene.watchAgents(connection)];
    await Promise.all(readers.map((reader) => reader.synced()));
    scene.ok((await scene.probe('watches')()) > 0, 'watches that the backend serves', 'some', 'none');
    await connection.close();
    await scene.until('the backend to serve no watch', async () => (await scene.probe('watches')()) === 0);
  }),

  test('L6', 'a call that fails once is not repeated', { probe: ['failNext', 'requests'] }, async (scene) => {
    const connection = await scene.connect();
    const before = await scene.probe('requests')();
    await scene.probe('failNext')('listQueues');
    const call = connection.listQueues(scene.options());
    await scene.refused(call, ['unavailable'], 'listQueues, which the backend failed once');
    scene.is(await scene.probe('requests')(), before + 1, 'requests in all', 'let the monitor repeat calls');
  }),

  test('L6', 'a command that fails once is not repeated', { probe: ['failNext', 'requests'] }, async (scene) => {
    const connection = await scene.connect();
    const chatId = await scene.openChat();
    const { assignmentVersion: expected } = await scene.seen(connection, chatId);
    const before = await scene.probe('requests')();
    await scene.probe('failNext')('perform');
    const command = { type: 'assign', chatId, expected, to: scene.toAgent('agent') } as const;
    await scene.refused(connection.perform(command, scene.keyed()), ['unavailable'], 'a command that failed once');
    scene.is(await scene.probe('requests')(), before + 1, 'requests in all', 'let the monitor repeat commands');
    scene.is((await scene.probed(chatId)).status, 'pending', 'the chat of the failed command');
  }),

  test('L6', 'a watch that was cut is not opened again', { probe: ['cut', 'watches'] }, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    await scene.probe('cut')();
    await reader.broken('it was cut', 'L6');
    scene.is(await scene.probe('watches')(), 0, 'watches that the backend serves after the cut');
  }),

  test('L7', 'watches and calls of one connection run at the same time', {}, async (scene) => {
    const connection = await scene.connect();
    const { home, other } = scene.backend.places;
    const queries = [[home.id], [other.id], [home.id, other.id]];
    const readers = queries.map((companies) => scene.watchChats(connection, { view: 'floor', companies }));
    const agents = scene.watchAgents(connection);
    await scene.within(connection.listQueues(scene.options()), 'listQueues, while watches open');
    await Promise.all([...readers.map((reader) => reader.synced()), agents.synced()]);
    const ids = [await scene.openChat(), await scene.openChat({ place: 'otherQueue' })];
    await readers[2]?.until('both chats', ({ rows }) => ids.every((id) => rows.has(id)));
    await readers[0]?.row(String(ids[0]), 'is there');
    await readers[1]?.row(String(ids[1]), 'is there');
    scene.is(
      readers.map(({ rows }) => rows.size),
      [1, 1, 2],
      'chats of each query: home, other, both',
    );
  }),

  test('L7', 'connections of one adapter run at the same time', {}, async (scene) => {
    const adapter = scene.adapter();
    const connections = await Promise.all([scene.connect('supervisor', adapter), scene.connect('supervisor', adapter)]);
    const readers = connections.map((connection) => scene.watchChats(connection));
    await Promise.all(readers.map((reader) => reader.synced()));
    const chatId = await scene.openChat();
    await Promise.all(readers.map((reader) => reader.row(chatId, 'comes on both connections')));
  }),

  test('L8', 'an adapter does nothing before connect', { probe: ['requests', 'watches'] }, async (scene) => {
    const before = await scene.probe('requests')();
    for (const person of people) scene.adapter(person);
    await turn();
    await scene.openChat();
    scene.is(await scene.probe('requests')(), before, 'requests after adapters were made');
    scene.is(await scene.probe('watches')(), 0, 'watches after adapters were made');
  }),

  test('L8', 'an adapter does nothing after close', { probe: ['requests', 'watches'] }, async (scene) => {
    const connection = await scene.connect();
    const reader = scene.watchChats(connection);
    await reader.synced();
    await connection.close();
    await scene.until('the backend to serve no watch', async () => (await scene.probe('watches')()) === 0);
    const before = await scene.probe('requests')();
    const witness = scene.watchChats(await scene.connect('colleague'));
    await witness.synced();
    const asked = await scene.probe('requests')();
    const chatId = await scene.openChat();
    await witness.row(chatId, 'comes at another connection');
    scene.ok(asked >= before, 'requests of another connection', `at least ${before}`, asked);
    scene.is(await scene.probe('requests')(), asked, 'requests after close and after a change at the backend');
    scene.is(reader.rows.has(chatId), false, 'the new chat, at the closed connection');
  }),

  test('L9', 'identify says who connect would sign in, and leaves nothing open', { identify: true }, async (scene) => {
    for (const person of people) {
      const adapter = scene.adapter(person);
      const identified = await scene.within(Promise.resolve(adapter.identify?.(scene.options())), 'identify');
      const { session } = await scene.connect(person, adapter);
      scene.is(identified, session.viewer.id, `identify, against the viewer that ${person} is connected as`);
    }
  }),

  test('L9', 'identify leaves nothing open', { identify: true, probe: ['watches'] }, async (scene) => {
    await scene.adapter().identify?.(scene.options());
    scene.is(await scene.probe('watches')(), 0, 'watches after identify');
  }),

  test('L9', 'identify follows the sign-in', { identify: true, probe: ['signInInstead'] }, async (scene) => {
    const adapter = scene.adapter('agent');
    await adapter.identify?.(scene.options());
    await scene.probe('signInInstead')('agent', 'secondAgent');
    const identified = await adapter.identify?.(scene.options());
    scene.is(
      identified,
      scene.id('secondAgent'),
      'identify, once somebody else signed in',
      'ask the backend each time',
    );
  }),
];
