export type * from './data/types.ts';
export type * from './evaluate/types.ts';
export { canonicalLabel } from './evidence/labels.ts';
export type * from './evidence/types.ts';
export { joinEvidence } from './evidence.ts';
export { compare } from './metrics/compare.ts';
export { type Comparison, rowsNeeded, smallestDropSeen } from './metrics/comparison.ts';
export { type Confusion, confusionOf } from './metrics/confusion.ts';
export { disagreement } from './metrics/disagreement.ts';
export {
  type Estimate,
  isDefined,
  type Measured,
  UNDEFINED_REASONS,
  type UndefinedReason,
  unitsOf,
} from './metrics/estimate.ts';
export {
  isMetricName,
  METRIC_NAMES,
  METRICS,
  type MetricFacts,
  type MetricName,
  metricFacts,
  metricsFor,
  type Task,
} from './metrics/facts.ts';
export { measure } from './metrics/measure.ts';
export type { Problem } from './problem.ts';
export * from './read/table.ts';
export type { Disagreement } from './statistics/sign-test.ts';
