import { httpConformance } from './http/suite.js';

await httpConformance({ audit: 'backend', section: 'R' });
