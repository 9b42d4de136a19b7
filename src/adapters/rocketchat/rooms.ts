import { ChatError, isChatError, type CallOptions } from '../../contract/index.js';
import type { RocketchatApi } from './api.js';
import type { Inquiry, Room } from './chat-record.js';
import { fieldsOf, textOf, timeOf } from './fields.js';

/** A chat as it is at the server at this moment. */
export interface Sighting {
  readonly room: Room;
  readonly inquiry: Inquiry | undefined;
}

/** What one look at all rooms found. */
export interface RoomsLook {
  readonly sightings: readonly Sighting[];
  readonly whole: boolean;
  /** Calls of the route that took the most of them. */
  readonly calls: number;
}

export interface RoomsQuery {
  /** All rooms, and not only those that this agent serves. */
  readonly all: boolean;
  readonly viewerId: string;
  readonly onHold: boolean;
  /** Rooms that the viewer is in. */
  readonly joined: ReadonlySet<string>;
}

/** All open rooms that the viewer may see, each with its inquiry. */
export async function readRooms(api: RocketchatApi, query: RoomsQuery, options: CallOptions): Promise<RoomsLook> {
  // The rooms last: what they say is newer, and an inquiry that is not theirs any more does not count.
  const inquiries = await readInquiries(api, query, options);
  const own = query.all ? {} : { 'agents[]': query.viewerId };
  const sort = '{"ts":1}';
  const open = await api.list(['livechat', 'rooms'], 'rooms', options, { ...own, open: true, sort });
  // The server leaves rooms on hold out of those that are open.
  const held = query.onHold
    ? await api.list(['livechat', 'rooms'], 'rooms', options, { ...own, onhold: true, sort })
    : { items: [], whole: true, calls: 0 };
  const rooms = new Map<unknown, Room>();
  for (const item of [...open.items, ...held.items]) {
    const room = fieldsOf<keyof Room>(item);
    if (timeOf(room.closedAt) === undefined) rooms.set(room._id, room);
  }
  const alone = query.all ? 0 : await addJoined(api, query.joined, rooms, options);
  const sightings = [...rooms.values()].map((room) => ({ room, inquiry: inquiries.get(room._id) }));
  return { sightings, whole: open.whole && held.whole, calls: Math.max(open.calls + held.calls, alone) };
}

async function readInquiries(
  api: RocketchatApi,
  { all }: RoomsQuery,
  options: CallOptions,
): Promise<ReadonlyMap<unknown, Inquiry>> {
  const inquiries = new Map<unknown, Inquiry>();
  if (!all) return inquiries;
  const { items } = await api.list(['livechat', 'inquiries.list'], 'inquiries', options);
  for (const item of items) {
    const inquiry = fieldsOf<keyof Inquiry>(item);
    inquiries.set(inquiry.rid, inquiry);
  }
  return inquiries;
}

/** Rooms of others that an agent is in are in no list of the server's. Resolves with how many were read. */
async function addJoined(
  api: RocketchatApi,
  joined: ReadonlySet<string>,
  rooms: Map<unknown, Room>,
  options: CallOptions,
): Promise<number> {
  const missing = [...joined].filter((id) => !rooms.has(id));
  for (const id of missing) {
    const room = await readRoom(api, id, options).catch((thrown: unknown) => {
      if (isChatError(thrown) && thrown.code === 'not-found') return undefined;
      throw thrown;
    });
    if (room?.open === true) rooms.set(id, room);
  }
  return missing.length;
}

/** One chat, read anew. Errors: `not-found` too for rooms that are out of reach, and for those that are no chats. */
export async function readSighting(api: RocketchatApi, id: string, options: CallOptions): Promise<Sighting> {
  const room = await readRoom(api, id, options);
  if (room.open !== true || (room.servedBy !== undefined && room.servedBy !== null))
    return { room, inquiry: undefined };
  const { inquiry } = await api.call<'inquiry'>(['livechat', 'inquiries.getOne'], options, { query: { roomId: id } });
  return { room, inquiry: fieldsOf<keyof Inquiry>(inquiry) };
}

async function readRoom(api: RocketchatApi, id: string, options: CallOptions): Promise<Room> {
  const { room } = await api
    .call<'room'>(['rooms.info'], options, { query: { roomId: id } })
    .catch((thrown: unknown) => {
      if (isChatError(thrown) && thrown.code === 'forbidden') throw noSuchChat(id, thrown);
      throw thrown;
    });
  const fields = fieldsOf<keyof Room>(room);
  // Rocket.Chat has rooms of other kinds, and their ids look the same.
  if (fields.t !== 'l' || textOf(fields._id) !== id) throw noSuchChat(id);
  return fields;
}

function noSuchChat(id: string, cause?: unknown): ChatError {
  return new ChatError('not-found', `Rocket.Chat: there is no chat "${id}".`, { cause });
}
