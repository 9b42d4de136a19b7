import { describe } from 'node:test';
import { conformance } from '../../../src/conformance/index.js';
import { useServers } from './backend/server.js';
import { rocketchatManifest, suite } from './conformance/suite.js';
import { rocketchatWorld } from './conformance/world.js';

useServers();

const manifest = await rocketchatManifest();

describe('the Rocket.Chat adapter on a server for tests, raw', () => {
  conformance({
    suite,
    factory: rocketchatWorld,
    manifest,
    through: 'raw',
    timed: false,
    limits: { heartbeat: 1_000 },
  });
});
