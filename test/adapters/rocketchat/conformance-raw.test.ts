import { describe, it } from 'node:test';
import { conformance } from '../../../src/conformance/index.js';
import { useServers } from './backend/server.js';
import { rocketchatManifest } from './conformance/manifest.js';
import { rocketchatWorld } from './conformance/world.js';

useServers();

const manifest = await rocketchatManifest();

describe('the Rocket.Chat adapter on a server for tests, raw', () => {
  const suite = { describe, it, skip: it.skip };
  conformance({ suite, factory: rocketchatWorld, manifest, through: 'raw', timed: false });
});
