import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import type { SeenRequest } from './test-backend.js';

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: object;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
}

const file = new URL('../../../docs/protocol.openapi.yaml', import.meta.url);
const document = parse(readFileSync(file, 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats(ajv);
ajv.addSchema(document, 'protocol');

/** Asserts that a request to `…/api/v1/…` is one that the protocol's document describes. */
export function checkRequest({ method, path, headers, body }: SeenRequest): void {
  const url = new URL(path, 'http://localhost');
  const found = operationOf(method.toLowerCase(), url.pathname.replace(/^\/api/, ''));
  assert.ok(found, `${method} ${path} is not in the document`);
  const { operation, inPath } = found;
  const known = new Set<string>();
  for (const each of operation.parameters ?? []) {
    const parameter = each.$ref ? componentOf(each.$ref) : each;
    const { name } = parameter;
    const values = {
      path: inPath[name],
      query: url.searchParams.get(name) ?? undefined,
      header: headers[name.toLowerCase()],
    };
    const value = values[parameter.in];
    if (parameter.in === 'query') known.add(name);
    assert.ok(value !== undefined || !parameter.required, `${method} ${path} lacks ${name}`);
    if (value !== undefined) assertValid(compile(parameter.schema, true), value, name);
  }
  for (const name of url.searchParams.keys()) assert.ok(known.has(name), `${name} is no parameter of ${path}`);
  if (operation.requestBody) {
    assert.equal(headers['content-type'], 'application/json');
    assertValid(compile(operation.requestBody.content['application/json'].schema, false), body, 'body');
  } else assert.equal(body, undefined);
}

/** Asserts that a value is one of the document's schemas. */
export function checkSchema(name: string, value: unknown): void {
  assertValid(compile({ $ref: `#/components/schemas/${name}` }, false), value, name);
}

function operationOf(
  method: string,
  path: string,
): { operation: Operation; inPath: Record<string, string> } | undefined {
  for (const [template, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(path);
    const operation = operations[method];
    if (!match || !operation) continue;
    const groups = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
    return { operation, inPath: Object.fromEntries(groups) as Record<string, string> };
  }
  return undefined;
}

function componentOf(reference: string): Parameter {
  const parameter = document.components.parameters[reference.split('/').at(-1) ?? ''];
  assert.ok(parameter, reference);
  return parameter;
}

/** References inside the document start at its root; texts of a URL or header may stand for numbers. */
function compile(schema: object, fromText: boolean): ValidateFunction {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"protocol#/')) as object;
  return fromText ? fromTextAjv.compile(absolute) : ajv.compile(absolute);
}

const fromTextAjv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true });
formats(fromTextAjv);
fromTextAjv.addSchema(document, 'protocol');

function assertValid(validate: ValidateFunction, value: unknown, what: string): void {
  assert.ok(validate(value), `${what}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(value)}`);
}
