import { isChatError } from '../../contract/index.js';
import { test, type RuleTest } from '../rule-test.js';
import { alike } from '../violation.js';

export const watching: readonly RuleTest[] = [
  test('W1', 'a watch runs until its signal aborts', {}, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    for (let count = 0; count < 3; count += 1) await reader.row(await scene.openChat(), 'comes');
    scene.is(reader.over, false, 'whether the watch is over');
    await reader.stop();
  }),

  test('W2', 'an empty query has its snapshot, too', {}, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    const [first] = reader.batches;
    scene.ok(first?.snapshot === true, 'the first batch of an empty query', 'a batch marked snapshot', first);
  }),

  test('W2', 'a watch begins with everything that matches', {}, async (scene) => {
    const ids = [await scene.openChat(), await scene.assignedChat(), await scene.transferredChat()];
    const { rows } = await scene.snapshot(await scene.connect());
    scene.is([...rows.keys()].sort(), [...ids].sort(), 'ids of the snapshot');
    for (const id of ids) {
      const row = rows.get(id);
      const held = await scene.probed(id);
      scene.is([row?.status, row?.assignee?.id], [held.status, held.assigneeId], `chat "${id}", against the backend`);
    }
  }),

  test('W2', 'agents have their snapshot, too', { operations: ['watch-agents'] }, async (scene) => {
    const reader = scene.watchAgents(await scene.connect());
    await reader.synced();
    for (const person of ['supervisor', 'agent', 'secondAgent'] as const) {
      scene.is(reader.rows.get(scene.id(person))?.name, scene.backend.people[person].name, `${person}, by name`);
    }
  }),

  test('W3', 'a change during a long snapshot comes in it or after it', { probe: ['openChats'] }, async (scene) => {
    await scene.probe('openChats')(1_200);
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const reader = scene.watchChats(connection);
    await reader.until('the first batch', ({ batches }) => batches.length > 0);
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toAgent('agent') });
    const late = await scene.openChat();
    await reader.synced();
    await reader.row(chatId, 'is assigned', ({ status }) => status === 'assigned');
    await reader.row(late, 'is there');
    scene.is(reader.rows.size, 1_202, 'chats in all');
  }),

  test('W4', 'a mark comes after each snapshot', {}, async (scene) => {
    await scene.openChat();
    const connection = await scene.connect();
    for (let visit = 0; visit < 2; visit += 1) {
      const reader = await scene.snapshot(connection);
      scene.is(reader.syncs, 1, 'synced marks of one visit');
    }
  }),

  test('W4', 'a mark comes after a resumed stretch', { guarantees: { resume: 'cursor' } }, async (scene) => {
    const connection = await scene.connect();
    const first = await scene.snapshot(connection);
    const quiet = scene.watchChats(connection, undefined, first);
    await quiet.synced();
    await quiet.stop();
    await scene.openChat();
    const busy = scene.watchChats(connection, undefined, quiet);
    await busy.synced();
    scene.is(busy.rows.size, 1, 'chats at the mark of a resumed watch, of one that was opened before');
  }),

  test('W5', 'one change comes once', {}, async (scene) => {
    const [chatId, marker] = [await scene.assignedChat(), await scene.openChat()];
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    const before = reader.batches.length;
    const { assignmentVersion } = await reader.row(chatId, 'is there');
    await scene.backend.perform('supervisor', { type: 'release', chatId });
    await reader.row(chatId, 'is pending', (chat) => chat.assignmentVersion !== assignmentVersion);
    await scene.backend.endChat(marker);
    await reader.gone(marker);
    scene.is(
      reader.deliveries(chatId, before),
      1,
      'deliveries of one change',
      'deliver what changed, and nothing else',
    );
    scene.is(reader.syncs, 1, 'synced marks, of a watch that had one snapshot');
  }),

  test('W5', 'a new snapshot replaces everything', { probe: ['setRoles'] }, async (scene) => {
    await scene.assignedChat();
    const ended = await scene.openChat();
    const connection = await scene.connect('colleague');
    const reader = scene.watchChats(connection);
    await reader.synced();
    await scene.probe('setRoles')('colleague', ['supervisor']);
    await scene.backend.endChat(ended);
    await reader.gone(ended);
    const fresh = await scene.snapshot(await scene.connect('colleague'));
    const same = (): boolean => alike([...reader.rows.values()], [...fresh.rows.values()]);
    await reader.until('what a fresh watch shows, under other roles', same);
  }),

  test('W6', 'a chat that moves out of the query is a remove', {}, async (scene) => {
    const chatId = await scene.openChat();
    const { home } = scene.backend.places;
    const reader = scene.watchChats(await scene.connect(), { view: 'floor', companies: [home.id] });
    await reader.synced();
    await reader.row(chatId, 'is there');
    await scene.backend.perform('supervisor', { type: 'assign', chatId, to: scene.toQueue('otherQueue') });
    await reader.gone(chatId);
  }),

  test('W6', 'a chat that closes is a remove', {}, async (scene) => {
    const ids = [await scene.openChat(), await scene.assignedChat()];
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    for (const id of ids) {
      await scene.backend.endChat(id);
      await reader.gone(id);
    }
  }),

  test('W6', "a chat that is the viewer's no more is a remove", {}, async (scene) => {
    const chatId = await scene.assignedChat();
    const reader = scene.watchChats(await scene.connect('agent'), { view: 'mine' });
    await reader.synced();
    await reader.row(chatId, 'is there');
    await scene.backend.perform('supervisor', { type: 'release', chatId });
    await reader.gone(chatId);
  }),

  test('W7', 'a quiet watch has a heartbeat', {}, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    const { heartbeat } = scene.limits;
    for (let beats = 0; beats < 2; beats += 1) {
      const heard = reader.batches.length;
      await reader.until('an empty batch', ({ batches }) => batches.length > heard, 'W7', heartbeat);
    }
  }),

  test('W8', "at is the backend's clock", { probe: ['now', 'advance'] }, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    await scene.probe('advance')(3_600_000);
    const before = await scene.probe('now')();
    const chatId = await scene.openChat();
    await reader.row(chatId, 'is there');
    const after = await scene.probe('now')();
    const batch = reader.batches.find(({ upserts }) => upserts.some(({ id }) => id === chatId));
    const at = batch?.at ?? Number.NaN;
    const hint = "send the backend's time with each batch, and never Date.now() of the page";
    scene.ok(at >= before && at <= after, 'at, an hour off the clock here', `from ${before} to ${after}`, at, hint);
  }),

  test('W13', 'a watch that is cut throws a retryable unavailable', { probe: ['cut'] }, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    await scene.probe('cut')();
    const error = scene.isError(await reader.broken('it was cut'), ['unavailable', 'timeout'], 'a watch that is cut');
    scene.is(error.retryable, true, 'retryable, of a watch that is cut', 'hide no break: the monitor opens it again');
  }),

  test('W13', 'a watch ends with the right to it', { probe: ['setRoles'] }, async (scene) => {
    const reader = scene.watchChats(await scene.connect('colleague'));
    await reader.synced();
    await scene.probe('setRoles')('colleague', ['agent']);
    const error = await reader.broken('the viewer is no supervisor any more');
    scene.isError(error, ['forbidden'], 'the floor, of somebody who is no supervisor any more');
  }),

  test('W13', 'a watch ends with the sign-in', { probe: ['signOut'] }, async (scene) => {
    const reader = scene.watchChats(await scene.connect());
    await reader.synced();
    await scene.probe('signOut')('supervisor');
    const error = await reader.broken('the sign-in is over');
    scene.isError(error, ['unauthenticated'], 'a watch after the sign-in');
    scene.ok(isChatError(error) && !error.retryable, 'retryable, without a sign-in', 'false', error);
  }),

  test('W14', 'a command comes through the watch of everybody', { operations: ['assign-agent'] }, async (scene) => {
    const chatId = await scene.openChat();
    const connection = await scene.connect();
    const readers = [scene.watchChats(connection), scene.watchChats(await scene.connect('colleague'))];
    await Promise.all(readers.map((reader) => reader.synced()));
    const answer = await scene.actOn(connection, { type: 'assign', chatId, to: scene.toAgent('agent') });
    for (const reader of readers) {
      const row = await reader.row(chatId, 'is assigned', ({ status }) => status === 'assigned');
      scene.is(row.assignee?.id, scene.id('agent'), 'the assignee in the watch');
      scene.is(row.assignmentVersion, answer.assignmentVersion, 'assignmentVersion, against the answer');
    }
  }),
];
