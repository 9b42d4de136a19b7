import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conformance,
  formatResult,
  readManifest,
  runConformance,
  type Suite,
  type WorldFactory,
} from '../../src/conformance/index.js';
import { memoryWorlds } from '../../demo/pages/conformance/memory-world.js';

const factory = memoryWorlds();
const manifest = await readManifest(factory);

interface Collected {
  readonly suite: Suite;
  readonly groups: string[];
  readonly bodies: Map<string, () => Promise<void>>;
  readonly skipped: string[];
}

/** The smallest runner there can be. */
function collect(): Collected {
  const [groups, skipped]: [string[], string[]] = [[], []];
  const bodies = new Map<string, () => Promise<void>>();
  const suite: Suite = {
    describe(title, body) {
      groups.push(title);
      body();
    },
    it: (title, body) => void bodies.set(title, body),
    skip: (title) => void skipped.push(title),
  };
  return { suite, groups, bodies, skipped };
}

test('a plain object is a runner: groups, tests by their rule, skipped ones with the reason', async () => {
  const { suite, groups, bodies, skipped } = collect();
  const { result } = conformance({ suite, factory, manifest, timed: false });
  assert.deepEqual(
    groups.map((title) => title[0]),
    [...'KLSWQARENDM'].sort((a, b) => groups.findIndex((g) => g[0] === a) - groups.findIndex((g) => g[0] === b)),
  );
  for (const title of bodies.keys()) assert.match(title, /^[A-Z]\d+ \S/);
  assert.ok(skipped.some((title) => /^L9 .*\(the adapter has no identify\)$/.test(title)));
  await bodies.get('W4 a mark comes after each snapshot')?.();
  const w4 = result().rules.find(({ rule }) => rule === 'W4');
  assert.equal(w4?.verdict, 'passed');
});

test('a failure says the rule, what was expected, what came, and what to do', async () => {
  const { suite, bodies } = collect();
  const visits: WorldFactory = async () => {
    const world = await factory();
    let visit = 0;
    return { ...world, adapter: (person) => ({ ...world.adapter(person), id: `memory-${(visit += 1)}` }) };
  };
  conformance({ suite, factory: visits, manifest });
  const body = bodies.get('L1 the id is the same on every visit and for everybody of a tenant');
  await assert.rejects(body?.() ?? Promise.resolve(), {
    name: 'Violation',
    rule: 'L1',
    message: [
      "L1: adapter.id at supervisor's visit.",
      '  expected: "memory-1"',
      '  got:      "memory-2"',
      '  to do:    build it from backend and tenant alone',
    ].join('\n'),
  });
});

test('K1: worlds that are one are found out', async () => {
  const only = factory();
  const { suite, bodies } = collect();
  conformance({ suite, factory: async () => ({ ...(await only), close: () => undefined }), manifest });
  const body = bodies.get('K1 what one world does is not seen in the next');
  await assert.rejects(body?.() ?? Promise.resolve(), { rule: 'K1' });
  await (await only).close();
});

test('a probe that fails is told apart from the adapter', async () => {
  const worlds: WorldFactory = async () => {
    const world = await factory();
    const chat = (): Promise<never> => Promise.reject(new Error('no such table'));
    return { ...world, backend: { ...world.backend, chat } };
  };
  const result = await runConformance({ factory: worlds, manifest, timed: false, concurrency: 24 });
  const failed = result.rules.filter(({ verdict }) => verdict === 'failed').map(({ rule }) => rule);
  assert.deepEqual(failed, ['K2']);
  assert.match(formatResult(result), /K2: the probe's chat\("[^"]+"\)\.[^]*no such table/);
});

test('what a backend lacks is skipped, with the reason that its manifest gives', async () => {
  const worlds = memoryWorlds({
    guarantees: {
      precondition: 'claim-only',
      idempotency: 'none',
      resume: 'snapshot',
      report: 'at-least-once',
      audit: 'backend',
    },
    without: ['watch-notices', 'monitor', 'send-message', 'raise-assist', 'clear-assist', 'claim-assist'],
  });
  const lesser = await readManifest(worlds);
  const result = await runConformance({ factory: worlds, manifest: lesser, timed: false, concurrency: 24 });
  const failed = result.rules.filter(({ verdict }) => verdict === 'failed').map(({ rule }) => rule);
  assert.deepEqual(failed, [], formatResult(result));
  const notices = result.rules.find(({ rule }) => rule === 'N2');
  assert.equal(notices?.verdict, 'skipped');
  assert.match(String(notices?.tests[0]?.message), /^watch-notices is not possible/);
});
