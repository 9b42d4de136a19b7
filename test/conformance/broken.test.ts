import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  readManifest,
  runConformance,
  type ConformanceResult,
  type RuleResult,
  type WorldFactory,
} from '../../src/conformance/index.js';
import { memoryWorlds } from '../../demo/pages/conformance/memory-world.js';
import type { Broken } from './broken/broken.js';
import { brokenAdapters } from './broken/index.js';

const factory = memoryWorlds();
const manifest = await readManifest(factory);

function worldsWith({ breaks, worlds = (same) => same }: Broken): WorldFactory {
  return worlds(async () => {
    const world = await factory();
    const wrap = breaks(world.backend);
    return { ...world, adapter: (person) => wrap(world.adapter(person), person) };
  });
}

function judge(broken: Broken): Promise<ConformanceResult> {
  const { through = 'raw', identify = false } = broken;
  const limits = { wait: 2_000, heartbeat: 1_500 };
  const options = { manifest: { ...manifest, identify }, through, limits, timed: false, concurrency: 24 };
  return runConformance({ factory: worldsWith(broken), ...options });
}

/** Of the test that found a rule broken. */
function firstWords({ rule, tests }: RuleResult): string {
  const found = tests.find(({ broken }) => broken === rule);
  return `${found?.title}\n${found?.message}`;
}

describe('a broken adapter fails the rules that it breaks, and no other', { concurrency: 3 }, () => {
  for (const broken of brokenAdapters) {
    it(broken.name, async () => {
      const result = await judge(broken);
      const failed = result.rules.filter(({ verdict }) => verdict === 'failed');
      const ids = failed.map(({ rule }) => rule).sort();
      const unexpected = failed.filter(({ rule }) => !broken.rules.includes(rule));
      assert.deepEqual(ids, [...broken.rules].sort(), unexpected.map(firstWords).join('\n'));
    });
  }
});
