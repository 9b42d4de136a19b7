import { describe, it } from 'node:test';
import { conformance, readManifest } from '../../src/conformance/index.js';
import { factory } from '../../demo/adapter-template/test/world.js';

const manifest = await readManifest(factory);
const suite = { describe, it, skip: it.skip };

for (const through of ['guard', 'raw'] as const) {
  describe(`the adapter template, ${through}`, { concurrency: true }, () => {
    conformance({ suite, factory, manifest, through, limits: { heartbeat: 1_000 } });
  });
}
