import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStores } from '../../src/monitor/index.js';
import { storeSuite } from '../harness/store-suite.js';

storeSuite({ describe, it, equal: assert.deepEqual }, memoryStores());
