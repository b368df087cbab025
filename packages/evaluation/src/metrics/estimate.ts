import { Z_95_TWO_SIDED } from '../statistics/normal.ts';
import type { Interval } from '../statistics/proportion.ts';

/** Why a metric has no value. */
export type UndefinedReason =
  | 'one-class'
  | 'no-score'
  | 'no-predicted-positives'
  | 'no-positives'
  | 'not-for-task'
  | 'no-rows';

/**
 * A metric on held-out rows. `influence[i]` is what row i contributes to the deviation of the value from its expectation,
 * scaled so that Σ influence² / rows² is the squared standard error. Two models on the same rows therefore have the paired
 * standard error √(Σ (a − b)²) / rows without any further formula.
 */
export interface Estimate {
  readonly value: number;
  /** Rows (or predicted positives, or positives) the value is a share of. */
  readonly n: number;
  /** Two-sided 95 %; absent when the rows show no spread at all, e.g. a class of one row. */
  readonly interval?: Interval;
  readonly influence: Float64Array;
}

export type Measured = Estimate | { readonly undefined: UndefinedReason };

export const isDefined = (measured: Measured): measured is Estimate => 'value' in measured;

export function standardError(influence: Float64Array): number {
  return Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0)) / influence.length;
}

/** Unbiased variance instead of the plain mean square. */
export const besselScale = (n: number): number => (n > 1 ? Math.sqrt(n / (n - 1)) : 1);

/** Interval on the logit scale, so that it stays within 0 and 1; the value itself must lie strictly between them. */
export function logitInterval(value: number, influence: Float64Array): Interval {
  const half = (Z_95_TWO_SIDED * standardError(influence)) / (value * (1 - value));
  const centre = Math.log(value / (1 - value));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return [back(centre - half), back(centre + half)];
}
