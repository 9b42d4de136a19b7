export { loadConformanceModule } from './load-module.js';
export { showConformance, type ConformanceModule } from './show.js';
