import { after, describe, it } from 'node:test';
import { conformance, readManifest } from '../../../src/conformance/index.js';
import { arSystemWorld as factory } from './conformance-world.js';
import { network } from './installation.js';

network.listen({ onUnhandledRequest: 'error' });
after(() => network.close());

const manifest = await readManifest(factory);
const suite = { describe, it, skip: it.skip };

for (const through of ['guard', 'raw'] as const) {
  describe(`the AR System adapter, ${through}`, () => {
    conformance({ suite, factory, manifest, through, timed: false });
  });
}
