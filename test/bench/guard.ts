import * as v from 'valibot';
import { generateSeed, createMemoryBackend } from '../../src/adapters/memory/index.js';
import { chat as checkChat } from '../../src/contract/guard/records.js';
import { chatOperations, type Chat } from '../../src/contract/index.js';

/**
 * Time per Chat record of the guard's own checks, beside valibot doing the same work: the same rules, fields dropped
 * that the contract does not know, and a deep freeze (which valibot leaves to a pass of its own).
 * Run: node --import tsx test/bench/guard.ts
 */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const text = v.pipe(v.string(), v.maxLength(1_048_576));
const time = v.pipe(v.number(), v.finite(), v.maxValue(8.64e15), v.minValue(-8.64e15));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const named = v.object({ id, name: text });
const threshold = v.object({ warning: v.optional(amount), breach: v.optional(amount) });
const permission = v.union([
  v.literal(true),
  v.object({
    reason: v.picklist(['agent-role-required', 'not-accepted-yet', 'not-assignee', 'chat-closed', 'other']),
    text: v.optional(text),
  }),
]);
const valibotChat = v.pipe(
  v.object({
    id,
    version: v.optional(v.pipe(v.number(), v.finite())),
    assignmentVersion: id,
    status: v.picklist(['pending', 'assigned', 'transferred', 'closed']),
    requester: named,
    issue: text,
    company: named,
    queue: v.optional(named),
    assignee: v.optional(named),
    participants: v.array(v.object({ id, name: text, mode: v.picklist(['participate', 'monitor']) })),
    openedAt: time,
    waitingSince: v.optional(time),
    handledSince: v.optional(time),
    transfer: v.optional(
      v.object({ from: v.optional(named), at: time, expiresAt: v.optional(time), note: v.optional(text) }),
    ),
    assist: v.optional(v.object({ id, by: named, at: time, message: v.optional(text), claimedBy: v.optional(named) })),
    sla: v.optional(v.object({ queue: v.optional(threshold), session: v.optional(threshold) })),
    messageCount: v.optional(count),
    lastMessageAt: v.optional(time),
    allowed: v.object(v.entriesFromList(chatOperations, v.optional(permission))),
  }),
  v.check((chat) => (chat.assignee !== undefined) === (chat.status === 'assigned' || chat.status === 'transferred')),
  v.check((chat) => (chat.waitingSince !== undefined) === (chat.status === 'pending')),
);

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) deepFreeze(inner);
  Object.freeze(value);
}

function withValibot(value: unknown): unknown {
  const result = v.parse(valibotChat, value);
  deepFreeze(result);
  return result;
}

const { control, adapter } = createMemoryBackend(generateSeed({ chats: 2000, now: 1_700_000_000_000 }));
const connection = await adapter({ viewerId: 'sam' }).connect({ signal: new AbortController().signal });
const records: Chat[] = [];
const ids = control.chats().slice(0, 2000);
for await (const batch of connection.watchChats({ view: 'floor' }, { signal: new AbortController().signal })) {
  records.push(...batch.upserts);
  if (batch.synced) break;
}
const json = JSON.stringify(records);

/** Microseconds per record, the median of many passes over fresh records, as they come from JSON. */
function median(check: (value: unknown) => unknown): number {
  const passes: number[] = [];
  for (let pass = 0; pass < 41; pass += 1) {
    const fresh = JSON.parse(json) as unknown[];
    const start = performance.now();
    for (const record of fresh) check(record);
    if (pass >= 10) passes.push(((performance.now() - start) * 1000) / fresh.length);
  }
  passes.sort((a, b) => a - b);
  return passes[passes.length >> 1] ?? Number.NaN;
}

const own = median(checkChat);
const valibot = median(withValibot);
const valibotBare = median((value) => v.parse(valibotChat, value));
console.log(`records          ${String(ids.length)}`);
console.log(`guard            ${own.toFixed(2)} µs per chat (checked, copied, frozen)`);
console.log(`valibot + freeze ${valibot.toFixed(2)} µs per chat`);
console.log(`valibot alone    ${valibotBare.toFixed(2)} µs per chat (checked, copied)`);
console.log(`ratio            ${(valibot / own).toFixed(2)}`);
