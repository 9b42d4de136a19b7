import type { Migration } from './index.js';

export const people: Migration = {
  id: 1,
  name: 'people',
  statements: [
    `CREATE TABLE companies (
      id text PRIMARY KEY,
      name text NOT NULL
    )`,
    `CREATE TABLE queues (
      id text PRIMARY KEY,
      name text NOT NULL,
      company_id text NOT NULL REFERENCES companies,
      auto_assign boolean NOT NULL DEFAULT false
    )`,
    // A user without roles is a customer.
    `CREATE TABLE users (
      id text PRIMARY KEY,
      name text NOT NULL,
      roles text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY['supervisor', 'agent', 'admin'])
    )`,
    // The companies whose chats, agents and queues a user may see.
    `CREATE TABLE user_companies (
      user_id text NOT NULL REFERENCES users,
      company_id text NOT NULL REFERENCES companies,
      PRIMARY KEY (user_id, company_id)
    )`,
    `CREATE TABLE agents (
      user_id text PRIMARY KEY REFERENCES users,
      availability text NOT NULL CHECK (availability IN ('available', 'unavailable')),
      status_code text,
      status_since bigint NOT NULL,
      capacity integer NOT NULL CHECK (capacity >= 0)
    )`,
    `CREATE TABLE memberships (
      user_id text NOT NULL REFERENCES agents,
      queue_id text NOT NULL REFERENCES queues,
      PRIMARY KEY (user_id, queue_id)
    )`,
    // Only a hash of the token is kept: whoever reads the table cannot sign in with it.
    `CREATE TABLE sign_ins (
      token_hash text PRIMARY KEY,
      user_id text NOT NULL REFERENCES users,
      slot text NOT NULL,
      expires_at bigint NOT NULL
    )`,
    `CREATE TABLE settings (
      id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
      queue_assignment boolean NOT NULL,
      sla jsonb NOT NULL,
      sla_colors jsonb NOT NULL,
      agent_statuses jsonb NOT NULL,
      transfer_timeout_ms bigint NOT NULL,
      max_message_length integer NOT NULL,
      cursor_secret text NOT NULL
    )`,
  ],
};
