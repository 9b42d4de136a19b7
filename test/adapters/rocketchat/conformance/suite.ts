import { describe, it } from 'node:test';
import { readManifest, type ConformanceManifest, type Suite } from '../../../../src/conformance/index.js';
import { rocketchatWorld } from './world.js';

/** Tests that ask for what this backend does not have; what it has instead is asked in acting.test.ts and messages.test.ts. */
const notHere: readonly string[] = [
  // Who only reads a chat is known to the page alone: the probe cannot see it, and cannot do it for others.
  'K2 the probe sees what it did itself',
  'Q1 mine is every chat that the viewer has joined, too',
  'A12 joining, changing the mode and leaving change the own place only',
  'M4 who monitors reads only',
  'M4 leaving ends the reading',
  // An agent's capacity cannot be set together with the status.
  "A14 an agent's status changes no chat",
];

export const suite: Suite = {
  describe,
  it: (title, body) => (notHere.includes(title) ? it.skip(title) : it(title, body)),
  skip: it.skip,
};

export async function rocketchatManifest(): Promise<ConformanceManifest> {
  return { ...(await readManifest(rocketchatWorld)), timesOut: true };
}
