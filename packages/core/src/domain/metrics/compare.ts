import type { Evidence } from '../evidence.ts';
import { type Estimate, standardError } from './estimate.ts';
import { METRICS, type MetricName } from './facts.ts';
import { Z_80_POWER, Z_95_ONE_SIDED } from './normal.ts';
import { type Interval, midP } from './proportion.ts';

/** A candidate against a champion on the same rows. */
export interface Comparison {
  /** Candidate − champion, on the metric's own scale. */
  readonly delta: number;
  /** Two-sided 90 %: each end is a one-sided 95 % bound. */
  readonly interval: Interval;
  readonly rows: number;
  /** The drop is larger than chance explains at one-sided 5 %. */
  readonly significantlyWorse: boolean;
  /** The smallest true drop that this test would notice in 8 of 10 tries. */
  readonly smallestDropSeen: number;
}

/** Rows on which one model is right and the other is not. */
export interface Disagreement {
  readonly fixed: number;
  readonly broken: number;
}

/** With fewer rows that differ, the normal approximation says nothing about a ratio of counts. */
const MIN_DIFFERING_ROWS = 8;

/** Paired comparison of one metric. Both estimates must come from the same rows in the same order. */
export function compare(
  metric: MetricName,
  candidate: Estimate,
  champion: Estimate,
  evidence: EvidencePair,
): Comparison {
  const better = METRICS[metric].better === 'higher' ? 1 : -1;
  const delta = candidate.value - champion.value;
  const error = standardError(candidate.influence.map((value, i) => value - (champion.influence[i] ?? 0)));
  const half = Z_95_ONE_SIDED * error;
  return {
    delta,
    interval: [delta - half, delta + half],
    rows: candidate.influence.length,
    significantlyWorse: better * delta + half < 0 && countsAllow(metric, evidence),
    smallestDropSeen: (Z_95_ONE_SIDED + Z_80_POWER) * error,
  };
}

export interface EvidencePair {
  readonly candidate: Evidence;
  readonly champion: Evidence;
}

/**
 * Counts of few rows are judged exactly: accuracy by the mid-p sign test on the rows where only one model is right, other
 * counts only when enough rows differ. Metrics of scores and errors have no such floor.
 */
function countsAllow(metric: MetricName, pair: EvidencePair): boolean {
  if (pair.candidate.task === 'regression' || METRICS[metric].needs === 'score') return true;
  if (metric !== 'accuracy') return differingRows(pair) >= MIN_DIFFERING_ROWS;
  const { fixed, broken } = disagreement(pair);
  return midP(fixed, broken) < 0.05;
}

export function disagreement({ candidate, champion }: EvidencePair): Disagreement {
  let fixed = 0;
  let broken = 0;
  candidate.truth.forEach((truth: number, i: number) => {
    const now = candidate.predicted[i] === truth;
    const before = champion.predicted[i] === truth;
    if (now && !before) fixed += 1;
    if (before && !now) broken += 1;
  });
  return { fixed, broken };
}

const differingRows = ({ candidate, champion }: EvidencePair): number =>
  candidate.ids.filter((_, i) => candidate.predicted[i] !== champion.predicted[i]).length;

/** Rows that would be needed to notice a drop of `margin` in 8 of 10 tries; the spread per row is taken as it is here. */
export function rowsNeeded(comparison: Comparison, margin: number): number {
  return margin <= 0
    ? Number.POSITIVE_INFINITY
    : Math.ceil(comparison.rows * (comparison.smallestDropSeen / margin) ** 2);
}
