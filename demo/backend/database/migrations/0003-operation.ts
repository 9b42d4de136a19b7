import type { Migration } from './index.js';

export const operation: Migration = {
  id: 3,
  name: 'operation',
  statements: [
    // Read in the order (xid, seq), and never beyond the oldest transaction that still runs: `seq` alone would let a
    // reader pass a number whose transaction commits later.
    `CREATE TABLE change_log (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
      entity text NOT NULL,
      id text NOT NULL,
      before jsonb,
      after jsonb,
      at bigint NOT NULL
    )`,
    `CREATE INDEX change_log_order ON change_log (xid, seq)`,
    // The last entry that was pruned: older cursors have expired.
    `CREATE TABLE change_log_floor (
      id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
      xid xid8 NOT NULL,
      seq bigint NOT NULL
    )`,
    `INSERT INTO change_log_floor (xid, seq) VALUES ('0', 0)`,
    `CREATE TABLE idempotency_keys (
      viewer_id text NOT NULL REFERENCES users,
      key text NOT NULL,
      request_hash text NOT NULL,
      state text NOT NULL CHECK (state IN ('performing', 'done', 'refused', 'sealed')),
      status integer,
      body jsonb,
      chat_id text,
      at bigint NOT NULL,
      PRIMARY KEY (viewer_id, key)
    )`,
    `CREATE INDEX idempotency_keys_by_age ON idempotency_keys (at)`,
    `CREATE TABLE report_events (
      id text PRIMARY KEY,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      command text NOT NULL,
      chat_id text NOT NULL,
      actor_id text NOT NULL REFERENCES users,
      actor_name text NOT NULL,
      from_type text,
      from_id text,
      from_name text,
      to_type text,
      to_id text,
      to_name text,
      note text,
      outcome text NOT NULL,
      error_code text,
      backend_error_code text,
      started_at bigint NOT NULL,
      ended_at bigint,
      received_at bigint NOT NULL,
      event text NOT NULL,
      event_id integer NOT NULL,
      event_status text NOT NULL,
      company text NOT NULL,
      region text,
      user_id text NOT NULL,
      start_at bigint NOT NULL,
      end_at bigint,
      duration integer,
      count integer NOT NULL,
      filter1 text,
      filter2 text,
      filter3 text,
      session_id text NOT NULL,
      create_date bigint NOT NULL
    )`,
    `CREATE INDEX report_events_by_start ON report_events (started_at DESC, id DESC)`,
  ],
};
