export type { ProfileKind } from './data/column-profiler.ts';
export { type Examined, examine, outcomeOf } from './data/examine.ts';
export type { NamedTable } from './data/finish.ts';
export type { Profile, ProfileColumn } from './data/profile.ts';
export type { ExamineRequest, TrainingTable } from './data/request.ts';
export { type ColumnRule, type DataSchema, DRIFT_LIMITS, type DriftLimits } from './data/schema.ts';
export { suggest } from './data/suggest.ts';
export type * from './data/types.ts';
export { evaluate } from './evaluate/evaluate.ts';
export type * from './evaluate/types.ts';
export { canonicalLabel } from './evidence/labels.ts';
export type * from './evidence/types.ts';
export { compare } from './metrics/compare.ts';
export { compareStored, type StoredValue } from './metrics/compare-stored.ts';
export { type Comparison, levelOf, rowsNeeded, smallestDropSeen } from './metrics/comparison.ts';
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
  type FixedMetricName,
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
export { bytesSource } from './read/bytes-source.ts';
export { type Format, formatOf } from './read/format.ts';
export { type ReadOptions, readBatches, readHeader } from './read/read.ts';
export * from './read/table.ts';
export { holm } from './statistics/corrections.ts';
export { type McNemar, mcnemar } from './statistics/mcnemar.ts';
export type { Disagreement } from './statistics/sign-test.ts';
