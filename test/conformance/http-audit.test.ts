import { describe } from 'node:test';
import { httpConformance } from './http/suite.js';

describe(
  'the http adapter on a reference backend that keeps its own audit',
  await httpConformance({ audit: 'backend', section: 'R' }),
);
