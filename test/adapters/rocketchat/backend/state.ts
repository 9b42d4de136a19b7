/** What a Rocket.Chat server keeps of its live chats, in the shapes of its API (times as ISO texts). */

export interface User {
  readonly _id: string;
  readonly username: string;
  readonly name: string;
  roles: string[];
  status: 'online' | 'away' | 'busy' | 'offline';
  statusLivechat: 'available' | 'not-available';
  departments: string[];
  limit: number;
  /** Undefined: nobody is signed in as this user. */
  token: string | undefined;
  /** A monitor of these departments only; undefined: of all. */
  unit?: readonly string[];
}

export interface Person {
  readonly _id: string;
  readonly username: string;
  readonly name: string;
}

export interface RoomRow {
  readonly _id: string;
  readonly t: 'l';
  readonly fname: string;
  readonly v: { readonly _id: string; readonly username: string; readonly token: string; readonly status: string };
  readonly ts: string;
  queuedAt?: string;
  lm: string;
  msgs: number;
  usersCount: number;
  open?: true;
  closedAt?: string;
  onHold?: true;
  servedBy?: { readonly _id: string; readonly username: string; readonly ts: string };
  departmentId?: string;
  topic?: string;
  tags?: string[];
  slaId?: string;
  lastMessage?: MessageRow;
  _updatedAt: string;
}

export interface InquiryRow {
  readonly _id: string;
  readonly rid: string;
  readonly name: string;
  readonly ts: string;
  status: 'queued' | 'taken';
  department?: string;
  _updatedAt: string;
}

export interface MessageRow {
  readonly _id: string;
  readonly rid: string;
  readonly msg: string;
  readonly ts: string;
  readonly u: Person;
  readonly token?: string;
  readonly t?: string;
  readonly _updatedAt: string;
}

export interface TransferRow {
  readonly rid: string;
  readonly ts: string;
  readonly scope: 'agent' | 'department' | 'queue';
  readonly transferredBy: Person & { readonly type: 'user' };
  readonly transferredTo?: Person;
  readonly previousDepartment?: string;
  readonly nextDepartment?: { readonly _id: string; readonly name: string };
  readonly comment?: string;
}

export interface Routing {
  returnQueue: boolean;
  autoAssignAgent: boolean;
}

/** A refusal, as the server words it. */
export class Refusal extends Error {
  constructor(
    readonly error: string,
    readonly status = 400,
  ) {
    super(error);
  }
}

export type Push = (stream: string, event: string, args: readonly unknown[]) => void;

export class ServerState {
  readonly users = new Map<string, User>();
  readonly departments = new Map<string, { _id: string; name: string; enabled: boolean }>();
  readonly rooms = new Map<string, RoomRow>();
  readonly inquiries = new Map<string, InquiryRow>();
  readonly messages = new Map<string, MessageRow[]>();
  readonly transfers: TransferRow[] = [];
  /** Who is in which room. */
  readonly members = new Map<string, Set<string>>();
  readonly permissions = new Map<string, string[]>();
  readonly routing: Routing = { returnQueue: true, autoAssignAgent: false };
  /** The server's clock is ahead of this machine's by so many ms. */
  ahead = 0;
  push: Push = () => undefined;
  #last = 0;

  constructor() {
    const staff = ['livechat-manager', 'livechat-monitor', 'admin'];
    const all = ['livechat-agent', ...staff];
    for (const right of ['view-livechat-rooms', 'view-livechat-manager', 'close-others-livechat-room']) {
      this.permissions.set(right, staff);
    }
    this.permissions.set('save-others-livechat-room-info', staff);
    this.permissions.set('manage-livechat-agents', ['livechat-manager', 'admin']);
    for (const right of ['view-l-room', 'transfer-livechat-guest', 'close-livechat-room']) {
      this.permissions.set(right, all);
    }
  }

  get now(): number {
    return Date.now() + this.ahead;
  }

  /** Later with every call. */
  stamp(): string {
    this.#last = Math.max(this.now, this.#last + 1);
    return new Date(this.#last).toISOString();
  }

  id(prefix: string): string {
    return `${prefix}${Math.random().toString(36).slice(2, 12)}`;
  }

  may(user: User, right: string): boolean {
    return user.roles.some((role) => this.permissions.get(right)?.includes(role) === true);
  }

  /** Whether a room is in this user's reach, as managers, monitors of a unit and agents have it. */
  canAccess(user: User, room: RoomRow): boolean {
    if (user.unit !== undefined && !(room.departmentId !== undefined && user.unit.includes(room.departmentId))) {
      return false;
    }
    if (this.may(user, 'view-livechat-rooms')) return true;
    return room.servedBy?._id === user._id || this.members.get(room._id)?.has(user._id) === true;
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (user === undefined) throw new Refusal('error-invalid-user');
    return user;
  }

  /** An open room. Errors: Refusal. */
  room(id: unknown): RoomRow {
    const room = this.rooms.get(String(id));
    if (room === undefined) throw new Refusal('error-invalid-room');
    return room;
  }

  inquiryOf(rid: string): InquiryRow | undefined {
    return [...this.inquiries.values()].find((inquiry) => inquiry.rid === rid);
  }

  personOf({ _id, username, name }: Person): Person {
    return { _id, username, name };
  }
}
