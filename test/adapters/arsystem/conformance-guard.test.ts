import { describe } from 'node:test';
import { arSystemConformance } from './conformance-suite.js';

describe('the AR System adapter, guard', await arSystemConformance('guard'));
