import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readManifest, runConformance, type TestResult } from 'chat-monitor-elements/conformance';
import { chatwootWorlds } from './conformance-world.js';
import { useNetwork } from './fixtures.js';

useNetwork();

const factory = chatwootWorlds();

/** What Chatwoot cannot do, and the adapter says so. */
const exceptions: Readonly<Record<string, string>> = {
  'N1 what happened since the connection was made comes too': 'Nothing is pushed before the watch is open.',
};

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
        limits: { wait: 20_000, heartbeat: 1_000 },
        onTest: (result) => found.push(result),
      });
      const broken = found.filter(({ verdict }) => verdict === 'failed' || verdict === 'blocked');
      const unexpected = broken.filter(({ title }) => exceptions[title] === undefined);
      assert.deepEqual(
        unexpected.map(({ title, message }) => `${title}\n${message ?? ''}`),
        [],
      );
      const titles = new Set(broken.map(({ title }) => title));
      assert.deepEqual(
        Object.keys(exceptions).filter((title) => !titles.has(title)),
        [],
        'exceptions that are none any more',
      );
      assert.ok(counts.passed > 40, `${counts.passed} rules were asked`);
    });
  }
});
