import { ACCOUNT, type Conversation, type StoredMessage, type Team, type User } from './state.js';

/** What is shown of users, from Chatwoot's `api/v1/models/_agent.json.jbuilder`. */
export function renderUser(user: User): Record<string, unknown> {
  return {
    id: user.id,
    account_id: ACCOUNT,
    availability_status: user.availability,
    auto_offline: true,
    confirmed: true,
    email: `${user.name.toLowerCase()}@chat.test`,
    available_name: user.name,
    name: user.name,
    role: user.role,
    thumbnail: '',
  };
}

/** `api/v1/models/_user.json.jbuilder`. */
export function renderProfile(user: User): Record<string, unknown> {
  const { role, availability: availability_status } = user;
  return {
    ...renderUser(user),
    uid: `${user.name.toLowerCase()}@chat.test`,
    pubsub_token: `pubsub-${user.id}`,
    accounts: [{ id: ACCOUNT, name: 'Acme', role, availability_status }],
  };
}

export function renderTeam(team: Team): Record<string, unknown> {
  const { id, name, allowAutoAssign } = team;
  return { id, name, description: '', allow_auto_assign: allowAutoAssign, account_id: ACCOUNT, is_member: false };
}

/** `api/v1/models/_message.json.jbuilder`, and `Message#push_event_data`, which says the same and more. */
export function renderMessage(message: StoredMessage, conversation: Conversation): Record<string, unknown> {
  return {
    id: message.id,
    content: message.content,
    inbox_id: conversation.inbox,
    conversation_id: conversation.id,
    message_type: message.type,
    content_type: 'text',
    content_attributes: {},
    created_at: message.at,
    private: message.private,
    source_id: null,
    ...(message.sender && { sender: message.sender }),
  };
}

interface Names {
  user(id: number | null): User | undefined;
  team(id: number | null): Team | undefined;
}

/** `api/v1/conversations/partials/_conversation.json.jbuilder`. */
export function renderConversation(conversation: Conversation, names: Names): Record<string, unknown> {
  const { messages } = conversation;
  const assignee = names.user(conversation.assignee);
  const team = names.team(conversation.team);
  const last = messages.at(-1);
  const lastSaid = messages.filter(({ type }) => type !== 2).at(-1);
  return {
    meta: {
      sender: renderContact(conversation),
      channel: 'Channel::WebWidget',
      ...(assignee && { assignee: renderUser(assignee), assignee_type: 'User' }),
      ...(team && { team: renderTeam(team) }),
      hmac_verified: false,
    },
    id: conversation.id,
    messages: last ? [renderMessage(last, conversation)] : [],
    account_id: ACCOUNT,
    ...shared(conversation),
    first_reply_created_at: conversation.firstReplyAt,
    ...(lastSaid && { last_non_activity_message: renderMessage(lastSaid, conversation) }),
  };
}

/** `app/presenters/conversations/event_data_presenter.rb`. */
export function renderPush(conversation: Conversation, names: Names): Record<string, unknown> {
  const assignee = names.user(conversation.assignee);
  const team = names.team(conversation.team);
  const said = conversation.messages.filter((one) => one.type !== 2 && !one.private).at(-1);
  return {
    ...shared(conversation),
    id: conversation.id,
    messages: said ? [renderMessage(said, conversation)] : [],
    meta: {
      sender: { ...renderContact(conversation), type: 'contact' },
      assignee: assignee ? { ...named(assignee), type: 'user' } : null,
      assignee_type: assignee ? 'User' : null,
      team: team ? named(team) : null,
      hmac_verified: false,
    },
    // As text here, unlike in answers.
    first_reply_created_at: conversation.firstReplyAt ? new Date(conversation.firstReplyAt * 1000).toISOString() : null,
  };
}

function shared(conversation: Conversation): Record<string, unknown> {
  return {
    additional_attributes: conversation.additionalAttributes,
    custom_attributes: conversation.customAttributes,
    inbox_id: conversation.inbox,
    labels: [],
    status: conversation.status,
    unread_count: 0,
    waiting_since: Math.floor(conversation.waitingSince),
    agent_last_seen_at: 0,
    contact_last_seen_at: 0,
    last_activity_at: conversation.lastActivityAt,
    timestamp: conversation.lastActivityAt,
    created_at: conversation.createdAt,
    updated_at: conversation.updatedAt,
  };
}

function renderContact({ contact }: Conversation): Record<string, unknown> {
  return { id: contact.id, name: contact.name, email: contact.email, phone_number: null, thumbnail: '' };
}

function named({ id, name }: { readonly id: number; readonly name: string }): Record<string, unknown> {
  return { id, name };
}
