import { type Detectable, rowsFor, smallestDrop } from '../statistics/detectable.ts';
import type { Interval } from '../statistics/proportion.ts';

/** A candidate against a champion on the same rows. An improvement is above 0 when the candidate is better, whatever the metric. */
export interface Comparison {
  /** Candidate − champion, on the metric's own scale. */
  readonly delta: number;
  /** Two-sided at 2 · confidence − 1: each end is a one-sided bound. Absent when the rows show no spread to judge by. */
  readonly interval?: Interval;
  readonly rows: number;
  /** Independent units behind it: groups when rows are grouped, queries for metrics of queries; rows when absent. */
  readonly units?: number;
  /** One-sided: how likely a drop like this is when the models are equally good. */
  readonly pValue?: number;
  /** `worse`: at the one-sided level. `undecided`: looks worse, but on too few rows for the method. */
  readonly finding: 'worse' | 'not-shown' | 'undecided';
  /** What this test would notice; absent when no row tells the models apart. */
  readonly detectable?: Detectable;
  /** One-sided p of "the true improvement is at least this": small at 0 means worse. 1 when the rows cannot answer. */
  pBelow(shift: number): number;
  /** One-sided p of "the true improvement is at most this": small at 0 means better, at −margin not worse by the margin. */
  pAbove(shift: number): number;
}

/** The smallest true drop that the comparison would notice in 8 of 10 tries. */
export const smallestDropSeen = ({ detectable }: Pick<Comparison, 'detectable'>): number | undefined =>
  detectable === undefined ? undefined : smallestDrop(detectable);

/** Rows that would be needed to notice a drop of `margin` in 8 of 10 tries; undefined for a margin of 0. */
export function rowsNeeded(
  { rows, detectable }: Pick<Comparison, 'rows' | 'detectable'>,
  margin: number,
): number | undefined {
  return margin <= 0 || detectable === undefined ? undefined : rowsFor(margin, detectable, rows);
}

/** One-sided level of a confidence: 0.05 of 0.95, without the noise of the subtraction. */
export const levelOf = (confidence: number): number => Number((1 - confidence).toFixed(12));
