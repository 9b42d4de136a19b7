import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const documentUrl = new URL('../../docs/protocol.openapi.yaml', import.meta.url);
const source = parse(readFileSync(documentUrl, 'utf8')) as JsonObject;

/** What answers requests: a Hono application, or an object around `fetch`. */
export interface Answers {
  fetch(request: Request): Response | Promise<Response>;
}

/**
 * A fetch that holds both sides to docs/protocol.openapi.yaml: every response has to be as the document says, stream
 * events included, and a request that the document does not allow has to be refused. Paths outside of `/api/v1` pass
 * unchecked. Errors: AssertionError that names path and place; in streams, thrown from the body.
 */
export function checkedFetch(app: Answers): (path: string, init?: RequestInit) => Promise<Response> {
  return async (path, init) => {
    const url = new URL(path, 'http://127.0.0.1');
    const faults = requestFaults(url, init);
    const response = await app.fetch(new Request(url, init));
    if (faults === undefined) return response;
    const name = `${init?.method ?? 'GET'} ${path}: ${String(response.status)}`;
    if (faults.length > 0) assert.ok(response.status >= 400, `${name}, though ${faults.join('; ')}`);
    return checkResponse(url, init?.method ?? 'GET', response, name);
  };
}

/** What the document has against a request; undefined for paths outside of the protocol. */
export function requestFaults(url: URL, init: RequestInit = {}): string[] | undefined {
  const operation = findOperation(url, init.method ?? 'GET');
  if (operation === 'outside') return undefined;
  if (operation === undefined) return ['there is no such operation'];
  const headers = new Headers(init.headers);
  const faults: string[] = [];
  for (const parameter of operation.parameters) {
    const value = valueOf(parameter, url, headers, operation.path);
    if (value === undefined) {
      if (parameter['required'] === true) faults.push(`${nameOf(parameter)} is missing`);
      continue;
    }
    const schema = parameter['schema'] as JsonObject;
    faults.push(...faultsOf(validatorOf(schema, 'request'), coerce(schema, value), nameOf(parameter)));
  }
  if (operation.body) {
    let body: unknown;
    try {
      body = JSON.parse(typeof init.body === 'string' ? init.body : '');
    } catch {
      return [...faults, 'the body is not JSON'];
    }
    faults.push(...faultsOf(validatorOf(operation.body, 'request'), body, 'body'));
  } else if (init.body) faults.push('there should be no body');
  return faults;
}

/** Checks one event of a stream. Errors: AssertionError. */
export function checkStreamEvent(event: string, data: unknown, where = 'stream'): void {
  const schemas: Readonly<Record<string, string>> = {
    changes: 'ChangesEvent',
    session: 'SessionEvent',
    heartbeat: 'HeartbeatEvent',
    problem: 'ProblemEvent',
  };
  const name = schemas[event];
  assert.ok(name, `${where}: there is no event "${event}"`);
  assertValid(validatorOf({ $ref: `#/components/schemas/${name}` }, 'response'), data, `${where} ${event}`);
}

interface Operation {
  readonly path: RegExp;
  readonly parameters: readonly JsonObject[];
  readonly body: JsonObject | undefined;
  readonly responses: JsonObject;
}

const operations = Object.entries(source['paths'] as JsonObject).flatMap(([template, item]) =>
  Object.entries(item as JsonObject).map(([method, value]) => {
    const operation = value as JsonObject;
    return {
      method: method.toUpperCase(),
      path: new RegExp(`/api${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
      parameters: ((operation['parameters'] ?? []) as JsonObject[]).map(resolve),
      body: schemaIn(operation['requestBody'] as JsonObject | undefined, 'application/json'),
      responses: operation['responses'] as JsonObject,
    };
  }),
);

function findOperation(url: URL, method: string): Operation | 'outside' | undefined {
  if (!url.pathname.includes('/api/v1/')) return 'outside';
  return operations.find((operation) => operation.method === method && operation.path.test(url.pathname));
}

async function checkResponse(url: URL, method: string, response: Response, name: string): Promise<Response> {
  const operation = findOperation(url, method);
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const responses = typeof operation === 'object' ? operation.responses : {};
  const fallback = (source['components'] as JsonObject)['responses'] as JsonObject;
  const stated = resolve(
    (responses[String(response.status)] ?? responses['default'] ?? fallback['Problem']) as JsonObject,
  );
  const schema = schemaIn(stated, type);
  assert.ok(schema, `${name}: "${type}" is not a stated answer`);
  if (type === 'text/event-stream') return withBody(response, checkedEvents(response, name));
  const text = await response.text();
  assertValid(validatorOf(schema, 'response'), JSON.parse(text), name);
  if (response.status >= 400) {
    assert.equal((JSON.parse(text) as JsonObject)['status'], response.status, `${name}: the body's status`);
  }
  return withBody(response, text);
}

function withBody(response: Response, body: BodyInit | null): Response {
  return new Response(body, { status: response.status, headers: response.headers });
}

/** Passes a stream through, event by event. */
function checkedEvents(response: Response, name: string): ReadableStream<Uint8Array> {
  const decoder = new TextDecoder();
  let buffer = '';
  const checker = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      buffer += decoder.decode(chunk, { stream: true });
      const events = buffer.split('\n\n');
      buffer = events.pop() ?? '';
      for (const event of events) {
        const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
        assert.ok(type !== undefined && data !== undefined, `${name}: not an event: ${event}`);
        checkStreamEvent(type, JSON.parse(data), name);
      }
      controller.enqueue(chunk);
    },
  });
  assert.ok(response.body, `${name}: no body`);
  return response.body.pipeThrough(checker);
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(source, 'request');
ajv.addSchema(closed(source) as JsonObject, 'response');
const validators = new Map<string, ValidateFunction>();

function validatorOf(schema: JsonObject, side: 'request' | 'response'): ValidateFunction {
  const key = `${side} ${JSON.stringify(schema)}`;
  let validate = validators.get(key);
  if (!validate) {
    const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/', `"${side}#/`)) as JsonObject;
    validate = ajv.compile(side === 'response' ? (closed(pointed) as JsonObject) : pointed);
    validators.set(key, validate);
  }
  return validate;
}

/** What a server sends must be documented: objects with stated properties have no others. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: JsonObject = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (copy['type'] === 'object' && copy['properties'] && copy['additionalProperties'] === undefined) {
    copy['additionalProperties'] = false;
  }
  return copy;
}

function faultsOf(validate: ValidateFunction, value: unknown, where: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message ?? ''}`);
}

function assertValid(validate: ValidateFunction, value: unknown, where: string): void {
  const faults = faultsOf(validate, value, where);
  assert.equal(faults.length, 0, `${faults.join('\n')}\n${JSON.stringify(value).slice(0, 2_000)}`);
}

function resolve(value: JsonObject): JsonObject {
  const pointer = value['$ref'];
  if (typeof pointer !== 'string') return value;
  let found: Json = source;
  for (const part of pointer.slice(2).split('/')) found = (found as JsonObject)[part] ?? null;
  return found as JsonObject;
}

function schemaIn(holder: JsonObject | undefined, type: string): JsonObject | undefined {
  const content = holder?.['content'] as JsonObject | undefined;
  return (content?.[type] as JsonObject | undefined)?.['schema'] as JsonObject | undefined;
}

function valueOf(parameter: JsonObject, url: URL, headers: Headers, path: RegExp): string | undefined {
  const name = nameOf(parameter);
  if (parameter['in'] === 'header') return headers.get(name) ?? undefined;
  if (parameter['in'] === 'query') return url.searchParams.get(name) ?? undefined;
  const raw = path.exec(url.pathname)?.groups?.[name];
  return raw === undefined ? undefined : decodeURIComponent(raw);
}

function nameOf(parameter: JsonObject): string {
  return typeof parameter['name'] === 'string' ? parameter['name'] : '';
}

function coerce(schema: JsonObject, value: string): Json {
  const { type } = resolve(schema);
  return type === 'number' || type === 'integer' ? Number(value) : value;
}
