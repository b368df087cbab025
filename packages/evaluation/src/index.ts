export { type Examined, examine, outcomeOf } from './data/examine.ts';
export type { NamedTable } from './data/finish.ts';
export { KeyIndex } from './data/key-index.ts';
export type { Profile } from './data/profile.ts';
export type { ExamineRequest, TrainingTable } from './data/request.ts';
export { type ColumnRule, type DataSchema, DRIFT_LIMITS } from './data/schema.ts';
export { suggest } from './data/suggest.ts';
export type * from './data/types.ts';
export { evaluate } from './evaluate/evaluate.ts';
export type * from './evaluate/types.ts';
export type * from './evidence/types.ts';
export { compare } from './metrics/compare.ts';
export { compareStored } from './metrics/compare-stored.ts';
export { type Comparison, levelOf, rowsNeeded, smallestDropSeen } from './metrics/comparison.ts';
export { type Confusion, confusionOf } from './metrics/confusion.ts';
export { disagreement } from './metrics/disagreement.ts';
export {
  type Estimate,
  isDefined,
  type Measured,
  UNDEFINED_REASONS,
  type UndefinedReason,
} from './metrics/estimate.ts';
export {
  type FixedMetricName,
  isMetricName,
  METRIC_NAMES,
  type MetricFacts,
  type MetricName,
  metricFacts,
  metricsFor,
  type Task,
} from './metrics/facts.ts';
export { measure } from './metrics/measure.ts';
export type { Problem } from './problem.ts';
export { bytesSource } from './read/bytes-source.ts';
export { formatOf } from './read/format.ts';
export { readBatches, readHeader } from './read/read.ts';
export * from './read/table.ts';
export { holm } from './statistics/corrections.ts';
export type { Disagreement } from './statistics/sign-test.ts';
