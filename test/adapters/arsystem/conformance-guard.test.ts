import { arSystemConformance } from './conformance-suite.js';

await arSystemConformance('guard');
