import * as v from 'valibot';

/** Text that PostgreSQL can keep: it has no place for NUL. */
const storable = v.check<string, string>((text) => !text.includes('\0'), 'has a NUL character');

export function text(min: number, max: number): v.GenericSchema<string> {
  return v.pipe(v.string(), v.minLength(min), v.maxLength(max), storable);
}

export const id = text(1, 512);

export const time = v.pipe(v.number(), v.finite(), v.minValue(-8.64e15), v.maxValue(8.64e15), v.transform(Math.round));

export const idempotencyKey = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9._~:-]{8,200}$/, 'has to be 8 to 200 URL-safe characters'),
);

const note = v.optional(text(0, 2_000));
const target = v.strictObject({ type: v.picklist(['agent', 'queue']), id });
const mode = v.picklist(['participate', 'monitor']);

/** A command on a chat, without `chatId` and `expected`. */
export const chatCommand = v.variant('type', [
  v.strictObject({ type: v.literal('assign'), to: target, note }),
  v.strictObject({ type: v.literal('transfer'), to: target, note }),
  v.strictObject({ type: v.literal('release'), note }),
  v.strictObject({ type: v.literal('join'), mode, note }),
  v.strictObject({ type: v.literal('set-mode'), mode, note }),
  v.strictObject({ type: v.literal('leave'), note }),
  v.strictObject({ type: v.literal('accept'), note }),
  v.strictObject({ type: v.literal('decline'), note }),
  v.strictObject({ type: v.literal('raise-assist'), message: v.optional(text(0, 500)), note }),
  v.strictObject({ type: v.literal('clear-assist'), assistId: id, note }),
  v.strictObject({ type: v.literal('claim-assist'), assistId: id, note }),
  v.strictObject({ type: v.literal('close'), note }),
]);

export const agentStatus = v.strictObject({
  availability: v.picklist(['available', 'unavailable']),
  statusCode: v.optional(text(1, 100)),
  capacity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000))),
});

/** Its length limit is a setting, and checked against that. */
export const messageDraft = v.strictObject({
  text: v.pipe(
    text(1, 60_000),
    v.check((value) => value.trim() !== '', 'is empty'),
  ),
});

const ids = v.optional(v.pipe(v.array(id), v.maxLength(1_000)));
const queueIds = v.optional(v.pipe(v.array(v.nullable(id)), v.maxLength(1_000)));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const watchId = text(1, 64);
const cursor = v.optional(text(1, 2_000));

export const streamRequest = v.strictObject({
  watches: v.pipe(
    v.array(
      v.variant('kind', [
        v.strictObject({
          id: watchId,
          kind: v.literal('chats'),
          query: v.strictObject({
            view: v.picklist(['floor', 'mine']),
            companies: ids,
            queues: queueIds,
            window: v.optional(v.strictObject({ anchor: v.optional(id), before: count, after: count })),
          }),
          cursor,
        }),
        v.strictObject({
          id: watchId,
          kind: v.literal('agents'),
          query: v.optional(v.strictObject({ companies: ids, queues: queueIds })),
          cursor,
        }),
        v.strictObject({ id: watchId, kind: v.literal('messages'), chatId: id, cursor }),
        v.strictObject({ id: watchId, kind: v.literal('notices'), cursor }),
        v.strictObject({ id: watchId, kind: v.literal('session'), cursor }),
      ]),
    ),
    v.minLength(1),
    v.maxLength(50),
    v.check((watches) => new Set(watches.map((watch) => watch.id)).size === watches.length, 'ids have to be unique'),
  ),
});
