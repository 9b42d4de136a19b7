import { CableServer } from './cable.js';
import { renderMessage, renderPush } from './render.js';
import { type Conversation, INBOX, people, type StoredMessage, type Team, teams, type User } from './state.js';

export interface NewConversation {
  readonly inbox?: number;
  readonly team?: number;
  readonly requester?: string;
  readonly message?: string;
  readonly subject?: string;
}

/** What an installation of Chatwoot holds, and what its people do. Everything is pushed to those who see it. */
export class ChatwootState {
  readonly users = people();
  readonly teams: Team[] = teams();
  readonly conversations = new Map<number, Conversation>();
  readonly cable = new CableServer(() => this.users);
  /** The server's clock is ahead by so many ms. */
  ahead = 0;
  #id = 100;
  #micros = 0;

  /** Seconds. */
  get seconds(): number {
    return Math.floor((Date.now() + this.ahead) / 1000);
  }

  user(id: number | null): User | undefined {
    return this.users.find((user) => user.id === id);
  }

  team(id: number | null): Team | undefined {
    return this.teams.find((team) => team.id === id);
  }

  sees(user: User, { inbox }: Conversation): boolean {
    return user.role === 'administrator' || user.inboxes.includes(inbox);
  }

  open({ inbox = INBOX.web, team, requester = 'Rita', message = 'Help', subject }: NewConversation = {}): Conversation {
    const id = ++this.#id;
    const conversation: Conversation = {
      id,
      inbox,
      contact: { id: 1000 + id, name: requester, email: 'rita@customer.test' },
      status: 'open',
      assignee: null,
      team: team ?? null,
      customAttributes: {},
      additionalAttributes: subject === undefined ? {} : { mail_subject: subject },
      participants: new Set(),
      messages: [],
      createdAt: this.seconds,
      lastActivityAt: this.seconds,
      waitingSince: this.seconds,
      firstReplyAt: 0,
      updatedAt: this.#stamp(),
    };
    this.conversations.set(id, conversation);
    this.#tell('conversation.created', conversation);
    this.say(conversation, message);
    return conversation;
  }

  /** The customer writes. */
  say(conversation: Conversation, content: string): StoredMessage {
    const { id, name } = conversation.contact;
    return this.#write(conversation, { type: 0, content, private: false, sender: { id, name, type: 'contact' } });
  }

  write(actor: User, conversation: Conversation, content: string, isPrivate = false): StoredMessage {
    const { id, name } = actor;
    if (!isPrivate && conversation.firstReplyAt === 0) conversation.firstReplyAt = this.seconds;
    if (!isPrivate) conversation.waitingSince = 0;
    return this.#write(conversation, { type: 1, content, private: isPrivate, sender: { id, name, type: 'user' } });
  }

  /** An id that nobody has is nobody: `AssignmentService` looks it up with `find_by`, and the answer is still 200. */
  assign(actor: User, conversation: Conversation, userId: number | null): User | undefined {
    const user = this.user(userId);
    const before = conversation.assignee;
    conversation.assignee = user?.id ?? null;
    if (conversation.assignee === before) return user;
    if (user) conversation.participants.add(user.id);
    this.#activity(conversation, user ? `Assigned to ${user.name} by ${actor.name}` : `Unassigned by ${actor.name}`);
    this.#changed(conversation, ['assignee.changed', 'conversation.updated'], actor);
    return user;
  }

  /** `AssignmentHandler`: who is no member loses the chat, and a team that assigns by itself gives it to a member. */
  setTeam(actor: User, conversation: Conversation, teamId: number | null): Team | undefined {
    const team = this.team(teamId);
    const before = conversation.assignee;
    conversation.team = team?.id ?? null;
    if (team && before !== null && !team.members.includes(before)) conversation.assignee = null;
    if (team?.allowAutoAssign) conversation.assignee ??= team.members[0] ?? null;
    this.#activity(conversation, `Assigned to ${team?.name ?? 'nobody'} by ${actor.name}`);
    const moved = conversation.assignee !== before;
    this.#changed(
      conversation,
      ['team.changed', ...(moved ? ['assignee.changed'] : []), 'conversation.updated'],
      actor,
    );
    return team;
  }

  setStatus(actor: User | undefined, conversation: Conversation, status: Conversation['status']): void {
    conversation.status = status;
    this.#activity(conversation, `Conversation was marked ${status}`);
    this.#changed(conversation, ['conversation.status_changed', 'conversation.updated'], actor);
  }

  /** A merge is one of the first level, and removes nothing. What changes nothing is pushed to nobody. */
  setAttributes(actor: User, conversation: Conversation, attributes: Record<string, unknown>, merge: boolean): void {
    const before = JSON.stringify(conversation.customAttributes);
    conversation.customAttributes = merge ? { ...conversation.customAttributes, ...attributes } : attributes;
    if (JSON.stringify(conversation.customAttributes) !== before) {
      this.#changed(conversation, ['conversation.updated'], actor);
    }
  }

  /** As another page with the adapter does. */
  join(actor: User, conversation: Conversation, mode: 'participate' | 'monitor'): void {
    if (mode === 'participate') conversation.participants.add(actor.id);
    const join = { name: actor.name, mode, at: Date.now() };
    this.setAttributes(actor, conversation, { [`chat_monitor_join_${actor.id}`]: join }, true);
  }

  leave(actor: User, conversation: Conversation): void {
    conversation.participants.delete(actor.id);
    this.setAttributes(actor, conversation, { [`chat_monitor_join_${actor.id}`]: null }, true);
  }

  #write(conversation: Conversation, content: Omit<StoredMessage, 'id' | 'at'>): StoredMessage {
    const message = { ...content, id: ++this.#id, at: this.seconds };
    conversation.messages.push(message);
    conversation.lastActivityAt = message.at;
    if (message.type === 0) conversation.waitingSince ||= message.at;
    if (message.type === 0 && conversation.status === 'resolved') conversation.status = 'open';
    conversation.updatedAt = this.#stamp();
    const { assignee: assignee_id, lastActivityAt: last_activity_at } = conversation;
    this.cable.push((user) => this.sees(user, conversation), 'message.created', {
      ...renderMessage(message, conversation),
      conversation: { assignee_id, unread_count: 0, last_activity_at },
    });
    return message;
  }

  #activity(conversation: Conversation, content: string): void {
    this.#write(conversation, { type: 2, content, private: false });
  }

  #changed(conversation: Conversation, events: readonly string[], actor: User | undefined): void {
    conversation.updatedAt = this.#stamp();
    for (const event of events) this.#tell(event, conversation, actor);
  }

  /** `ActionCableListener#broadcast` adds who did it. */
  #tell(event: string, conversation: Conversation, actor?: User): void {
    this.cable.push((user) => this.sees(user, conversation), event, {
      ...renderPush(conversation, this),
      ...(actor && { performer: { id: actor.id, name: actor.name, type: 'user' } }),
    });
  }

  #stamp(): number {
    return (Date.now() + this.ahead) / 1000 + ++this.#micros / 1e5;
  }
}
