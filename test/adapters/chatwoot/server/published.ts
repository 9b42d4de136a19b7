import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface PublishedCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, { readonly required: boolean; readonly schema: object }>>;
  readonly body?: object;
  readonly response?: object;
}

const { calls } = JSON.parse(readFileSync(new URL('../published-schema.json', import.meta.url), 'utf8')) as {
  readonly calls: readonly PublishedCall[];
};

/**
 * Queries that Chatwoot's source takes and its schema leaves out: `conversation_type` in `ConversationFinder`, `before` in
 * `MessageFinder`, `page` in `V2::ReportBuilder`.
 */
const recorded = new Set(['conversation_type', 'before', 'page']);

const ajv = new Ajv2020({ strict: false, coerceTypes: true });
const exact = new Ajv2020({ strict: false });
const validators = new Map<object, ValidateFunction>();

function faults(schema: object, value: unknown, where: string, by: Ajv2020 = exact): string[] {
  const validate = validators.get(schema) ?? by.compile(schema);
  validators.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message ?? ''}`);
}

function find(method: string, { pathname }: URL): PublishedCall | undefined {
  return calls.find(
    (call) => call.method === method && new RegExp(`^${call.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  );
}

/** What the schema has against a request; nothing where it has no such call. */
export function checkRequest(method: string, url: URL, body: Readonly<Record<string, unknown>> | undefined): string[] {
  const call = find(method, url);
  if (!call) return [];
  const where = `${method} ${url.pathname}`;
  const found: string[] = [];
  for (const [name, value] of url.searchParams) {
    const known = call.query[name];
    if (known) found.push(...faults({ ...known.schema }, value, `${where}?${name}`, ajv));
    else if (!recorded.has(name)) found.push(`${where}: there is no query ${name}`);
  }
  for (const [name, { required }] of Object.entries(call.query)) {
    if (required && !url.searchParams.has(name)) found.push(`${where}: ${name} is missing`);
  }
  // Nobody assigned is `null` in every version, and in no schema.
  const given = body?.['assignee_id'] === null ? {} : body;
  if (call.body) found.push(...faults(call.body, given, `${where} body`));
  else if (body !== undefined) found.push(`${where}: there should be no body`);
  return found;
}

export function checkAnswer(method: string, url: URL, body: unknown): string[] {
  const response = find(method, url)?.response;
  if (!response || body === null) return [];
  return faults(response, body, `${method} ${url.pathname} answer`);
}

const types = ['incoming', 'outgoing', 'activity', 'template'];
const availabilities: Readonly<Record<string, string>> = { online: 'available' };

/** An answer of a server in the form that the schema has: lists bare, words for numbers, numbers as text. */
export function published(call: string, body: unknown): unknown {
  const words = JSON.parse(JSON.stringify(body ?? null), (key, value: unknown) => {
    if (key === 'message_type') return types[value as number];
    if (key === 'availability_status') return availabilities[value as string] ?? value;
    if (['timestamp', 'contact_last_seen_at', 'agent_last_seen_at'].includes(key)) return String(value);
    return value;
  }) as unknown;
  return /^GET conversations\/\d+\/messages$/.test(call) ? (words as { payload: unknown }).payload : words;
}
