import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

interface VendorOperation {
  readonly query: readonly string[];
  readonly body?: object;
  readonly response?: object;
}

/** The published description of the calls that these tests use (its `source` says which). */
const published = JSON.parse(readFileSync(new URL('../vendor-schema.json', import.meta.url), 'utf8')) as {
  readonly operations: Readonly<Record<string, VendorOperation>>;
};

/** What the server takes or gives, and the published description leaves out or has otherwise. */
const beside: Readonly<Record<string, readonly string[]>> = {
  // `sort` and the pages are taken by every list.
  'GET livechat/transfer.history/{rid}': ['sort'],
};

/** Answers that are not as described, by the description's own examples: an object or null where a text is described. */
const contradicted: Readonly<Record<string, RegExp>> = {
  'GET livechat/users/{type}': /^\/users\/\d+\/livechat$/,
};

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });

/** Holds a request and its answer to the published description, where it has the call. Errors: AssertionError. */
export function checkExchange(name: string, url: URL, body: unknown, status: number, answer: unknown): void {
  const operation = published.operations[name];
  if (operation === undefined) return;
  const known = [...operation.query, ...(beside[name] ?? [])];
  for (const parameter of url.searchParams.keys()) {
    assert.ok(known.includes(parameter.replace('[]', '')), `${name}: no parameter "${parameter}" is published`);
  }
  if (operation.body !== undefined && status === 200) assertValid(operation.body, body, `${name}: request`);
  if (operation.response !== undefined && status === 200)
    assertValid(operation.response, answer, `${name}: answer`, contradicted[name]);
}

function assertValid(schema: object, value: unknown, where: string, apartFrom?: RegExp): void {
  const validate = ajv.compile(schema);
  validate(value);
  const faults = (validate.errors ?? []).filter(({ instancePath }) => apartFrom?.test(instancePath) !== true);
  assert.equal(faults.length, 0, `${where}: ${ajv.errorsText(faults)}\n${JSON.stringify(value).slice(0, 1000)}`);
}
