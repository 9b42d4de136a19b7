import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readManifest, runConformance, type TestResult } from 'chat-monitor-elements/conformance';
import { chatwootWorlds } from './conformance-world.js';
import { useNetwork } from './fixtures.js';

useNetwork();

const factory = chatwootWorlds();

describe('the Chatwoot adapter keeps the contract', () => {
  for (const through of ['guard', 'raw'] as const) {
    it(`${through}, by the conformance kit`, async () => {
      const found: TestResult[] = [];
      const { counts } = await runConformance({
        factory,
        manifest: { ...(await readManifest(factory)), timesOut: true },
        through,
        concurrency: 16,
        timed: false,
        limits: { wait: 45_000 },
        onTest: (result) => found.push(result),
      });
      const broken = found.filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked');
      assert.deepEqual(
        broken.map(({ title, message }) => `${title}\n${message ?? ''}`),
        [],
      );
      assert.ok(counts.passed > 40, `${counts.passed} rules were asked`);
    });
  }
});
