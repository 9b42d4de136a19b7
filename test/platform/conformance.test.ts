import { conformance, readManifest } from '../../src/conformance/index.js';
import { memoryWorlds } from '../../demo/pages/conformance/memory-world.js';

const factory = memoryWorlds();
const manifest = await readManifest(factory);

describe('the memory adapter, in a browser by mocha', () => {
  conformance({ suite: { describe, it, skip: it.skip }, factory, manifest, timed: false });
});
