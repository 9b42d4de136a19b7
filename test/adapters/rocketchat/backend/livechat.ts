import { Refusal, type MessageRow, type RoomRow, type ServerState, type TransferRow, type User } from './state.js';

/** What people do to chats, as the server does it: its checks, its words, its side effects and its pushes. */
export class Livechat {
  readonly #state: ServerState;

  constructor(state: ServerState) {
    this.#state = state;
  }

  open(requester: string, issue: string, departmentId: string | undefined): RoomRow {
    const { state, at } = this.#now();
    const visitor = state.id('visitor-');
    const room: RoomRow = {
      _id: state.id('room-'),
      t: 'l',
      fname: requester,
      v: { _id: visitor, username: `guest-${visitor}`, token: `${visitor}-token`, status: 'online' },
      ts: at,
      lm: at,
      msgs: 0,
      usersCount: 1,
      open: true,
      ...(departmentId !== undefined && { departmentId }),
      _updatedAt: at,
    };
    state.rooms.set(room._id, room);
    state.members.set(room._id, new Set());
    this.#queue(room);
    this.write(room._id, issue);
    return room;
  }

  /** The visitor writes. */
  write(rid: string, msg: string): MessageRow {
    const { fname, v } = this.#state.room(rid);
    return this.#keep(rid, { msg, u: { _id: v._id, username: v.username, name: fname }, token: v.token });
  }

  /** The visitor ends the chat. */
  end(rid: string): void {
    this.#close(this.#state.room(rid));
  }

  send(user: User, rid: string, msg: string, id: string): MessageRow | undefined {
    const room = this.#state.room(rid);
    if (!room.open || !this.#state.members.get(rid)?.has(user._id)) throw new Refusal('error-not-allowed');
    if (this.#state.messages.get(rid)?.some(({ _id }) => _id === id)) return undefined;
    return this.#keep(rid, { msg, u: this.#state.personOf(user), id });
  }

  take(inquiryId: string, userId: string): void {
    const { state } = this;
    const inquiry = state.inquiries.get(inquiryId);
    if (inquiry?.status !== 'queued') throw new Refusal('Inquiry already taken [error-not-allowed]');
    const agent = this.#onlineAgent(userId, 'error-agent-status-service-offline');
    if (this.load(agent._id) >= agent.limit) throw new Refusal('error-max-number-simultaneous-chats-reached');
    this.#serve(state.room(inquiry.rid), agent);
  }

  forward(by: User, rid: string, to: { userId?: string; departmentId?: string }, comment?: string): void {
    const { state } = this;
    const room = this.#openRoom(rid);
    const previous = room.departmentId;
    const base = {
      rid,
      ts: state.stamp(),
      transferredBy: { ...state.personOf(by), type: 'user' as const },
      ...(previous !== undefined && { previousDepartment: previous }),
      ...(comment !== undefined && { comment }),
    };
    if (to.departmentId !== undefined) {
      const department = state.departments.get(to.departmentId);
      if (department === undefined) throw new Refusal('error-forwarding-chat');
      if (department._id === previous) throw new Refusal('error-forwarding-chat-same-department');
      room.departmentId = department._id;
      this.#unassign(room);
      state.transfers.push({ ...base, scope: 'department', nextDepartment: { ...department } });
      return;
    }
    const agent = this.#onlineAgent(to.userId ?? '', 'error-user-is-offline');
    if (room.servedBy?._id === agent._id) throw new Refusal('error-selected-agent-room-agent-are-same');
    this.#serve(room, agent);
    state.transfers.push({ ...base, scope: 'agent', transferredTo: state.personOf(agent) } satisfies TransferRow);
  }

  /** Resolves with `result`, which is false where the chat waits already. */
  returnAsInquiry(by: User, rid: string): boolean {
    const { state } = this;
    const room = state.room(rid);
    if (!room.open) throw new Refusal('room-closed');
    if (room.onHold) throw new Refusal('error-room-onHold');
    if (!state.routing.returnQueue || room.servedBy === undefined) return false;
    const previous = room.departmentId;
    this.#unassign(room);
    state.transfers.push({
      rid,
      ts: state.stamp(),
      scope: 'queue',
      transferredBy: { ...state.personOf(by), type: 'user' },
      ...(previous !== undefined && { previousDepartment: previous }),
    });
    return true;
  }

  join(user: User, rid: string): void {
    const room = this.#state.room(rid);
    if (!room.open) throw new Refusal('room-closed');
    if (!this.#state.canAccess(user, room)) throw new Refusal('error-not-allowed');
    this.#enter(room, user);
  }

  /** Replaces all tags; an SLA that is not named is taken off. */
  saveInfo(user: User, data: { _id: string; tags?: string[]; topic?: string; slaId?: string }): void {
    const room = this.#state.room(data._id);
    const isOwn = room.servedBy?._id === user._id;
    if (!isOwn && !this.#state.may(user, 'save-others-livechat-room-info')) throw new Refusal('error-not-allowed');
    if (data.tags !== undefined && data.tags.length > 0) room.tags = [...data.tags];
    else delete room.tags;
    if (data.topic !== undefined) room.topic = data.topic;
    if (data.slaId === undefined) delete room.slaId;
    else room.slaId = data.slaId;
    room._updatedAt = this.#state.stamp();
  }

  closeByUser(user: User, rid: string): void {
    const room = this.#state.room(rid);
    if (!room.open) throw new Refusal('error-room-already-closed');
    const right = room.servedBy?._id === user._id ? 'close-livechat-room' : 'close-others-livechat-room';
    if (!this.#state.may(user, right)) throw new Refusal('error-not-authorized');
    this.#close(room);
  }

  load(userId: string): number {
    return [...this.#state.rooms.values()].filter(({ open, servedBy }) => open && servedBy?._id === userId).length;
  }

  get state(): ServerState {
    return this.#state;
  }

  #now(): { state: ServerState; at: string } {
    return { state: this.#state, at: this.#state.stamp() };
  }

  #openRoom(rid: string): RoomRow {
    const room = this.#state.room(rid);
    if (!room.open) throw new Refusal('This_conversation_is_already_closed');
    return room;
  }

  #onlineAgent(userId: string, word: string): User {
    const user = this.#state.users.get(userId);
    const isAgent = user?.roles.includes('livechat-agent') === true;
    if (!isAgent || user.status === 'offline' || user.statusLivechat !== 'available') throw new Refusal(word);
    return user;
  }

  #queue(room: RoomRow): void {
    const { state, at } = this.#now();
    room.queuedAt = at;
    const old = state.inquiryOf(room._id);
    if (old !== undefined) state.inquiries.delete(old._id);
    const inquiry = {
      _id: state.id('inquiry-'),
      rid: room._id,
      name: room.fname,
      ts: room.ts,
      status: 'queued' as const,
      ...(room.departmentId !== undefined && { department: room.departmentId }),
      _updatedAt: at,
    };
    state.inquiries.set(inquiry._id, inquiry);
    state.push('stream-livechat-inquiry-queue-observer', 'public', [{ type: 'added', ...inquiry }]);
  }

  #serve(room: RoomRow, agent: User): void {
    const { state, at } = this.#now();
    this.#leave(room);
    room.servedBy = { _id: agent._id, username: agent.username, ts: at };
    room._updatedAt = at;
    const inquiry = state.inquiryOf(room._id);
    if (inquiry !== undefined) {
      inquiry.status = 'taken';
      state.push('stream-livechat-inquiry-queue-observer', 'public', [{ type: 'changed', ...inquiry }]);
    }
    this.#enter(room, agent);
  }

  #unassign(room: RoomRow): void {
    this.#leave(room);
    delete room.servedBy;
    room._updatedAt = this.#state.stamp();
    this.#queue(room);
  }

  #enter(room: RoomRow, user: User): void {
    this.#state.members.get(room._id)?.add(user._id);
    this.#tellMember('inserted', user._id, room._id);
  }

  /** Who served the room is in it no more. */
  #leave({ _id, servedBy }: RoomRow): void {
    if (servedBy === undefined || !this.#state.members.get(_id)?.delete(servedBy._id)) return;
    this.#tellMember('removed', servedBy._id, _id);
  }

  #close(room: RoomRow): void {
    const { state, at } = this.#now();
    delete room.open;
    room.closedAt = at;
    const inquiry = state.inquiryOf(room._id);
    if (inquiry !== undefined) state.inquiries.delete(inquiry._id);
    state.push('stream-livechat-inquiry-queue-observer', 'public', [{ type: 'removed', rid: room._id }]);
    for (const userId of state.members.get(room._id) ?? []) this.#tellMember('removed', userId, room._id);
    state.members.set(room._id, new Set());
  }

  #keep(rid: string, { id, ...values }: Pick<MessageRow, 'msg' | 'u' | 'token'> & { id?: string }): MessageRow {
    const { state, at } = this.#now();
    const message: MessageRow = { _id: id ?? state.id('message-'), rid, ts: at, _updatedAt: at, ...values };
    const room = state.room(rid);
    state.messages.set(rid, [...(state.messages.get(rid) ?? []), message]);
    room.msgs += 1;
    room.lm = at;
    room.lastMessage = message;
    state.push('stream-room-messages', rid, [message]);
    return message;
  }

  #tellMember(type: 'inserted' | 'removed', userId: string, rid: string): void {
    this.#state.push('stream-notify-user', `${userId}/subscriptions-changed`, [type, { rid, t: 'l' }]);
  }
}
