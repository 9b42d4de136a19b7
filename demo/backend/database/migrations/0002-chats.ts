import type { Migration } from './index.js';

export const chats: Migration = {
  id: 2,
  name: 'chats',
  statements: [
    `CREATE TABLE chats (
      id text PRIMARY KEY,
      version bigint NOT NULL DEFAULT 1,
      assignment_version bigint NOT NULL DEFAULT 1,
      assignment_by text REFERENCES users,
      status text NOT NULL CHECK (status IN ('pending', 'assigned', 'transferred', 'closed')),
      requester_id text NOT NULL REFERENCES users,
      issue text NOT NULL,
      company_id text NOT NULL REFERENCES companies,
      queue_id text REFERENCES queues,
      assignee_id text REFERENCES agents,
      opened_at bigint NOT NULL,
      waiting_since bigint,
      handled_since bigint,
      closed_at bigint,
      sla jsonb,
      message_count integer NOT NULL DEFAULT 0,
      last_message_at bigint,
      CHECK ((status IN ('assigned', 'transferred')) = (assignee_id IS NOT NULL)),
      CHECK ((status = 'pending') = (waiting_since IS NOT NULL)),
      CHECK ((status = 'closed') = (closed_at IS NOT NULL))
    )`,
    `CREATE INDEX chats_open ON chats (company_id) WHERE status <> 'closed'`,
    `CREATE INDEX chats_by_assignee ON chats (assignee_id) WHERE assignee_id IS NOT NULL`,
    `CREATE INDEX chats_by_requester ON chats (requester_id)`,
    `CREATE TABLE participants (
      chat_id text NOT NULL REFERENCES chats,
      user_id text NOT NULL REFERENCES users,
      mode text NOT NULL CHECK (mode IN ('participate', 'monitor')),
      joined_at bigint NOT NULL,
      PRIMARY KEY (chat_id, user_id)
    )`,
    `CREATE INDEX participants_by_user ON participants (user_id)`,
    `CREATE TABLE transfers (
      id text PRIMARY KEY,
      chat_id text NOT NULL REFERENCES chats,
      from_id text NOT NULL REFERENCES agents,
      to_id text NOT NULL REFERENCES agents,
      at bigint NOT NULL,
      expires_at bigint NOT NULL,
      note text,
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn'))
    )`,
    `CREATE UNIQUE INDEX transfers_open ON transfers (chat_id) WHERE state = 'open'`,
    `CREATE TABLE assists (
      id text PRIMARY KEY,
      chat_id text NOT NULL REFERENCES chats,
      by_id text NOT NULL REFERENCES users,
      at bigint NOT NULL,
      message text,
      claimed_by text REFERENCES users,
      cleared_at bigint,
      cleared_by text REFERENCES users
    )`,
    `CREATE UNIQUE INDEX assists_open ON assists (chat_id) WHERE cleared_at IS NULL`,
    `CREATE TABLE messages (
      id text PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      chat_id text NOT NULL REFERENCES chats,
      author_id text NOT NULL,
      author_name text NOT NULL,
      author_kind text NOT NULL CHECK (author_kind IN ('requester', 'agent', 'system')),
      text text NOT NULL,
      at bigint NOT NULL
    )`,
    `CREATE INDEX messages_by_chat ON messages (chat_id, seq)`,
    `CREATE TABLE notices (
      id text PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      user_id text NOT NULL REFERENCES users,
      type text NOT NULL,
      chat_id text NOT NULL REFERENCES chats,
      requester text NOT NULL,
      at bigint NOT NULL,
      by_id text,
      by_name text,
      to_id text,
      to_name text,
      note text
    )`,
    `CREATE INDEX notices_by_user ON notices (user_id, chat_id)`,
  ],
};
