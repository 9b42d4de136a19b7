import { httpConformance } from './http/suite.js';

await httpConformance({ through: 'guard' });
