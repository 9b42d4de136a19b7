import { describe } from 'node:test';
import { arSystemConformance } from './conformance-suite.js';

describe('the AR System adapter, raw', await arSystemConformance('raw'));
