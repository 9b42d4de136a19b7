import type { Context } from 'hono';
import * as v from 'valibot';
import { Problem } from '../domain/problem.js';

export const jsonLimit = 64 * 1_024;

/** Reads and checks a JSON body. Errors: 400 (no JSON), 413 (over `limit` bytes), 415, 422 with each fault's path. */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
  limit = jsonLimit,
): Promise<v.InferOutput<Schema>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Problem(415, 'The body has to be JSON: send "Content-Type: application/json".');
  }
  const text = await readText(context.req.raw, limit);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'The body is not valid JSON.');
  }
  return check(schema, value, 422);
}

/** Checks any value. Errors: a problem of `status` that names each fault's path. */
export function check<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  status: 400 | 422,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const errors = result.issues.slice(0, 20).map((issue) => ({
    path: v.getDotPath(issue) ?? '',
    message: issue.message,
  }));
  const [first] = errors;
  const place = first?.path ? `"${first.path}": ` : '';
  throw new Problem(status, `These values are not taken: ${place}${first?.message ?? ''}`, { errors });
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = new Problem(413, `The body is larger than ${String(limit)} bytes. Send less at once.`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge;
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
