import { randomBytes } from 'node:crypto';
import type { Database, Queryable, SqlValue } from '../database/database.js';
import { seedChats, type SeedChat } from './chats.js';
import { agents, companies, customers, queues, supervisors } from './people.js';

/** Any number; the same in all instances. */
const lockId = 7_261_045;
const transferTimeoutMs = 120_000;

/** Fills an empty database once; a restart, or another instance, finds everything there. */
export async function seed(database: Database, now: number): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('SET LOCAL lock_timeout = 60000');
    await tx.query('SELECT pg_advisory_xact_lock($1)', [lockId]);
    const settings = await tx.query('SELECT 1 FROM settings');
    if (settings.length > 0) return;
    await seedSettings(tx);
    await seedPeople(tx, now);
    for (const chat of seedChats(now)) await seedChat(tx, chat, now);
  });
}

async function seedSettings(tx: Queryable): Promise<void> {
  const sla = { queue: { warning: 5, breach: 10 }, session: { warning: 20, breach: 40 } };
  const statuses = [
    { availability: 'available', code: 'Ready' },
    { availability: 'available', code: 'Ready, second line' },
    { availability: 'unavailable', code: 'Lunch' },
    { availability: 'unavailable', code: 'Wrap up' },
    { availability: 'unavailable', code: 'Training' },
  ];
  await insert(tx, 'settings', {
    queue_assignment: true,
    sla: JSON.stringify(sla),
    sla_colors: JSON.stringify({ warning: '#b45309', breach: '#b91c1c' }),
    agent_statuses: JSON.stringify(statuses),
    transfer_timeout_ms: transferTimeoutMs,
    max_message_length: 2_000,
    cursor_secret: randomBytes(32).toString('base64url'),
  });
}

async function seedPeople(tx: Queryable, now: number): Promise<void> {
  for (const { id, name } of companies) await insert(tx, 'companies', { id, name });
  for (const { id, name, company, autoAssign } of queues) {
    await insert(tx, 'queues', { id, name, company_id: company, auto_assign: autoAssign });
  }
  for (const user of [...supervisors, ...agents, ...customers]) {
    await insert(tx, 'users', { id: user.id, name: user.name, roles: user.roles });
    for (const company of user.companies) {
      await insert(tx, 'user_companies', { user_id: user.id, company_id: company });
    }
  }
  for (const user of supervisors) {
    if (!user.roles.includes('agent')) continue;
    await insert(tx, 'agents', {
      user_id: user.id,
      availability: 'available',
      status_code: 'Ready, second line',
      status_since: now,
      capacity: 2,
    });
  }
  for (const agent of agents) {
    await insert(tx, 'agents', {
      user_id: agent.id,
      availability: agent.away === undefined ? 'available' : 'unavailable',
      status_code: agent.away ?? 'Ready',
      status_since: now - agent.name.length * 60_000,
      capacity: agent.capacity,
    });
    for (const queue of agent.queues) await insert(tx, 'memberships', { user_id: agent.id, queue_id: queue });
  }
}

async function seedChat(tx: Queryable, chat: SeedChat, now: number): Promise<void> {
  const status = chat.sender ? 'transferred' : chat.assignee ? 'assigned' : 'pending';
  await insert(tx, 'chats', {
    id: chat.id,
    status,
    requester_id: chat.requester.id,
    issue: chat.issue,
    company_id: chat.company,
    queue_id: chat.queue,
    assignee_id: chat.assignee?.id ?? null,
    opened_at: Math.round(chat.openedAt),
    waiting_since: chat.waitingSince === null ? null : Math.round(chat.waitingSince),
    handled_since: chat.handledSince,
    message_count: chat.messages.length,
    last_message_at: chat.messages.at(-1)?.at ?? null,
  });
  if (chat.sender && chat.assignee) {
    await insert(tx, 'transfers', {
      id: `transfer-${chat.id}`,
      chat_id: chat.id,
      from_id: chat.sender.id,
      to_id: chat.assignee.id,
      at: now,
      expires_at: now + transferTimeoutMs,
      note: 'Could you take over? I am needed elsewhere.',
    });
  }
  if (chat.assist !== null && chat.assignee) {
    await insert(tx, 'assists', {
      id: `assist-${chat.id}`,
      chat_id: chat.id,
      by_id: chat.assignee.id,
      at: now - 45_000,
      message: chat.assist,
    });
  }
  for (const [index, message] of chat.messages.entries()) {
    await insert(tx, 'messages', {
      id: `${chat.id}-message-${String(index + 1)}`,
      chat_id: chat.id,
      author_id: message.author.id,
      author_name: message.author.name,
      author_kind: message.kind,
      text: message.text,
      at: message.at,
    });
  }
}

async function insert(tx: Queryable, table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${String(index + 1)}`);
  await tx.query(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(row),
  );
}
