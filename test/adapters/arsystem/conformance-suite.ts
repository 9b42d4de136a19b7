import { after, describe, it } from 'node:test';
import { conformance, readManifest } from '../../../src/conformance/index.js';
import { arSystemWorld as factory } from './conformance-world.js';
import { network } from './installation.js';

/** What defines the tests of the kit, which hold the adapter to the contract on a made-up installation. */
export async function arSystemConformance(through: 'guard' | 'raw'): Promise<() => void> {
  network.listen({ onUnhandledRequest: 'error' });
  after(() => network.close());
  const manifest = await readManifest(factory);
  return () => {
    conformance({
      suite: { describe, it, skip: it.skip },
      factory,
      manifest,
      through,
      timed: false,
      limits: { heartbeat: 1_000 },
    });
  };
}
