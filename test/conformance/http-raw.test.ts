import { describe } from 'node:test';
import { httpConformance } from './http/suite.js';

describe('the http adapter on the reference backend, raw', await httpConformance({ through: 'raw' }));
