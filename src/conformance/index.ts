export type {
  ConformanceBackend,
  ConformancePlace,
  ConformancePlaces,
  ConformanceRequest,
  ConformanceWorld,
  Person,
  ProbedChat,
  ProbeMethod,
  WorldFactory,
} from './backend.js';
export { conformance, runConformance, type Conformance } from './conformance.js';
export {
  readManifest,
  type ConformanceLimits,
  type ConformanceManifest,
  type ConformanceOptions,
  type Suite,
} from './options.js';
export {
  formatResult,
  type ConformanceResult,
  type Figure,
  type RuleResult,
  type TestResult,
  type Verdict,
} from './result.js';
export type { RuleId, SectionLetter } from './rule-id.js';
