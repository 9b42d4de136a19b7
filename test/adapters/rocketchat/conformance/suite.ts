import { describe, it } from 'node:test';
import { readManifest, type ConformanceManifest, type Suite } from '../../../../src/conformance/index.js';
import { rocketchatWorld } from './world.js';

export const suite: Suite = { describe, it, skip: it.skip };

export async function rocketchatManifest(): Promise<ConformanceManifest> {
  return { ...(await readManifest(rocketchatWorld)), timesOut: true };
}
