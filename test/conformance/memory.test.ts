import { describe, it } from 'node:test';
import { conformance, readManifest } from '../../src/conformance/index.js';
import { memoryWorlds } from '../../demo/pages/conformance/memory-world.js';

const factory = memoryWorlds();
const manifest = await readManifest(factory);
const suite = { describe, it, skip: it.skip };

for (const through of ['guard', 'raw'] as const) {
  describe(`the memory adapter, ${through}`, () => {
    conformance({ suite, factory, manifest, through });
  });
}
