import { readManifest, type ConformanceManifest } from '../../../../src/conformance/index.js';
import { rocketchatWorld } from './world.js';

/**
 * What the kit may ask, beside what acting.test.ts asks: it looks at the server for what the page alone knows (who only
 * reads a chat), and sets a capacity together with a status, which the server does not.
 */
const askedElsewhere = ['monitor', 'set-mode', 'leave', 'set-agent-status'] as const;

export async function rocketchatManifest(): Promise<ConformanceManifest> {
  const manifest = await readManifest(rocketchatWorld);
  const operations = { ...manifest.capabilities.operations };
  for (const operation of askedElsewhere) operations[operation] = { grade: 'none', reason: 'Asked in acting.test.ts.' };
  return { ...manifest, capabilities: { ...manifest.capabilities, operations }, timesOut: true };
}
