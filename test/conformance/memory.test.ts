import { describe, it } from 'node:test';
import { conformance, readManifest } from '../../src/conformance/index.js';
import { memoryWorlds } from '../../demo/pages/conformance/memory-world.js';

const factory = memoryWorlds();
const manifest = await readManifest(factory);
const ownJoins = memoryWorlds({ guarantees: { joins: 'own' } });
const ownManifest = await readManifest(ownJoins);
const suite = { describe, it, skip: it.skip };

for (const through of ['guard', 'raw'] as const) {
  describe(`the memory adapter, ${through}`, () => {
    conformance({ suite, factory, manifest, through });
  });
}

describe('the memory adapter, where joins are known to their own page alone', () => {
  conformance({ suite, factory: ownJoins, manifest: ownManifest, timed: false, limits: { heartbeat: 1_000 } });
});
