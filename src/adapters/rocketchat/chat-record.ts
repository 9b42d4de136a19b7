import type { Chat, ChatStatus, Named } from '../../contract/index.js';
import { allowedFor } from './allowed.js';
import type { AssistTags } from './assist-tag.js';
import type { Directory } from './directory.js';
import { fieldsOf, recordOf, textOf, timeOf, type Fields } from './fields.js';
import type { Places } from './places.js';
import type { SignedIn } from './rights.js';

/** A conversation, from its beginning to its end. */
export type Room = Fields<
  | '_id'
  | 't'
  | 'fname'
  | 'name'
  | 'v'
  | 'ts'
  | 'queuedAt'
  | 'lm'
  | 'msgs'
  | 'open'
  | 'closedAt'
  | 'onHold'
  | 'servedBy'
  | 'departmentId'
  | 'topic'
  | 'lastMessage'
  | 'tags'
  | 'priorityId'
  | 'slaId'
  | 'livechatData'
>;

/** A room's place in the queue, while it waits, and afterwards as `taken`. */
export type Inquiry = Fields<'_id' | 'rid' | 'ts' | 'status' | 'department'>;

/** With whose eyes chats are seen. */
export interface Perspective {
  readonly signedIn: SignedIn;
  readonly directory: Directory;
  readonly places: Places;
  readonly assistTags: AssistTags;
  readonly canReturn: boolean;
  now(): number;
}

/** One chat of a room and, where it waits, its inquiry. Odd values are passed on: the guard sets their record aside. */
export function chatOf(room: Room, inquiry: Inquiry | undefined, eyes: Perspective): Chat {
  const { directory, places, signedIn } = eyes;
  const id = room._id as string;
  const department = textOf(room.departmentId);
  const assignee = assigneeOf(room, directory);
  const status = statusOf(room, assignee);
  // Both are written where the room changes hands, and only there.
  const since = timeOf(assignee === undefined ? room.queuedAt : fieldsOf<'ts'>(room.servedBy).ts);
  const visitor = fieldsOf<'_id' | 'name' | 'username'>(room.v);
  const requester = {
    id: visitor._id,
    name: textOf(room.fname) ?? textOf(visitor.name) ?? textOf(visitor.username) ?? visitor._id,
  };
  const by = assignee ?? { id: 'rocket.chat', name: 'Rocket.Chat' };
  const assist = status === 'closed' ? undefined : eyes.assistTags.read(id, room.tags, by, eyes.now());
  const mode = places.modeIn(id);
  const isMine = assignee?.id === signedIn.viewer.id;
  const { id: viewerId, name } = signedIn.viewer;
  return recordOf<Chat>({
    id,
    version: undefined,
    assignmentVersion: versionOf(status, assignee?.id, department, since),
    status,
    requester,
    issue: textOf(room.topic) ?? textOf(fieldsOf<'msg'>(room.lastMessage).msg) ?? '',
    company: directory.companyOf(department),
    queue: department === undefined ? undefined : directory.queueNamed(department),
    assignee,
    participants: mode === undefined || isMine ? [] : [{ id: viewerId, name, mode }],
    openedAt: timeOf(room.ts),
    waitingSince: status === 'pending' ? (since ?? timeOf(inquiry?.ts) ?? timeOf(room.ts)) : undefined,
    handledSince: assignee === undefined ? undefined : since,
    transfer: undefined,
    assist,
    sla: undefined,
    messageCount: room.msgs,
    lastMessageAt: timeOf(room.lm),
    allowed: allowedFor(
      { status, ...(assignee !== undefined && { assignee }), ...(assist !== undefined && { assist }) },
      { signedIn, mode, canReturn: eyes.canReturn, isOnHold: room.onHold === true },
    ),
  });
}

/** Closed rooms have no `open`. */
function statusOf(room: Room, assignee: Named | undefined): ChatStatus {
  if (room.open !== true || timeOf(room.closedAt) !== undefined) return 'closed';
  return assignee === undefined ? 'pending' : 'assigned';
}

/** A person without an id is passed on as such; undefined only where nobody serves the room. */
function assigneeOf({ servedBy, open }: Room, directory: Directory): Named | undefined {
  if (open !== true || servedBy === undefined || servedBy === null) return undefined;
  const { _id, name, username } = fieldsOf<'_id' | 'name' | 'username'>(servedBy);
  const known = textOf(_id);
  const shown = (known === undefined ? undefined : directory.nameOfAgent(known)) ?? textOf(name) ?? textOf(username);
  return { id: _id as string, name: shown ?? (_id as string) };
}

/** Of assignee, queue and status, and since when it is so: who had a chat before and has it again has it anew. */
export function versionOf(
  status: ChatStatus,
  assigneeId: string | undefined,
  departmentId: string | undefined,
  since: number | undefined,
): string {
  return JSON.stringify([status, assigneeId ?? null, departmentId ?? null, since ?? null]);
}
