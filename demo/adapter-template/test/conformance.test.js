// @ts-check
import { describe, it } from 'node:test';
import { conformance, readManifest } from 'chat-monitor-elements/conformance';
import { factory } from './world.js';

conformance({
  suite: { describe, it, skip: it.skip },
  factory,
  // What the adapter says of itself decides what is asked of it.
  manifest: await readManifest(factory),
});
