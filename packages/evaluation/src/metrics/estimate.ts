import { normalQuantile } from '../statistics/normal.ts';
import type { Interval } from '../statistics/proportion.ts';
import { meanQuantile } from '../statistics/student.ts';

/** Every reason why a metric may have no value. */
export const UNDEFINED_REASONS = [
  'one-class',
  'no-score',
  'no-decisions',
  'no-predicted-positives',
  'no-positives',
  'no-negatives',
  'constant-labels',
  'constant-predictions',
  'too-few-rows',
  'no-queries',
  'not-for-task',
  'no-rows',
  'not-finite',
] as const;

export type UndefinedReason = (typeof UNDEFINED_REASONS)[number];

/** How the entries of an influence stand for rows. */
export interface Entries {
  /** Σ count: rows behind all entries; of a ranking's own metrics, queries. */
  readonly rows: number;
  /** Rows per entry; one each when absent. */
  readonly count?: Float64Array;
  /** Entries of one group are not independent: their influences are summed before they are squared. */
  readonly group?: Uint32Array;
  /** How many groups there are. */
  readonly groups?: number;
}

/**
 * A metric on held-out rows. `influence[i]` is what row i contributes to the deviation of the value from its expectation,
 * scaled so that Σ influence² / rows² is the squared standard error. Two models on the same rows therefore have the paired
 * standard error √(Σ (a − b)²) / rows without any further formula.
 */
export interface Estimate {
  readonly value: number;
  /** Rows (or predicted positives, or positives, or queries) the value is a share of. */
  readonly n: number;
  /** Two-sided 95 %; absent when the rows show no spread at all, e.g. a class of one row. */
  readonly interval?: Interval;
  readonly influence: Float64Array;
  /** Absent when every entry is one row by itself. */
  readonly entries?: Entries;
  /** How far binned scores may have moved the value at most; absent when they were not binned. */
  readonly bound?: number;
  /** Of binned scores the value in the coarser bins that the influence is of: what moved within one of these is in no spread. */
  readonly coarse?: number;
}

export type Measured = Estimate | { readonly undefined: UndefinedReason };

export const isDefined = (measured: Measured): measured is Estimate => 'value' in measured;

/** Independent units behind an estimate: groups when rows are grouped, else rows. */
export const unitsOf = ({ influence, entries }: Pick<Estimate, 'influence' | 'entries'>): number =>
  entries?.groups ?? entries?.rows ?? influence.length;

/** Of groups, the cluster-robust form with its G / (G − 1), instead of the n / (n − 1) that influences carry. */
export function standardError(influence: Float64Array, entries?: Entries): number {
  const rows = entries?.rows ?? influence.length;
  if (entries?.group === undefined) return Math.sqrt(sumOfSquares(influence, entries?.count)) / rows;
  const { group, groups = 0, count } = entries;
  const sums = new Float64Array(groups);
  for (let i = 0; i < influence.length; i += 1) {
    const of = group[i] ?? 0;
    sums[of] = (sums[of] ?? 0) + (influence[i] ?? 0) * (count?.[i] ?? 1);
  }
  return (Math.sqrt(sumOfSquares(sums)) / rows) * (besselScale(groups) / besselScale(rows));
}

function sumOfSquares(values: Float64Array, count?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += (count?.[i] ?? 1) * (values[i] ?? 0) ** 2;
  return sum;
}

/**
 * Quantile of a value over its standard error: normal, and of groups Student's with one degree of freedom less than there are
 * groups (A. C. Cameron and D. L. Miller, Journal of Human Resources 50, 2015, VI). A single group has none.
 */
export function quantileOf(estimate: Pick<Estimate, 'influence' | 'entries'>, p: number): number {
  if (estimate.entries?.group === undefined) return normalQuantile(p);
  const units = unitsOf(estimate);
  return units < 2 ? Number.POSITIVE_INFINITY : meanQuantile(p, units);
}

/** Half of a symmetric 95 % interval. */
export const halfWidth = (estimate: Pick<Estimate, 'influence' | 'entries'>): number =>
  quantileOf(estimate, 0.975) * standardError(estimate.influence, estimate.entries);

/** Unbiased variance instead of the plain mean square. */
export const besselScale = (n: number): number => (n > 1 ? Math.sqrt(n / (n - 1)) : 1);

/** Interval on the logit scale, so that it stays within 0 and 1; the value itself must lie strictly between them. */
export function logitInterval(estimate: Pick<Estimate, 'value' | 'influence' | 'entries'>): Interval {
  const { value } = estimate;
  const half = halfWidth(estimate) / (value * (1 - value));
  const centre = Math.log(value / (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return [back(centre - half), back(centre + half)];
}
