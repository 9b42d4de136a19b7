import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatConnection, DataFault } from '../../src/contract/index.js';
import {
  deliver,
  fullAgent,
  fullChat,
  fullMessage,
  fullNotice,
  fullQueue,
  fullReport,
  fullSession,
  guarded,
  isDeepFrozen,
  pendingChat,
  rejection,
  stubAdapter,
  take,
} from './fixtures.js';
import { guard } from '../../src/contract/index.js';

type Path = readonly (string | number)[];

function paths(value: unknown, at: Path = []): { path: Path; value: unknown }[] {
  const here = at.length === 0 ? [] : [{ path: at, value }];
  if (typeof value !== 'object' || value === null) return here;
  const inner = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [...here, ...inner.flatMap(([key, item]) => paths(item, [...at, key]))];
}

/** A copy with one field replaced, or with a getter in its place. */
function broken(record: unknown, path: Path, replace: (target: object, key: string | number) => void): unknown {
  const copy = structuredClone(record) as Record<string | number, unknown>;
  let target = copy;
  for (const key of path.slice(0, -1)) target = target[key] as Record<string | number, unknown>;
  replace(target, path[path.length - 1] as string | number);
  return copy;
}

function badValues(good: unknown): unknown[] {
  const always = [null, Symbol('s'), () => 1, 10n];
  if (typeof good === 'string') return [...always, 42, true, {}, [], Number.NaN];
  if (typeof good === 'number') return [...always, '42', true, {}, [], Number.NaN, Infinity, -Infinity];
  if (typeof good === 'boolean') return [...always, 'true', 1, 0, {}];
  return [...always, 'text', 42, true, Array.isArray(good) ? {} : []];
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();

function breakages(record: unknown): { name: string; path: string; value: unknown }[] {
  return paths(record).flatMap(({ path, value }) => {
    const dotted = path.join('.');
    const wrong = badValues(value)
      // `true` is a good permission.
      .filter((bad) => !(bad === true && /^allowed\./.test(dotted)))
      .map((bad) => ({
        name: `${dotted} = ${Array.isArray(bad) ? '[]' : typeof bad === 'object' && bad ? '{}' : String(bad)}`,
        path: dotted,
        value: broken(record, path, (target, key) => Object.defineProperty(target, key, { value: bad })),
      }));
    const getter = broken(record, path, (target, key) =>
      Object.defineProperty(target, key, {
        get() {
          throw new RangeError('no');
        },
      }),
    );
    const proxy = broken(record, path, (target, key) => Object.defineProperty(target, key, { value: revoked.proxy }));
    return [
      ...wrong,
      { name: `${dotted} throws`, path: dotted, value: getter },
      { name: `${dotted} is a revoked proxy`, path: dotted, value: proxy },
    ];
  });
}

const batch = (records: readonly unknown[]): unknown => ({
  upserts: records,
  removes: [],
  at: 1,
  snapshot: true,
  synced: true,
});

type Options = { readonly signal: AbortSignal };
interface Kind {
  readonly what: string;
  readonly record: { readonly id: string };
  /** Lets the guard read these records; what it made of them. */
  read(records: readonly unknown[]): Promise<{ clean: readonly unknown[]; faults: readonly DataFault[] }>;
}

function watched(
  what: string,
  record: { readonly id: string },
  method: string,
  open: (connection: ChatConnection, options: Options) => AsyncIterable<{ upserts: readonly unknown[] }>,
): Kind {
  return {
    what,
    record,
    async read(records) {
      const stub = (...args: readonly unknown[]): unknown =>
        deliver([batch(records)], (args[args.length - 1] as Options).signal);
      const { connection, faults, options } = await guarded({ [method]: stub });
      const [first] = await take(open(connection, options), 1);
      return { clean: first?.upserts ?? [], faults };
    },
  };
}

const kinds: readonly Kind[] = [
  watched('chat', fullChat, 'watchChats', (connection, options) => connection.watchChats({ view: 'floor' }, options)),
  watched('agent', fullAgent, 'watchAgents', (connection, options) => connection.watchAgents({}, options)),
  watched('message', fullMessage, 'watchMessages', (connection, options) =>
    (connection.watchMessages as NonNullable<ChatConnection['watchMessages']>)('c1', options),
  ),
  watched('notice', fullNotice, 'watchNotices', (connection, options) =>
    (connection.watchNotices as NonNullable<ChatConnection['watchNotices']>)(options),
  ),
  {
    what: 'queue',
    record: fullQueue,
    async read(records) {
      const { connection, faults, options } = await guarded({ listQueues: () => Promise.resolve(records) });
      return { clean: await connection.listQueues(options), faults };
    },
  },
  {
    what: 'report-event',
    record: fullReport,
    async read(records) {
      const { connection, faults, options } = await guarded({ readReport: () => Promise.resolve({ items: records }) });
      return { clean: (await connection.readReport?.({}, options))?.items ?? [], faults };
    },
  },
];

for (const { what, record, read } of kinds) {
  test(`D1 D3 D6: a ${what} with every field comes through as a frozen copy`, async () => {
    const before = structuredClone(record);
    const { clean, faults } = await read([record]);
    assert.deepEqual(clean, [record]);
    assert.notEqual(clean[0], record);
    assert.ok(isDeepFrozen(clean));
    assert.deepEqual(record, before);
    assert.deepEqual(faults, []);
  });

  test(`D1 D3: each field of a ${what}, broken in each way, sets that record aside alone`, async () => {
    const cases = breakages(record);
    assert.ok(cases.length > 40);
    for (const { name, path, value } of cases) {
      const other = { ...record, id: 'other' };
      const { clean, faults } = await read([value, other]);
      assert.deepEqual(clean, [other], name);
      assert.equal(faults.length, 1, name);
      const [fault] = faults;
      assert.ok(fault?.kind === 'record' && fault.what === what, name);
      assert.ok(fault.path === path || fault.path.startsWith(`${path}.`), `${name}: path ${fault.path}`);
      assert.equal(fault.id, path === 'id' ? undefined : record.id, name);
      assert.match(fault.rule, /^[A-Z]\d+$/);
    }
  });

  test(`D1: something that is no ${what} at all is set aside`, async () => {
    for (const raw of [null, undefined, 7, 'text', [], () => record, revoked.proxy]) {
      const { clean, faults } = await read([raw, record]);
      assert.deepEqual(clean, [record]);
      assert.equal(faults.length, 1);
    }
  });

  test(`D6: fields of a ${what} that nobody knows are dropped, own "__proto__" too`, async () => {
    const hostile = JSON.parse(
      `{"__proto__": {"polluted": 1}, "constructor": 1, ${JSON.stringify(record).slice(1)}`,
    ) as object;
    const { clean, faults } = await read([
      { ...hostile, extra: 1 },
      Object.assign(Object.create({ extra: 1 }), record),
    ]);
    assert.deepEqual(clean, [record, record]);
    assert.deepEqual(faults, []);
    assert.equal(Object.getPrototypeOf(clean[0]), Object.prototype);
  });
}

test('D6: a getter is read once and cannot change its mind', async () => {
  let reads = 0;
  const shifty = Object.defineProperty({ ...pendingChat }, 'issue', {
    enumerable: true,
    get: () => (reads++ === 0 ? 'first' : 42),
  });
  const { clean } = await (kinds[0] as Kind).read([shifty]);
  assert.equal((clean[0] as { issue: string }).issue, 'first');
  assert.equal(reads, 1);
});

test('D1: ids have 1 to 512 characters, texts at most 1,048,576', async () => {
  const { read } = kinds[0] as Kind;
  const fits = { ...pendingChat, id: 'i'.repeat(512), issue: 't'.repeat(1_048_576) };
  assert.equal((await read([fits])).clean.length, 1);
  for (const bad of [
    { ...pendingChat, id: '' },
    { ...pendingChat, id: 'i'.repeat(513) },
    { ...pendingChat, issue: 't'.repeat(1_048_577) },
  ]) {
    assert.equal((await read([bad])).clean.length, 0);
  }
});

const presence: readonly [string, Record<string, unknown>, string][] = [
  ['pending with an assignee', { assignee: { id: 'u', name: 'U' } }, 'assignee'],
  ['pending without waitingSince', { waitingSince: undefined }, 'waitingSince'],
  ['assigned without an assignee', { status: 'assigned', waitingSince: undefined }, 'assignee'],
  ['transferred without an assignee', { status: 'transferred', waitingSince: undefined }, 'assignee'],
  ['assigned and waiting', { status: 'assigned', assignee: { id: 'u', name: 'U' } }, 'waitingSince'],
  ['closed and waiting', { status: 'closed' }, 'waitingSince'],
];
for (const [name, patch, path] of presence) {
  test(`D2: a chat that is ${name} is set aside`, async () => {
    const { clean, faults } = await (kinds[0] as Kind).read([{ ...pendingChat, ...patch }]);
    assert.deepEqual(clean, []);
    assert.deepEqual(
      faults.map((fault) => [fault.path, fault.rule]),
      [[path, 'D2']],
    );
  });
}

test('S1: each field of a session, broken in each way, makes connect say which', async () => {
  const signal = new AbortController().signal;
  for (const { name, path, value } of breakages(fullSession)) {
    let closed = 0;
    const adapter = guard(stubAdapter({ session: value, close: () => Promise.resolve((closed += 1)) }));
    const error = await rejection(adapter.connect({ signal }));
    assert.equal(error['code'], 'protocol', name);
    assert.ok(error.message.includes(`session.${path}`), `${name}: ${error.message}`);
    assert.equal(closed, 1, `${name}: L3, nothing is left open`);
  }
});

test('S1: a good session comes through as a frozen copy', async () => {
  const { connection } = await guarded();
  assert.deepEqual(connection.session, fullSession);
  assert.ok(isDeepFrozen(connection.session));
});
