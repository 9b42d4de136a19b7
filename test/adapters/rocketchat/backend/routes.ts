import type { Livechat } from './livechat.js';
import { Refusal, type RoomRow, type ServerState, type User } from './state.js';

/** One request, read. */
export interface Request {
  readonly user: User;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

type Answer = Readonly<Record<string, unknown>>;
export type Route = readonly [name: string, right: string | undefined, answer: (request: Request) => Answer];

/**
 * The calls of the API. Those of `livechat/` are in vendor-schema.json; of the others, the shapes are those of
 * https://developer.rocket.chat/apidocs (me, permissions.listAll, rooms.info, subscriptions.get and getOne,
 * chat.sendMessage and getMessage), cut to what is read.
 */
export function routesOf(state: ServerState, livechat: Livechat): readonly Route[] {
  const seen = (user: User): RoomRow[] => [...state.rooms.values()].filter((room) => state.canAccess(user, room));
  return [
    ['GET me', undefined, ({ user }) => ({ ...state.personOf(user), roles: user.roles })],
    [
      'GET permissions.listAll',
      undefined,
      () => ({ update: [...state.permissions].map(([_id, roles]) => ({ _id, roles })), remove: [] }),
    ],
    ['GET livechat/config/routing', undefined, () => ({ config: { ...state.routing } })],
    [
      'GET livechat/department',
      'view-l-room',
      ({ user, query }) =>
        page(
          'departments',
          [...state.departments.values()].filter(({ _id, enabled }) => enabled && (user.unit?.includes(_id) ?? true)),
          query,
        ),
    ],
    ['GET livechat/rooms', undefined, ({ user, query }) => page('rooms', roomsOf(state, seen, user, query), query)],
    [
      'GET livechat/inquiries.list',
      'view-livechat-manager',
      ({ query }) =>
        page(
          'inquiries',
          [...state.inquiries.values()].filter(({ status }) => status === 'queued'),
          query,
        ),
    ],
    [
      'GET livechat/inquiries.getOne',
      'view-l-room',
      ({ query }) => ({ inquiry: state.inquiryOf(query.get('roomId') ?? '') ?? null }),
    ],
    [
      'GET rooms.info',
      undefined,
      ({ user, query }) => {
        const room = state.rooms.get(query.get('roomId') ?? '');
        if (room === undefined || !state.canAccess(user, room)) throw new Refusal('error-room-not-found');
        return { room };
      },
    ],
    ['GET subscriptions.get', undefined, ({ user }) => ({ update: subscriptionsOf(state, user), remove: [] })],
    [
      'GET subscriptions.getOne',
      undefined,
      ({ user, query }) => ({
        subscription: subscriptionsOf(state, user).find(({ rid }) => rid === query.get('roomId')) ?? null,
      }),
    ],
    [
      'GET livechat/users/{type}',
      'transfer-livechat-guest',
      ({ query }) => page('users', agentsOf(state).map(agentRow), query),
    ],
    ['GET livechat/queue', 'view-l-room', ({ query }) => page('queue', queueOf(state), query)],
    [
      'GET livechat/messages/{rid}',
      'view-l-room',
      ({ path, query }) => page('messages', state.messages.get(state.room(path['rid'])._id) ?? [], query),
    ],
    [
      'GET livechat/transfer.history/{rid}',
      'view-livechat-rooms',
      ({ path, query }) =>
        page(
          'history',
          state.transfers.filter(({ rid }) => rid === path['rid']).map(({ rid: _, ...transfer }) => transfer),
          query,
        ),
    ],
    [
      'POST livechat/inquiries.take',
      'view-l-room',
      ({ user, body }) => nothing(livechat.take(text(body['inquiryId']), text(body['userId'] ?? user._id))),
    ],
    [
      'POST livechat/room.forward',
      'transfer-livechat-guest',
      ({ user, body }) => {
        const { roomId, userId, departmentId, comment } = body as Readonly<Record<string, string | undefined>>;
        livechat.forward(
          user,
          text(roomId),
          { ...(userId !== undefined && { userId }), ...(departmentId !== undefined && { departmentId }) },
          comment,
        );
        return {};
      },
    ],
    [
      'POST livechat/inquiries.returnAsInquiry',
      'view-l-room',
      ({ user, body }) => ({ result: livechat.returnAsInquiry(user, text(body['roomId'])) }),
    ],
    [
      'GET livechat/room.join',
      'view-l-room',
      ({ user, query }) => nothing(livechat.join(user, text(query.get('roomId')))),
    ],
    [
      'POST livechat/room.saveInfo',
      'view-l-room',
      ({ user, body }) => nothing(livechat.saveInfo(user, body['roomData'] as Parameters<Livechat['saveInfo']>[1])),
    ],
    [
      'POST livechat/room.closeByUser',
      'view-l-room',
      ({ user, body }) => nothing(livechat.closeByUser(user, text(body['rid']))),
    ],
    [
      'POST livechat/agent.status',
      'view-l-room',
      ({ user, body }) => {
        const agent = state.user(text(body['agentId'] ?? user._id));
        if (agent !== user && !state.may(user, 'manage-livechat-agents')) throw new Refusal('error-not-allowed', 403);
        // Without a status it is turned over.
        const turned = agent.statusLivechat === 'available' ? 'not-available' : 'available';
        agent.statusLivechat = (body['status'] as User['statusLivechat'] | undefined) ?? turned;
        return { status: agent.statusLivechat };
      },
    ],
    [
      'POST chat.sendMessage',
      undefined,
      ({ user, body }) => {
        const { _id, rid, msg } = body['message'] as Readonly<Record<string, string>>;
        return { message: livechat.send(user, text(rid), text(msg), text(_id)) };
      },
    ],
    [
      'GET chat.getMessage',
      undefined,
      ({ query }) => ({
        message: [...state.messages.values()].flat().find(({ _id }) => _id === query.get('msgId')),
      }),
    ],
  ];
}

function roomsOf(
  state: ServerState,
  seen: (user: User) => RoomRow[],
  user: User,
  query: URLSearchParams,
): readonly RoomRow[] {
  const agents = query.getAll('agents[]');
  const isOwn = agents.length === 1 && agents[0] === user._id;
  if (!state.may(user, 'view-livechat-rooms') && !isOwn) throw new Refusal('error-unauthorized', 403);
  // `open` leaves out what is on hold.
  return seen(user).filter(
    ({ open, onHold, servedBy }) =>
      open === true &&
      (query.get('onhold') === 'true') === (onHold === true) &&
      (agents.length === 0 || agents.includes(servedBy?._id ?? '')),
  );
}

function subscriptionsOf(state: ServerState, { _id }: User): { rid: string; t: string }[] {
  const live = [...state.members].filter(([, members]) => members.has(_id)).map(([rid]) => ({ rid, t: 'l' }));
  return [{ rid: 'GENERAL', t: 'c' }, ...live];
}

function agentsOf(state: ServerState): User[] {
  return [...state.users.values()].filter(({ roles }) => roles.includes('livechat-agent'));
}

function agentRow({ _id, username, name, status, statusLivechat, departments, limit }: User) {
  const maxNumberSimultaneousChat = Number.isFinite(limit) ? String(limit) : '';
  return { _id, username, name, status, statusLivechat, departments, livechat: { maxNumberSimultaneousChat } };
}

/** Chats by agent and department. */
function queueOf(state: ServerState): object[] {
  const counts = new Map<string, { chats: number; user: object; department: object }>();
  for (const { open, servedBy, departmentId } of state.rooms.values()) {
    if (!open || servedBy === undefined) continue;
    const { _id, username, status } = state.user(servedBy._id);
    const department = departmentId === undefined ? {} : { _id: departmentId };
    const key = JSON.stringify([_id, departmentId]);
    const count = counts.get(key) ?? { chats: 0, user: { _id, username, status }, department };
    counts.set(key, { ...count, chats: count.chats + 1 });
  }
  return [...counts.values()];
}

/** By `offset` and `count`, 100 at most; sorted by `ts` where that is asked for. */
function page(name: string, all: readonly object[], query: URLSearchParams): Answer {
  const offset = Number(query.get('offset') ?? 0);
  const count = Math.min(100, Number(query.get('count') ?? 50));
  const sort = JSON.parse(query.get('sort') ?? '{}') as { ts?: number };
  const at = (item: object): string => (item as { ts?: string }).ts ?? '';
  const sorted = sort.ts === undefined ? [...all] : [...all].sort((a, b) => (at(a) < at(b) ? -1 : 1) * (sort.ts ?? 1));
  const items = sorted.slice(offset, offset + count);
  return { [name]: items, offset, count: items.length, total: all.length };
}

function nothing(_: void): Answer {
  return {};
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal('must have required property [invalid-params]');
  return value;
}
