import type { EvidencePair } from '../evidence/types.ts';
import { type Detectable, rowsFor, smallestDrop } from '../statistics/detectable.ts';
import { normalCdf, Z_80_POWER, Z_95_ONE_SIDED } from '../statistics/normal.ts';
import type { Interval } from '../statistics/proportion.ts';
import { type Disagreement, pairedInterval, shareDetectable, signTest } from '../statistics/sign-test.ts';
import { meanCdf, meanQuantile } from '../statistics/student.ts';
import { comparisonRule } from './comparison-rule.ts';
import { correctPositives, differingRows, disagreement } from './disagreement.ts';
import { type Estimate, standardError } from './estimate.ts';
import { METRICS, type MetricName } from './facts.ts';

/** A candidate against a champion on the same rows. */
export interface Comparison {
  /** Candidate − champion, on the metric's own scale. */
  readonly delta: number;
  /** Two-sided 90 %: each end is a one-sided 95 % bound. Absent when the rows show no spread to judge by. */
  readonly interval?: Interval;
  readonly rows: number;
  /** One-sided: how likely a drop like this is when the models are equally good. */
  readonly pValue?: number;
  /** `worse`: at one-sided 5 %. `undecided`: looks worse, but on too few rows for the method. */
  readonly finding: 'worse' | 'not-shown' | 'undecided';
  /** What this test would notice; absent when the models score every row alike. */
  readonly detectable?: Detectable;
}

/** With fewer rows that differ, the normal approximation says nothing about a ratio of counts. */
const MIN_DIFFERING_ROWS = 8;

/** Mean number of differing rows that reaches that many in 8 of 10 tries: P(Poisson(10.23) ≥ 8) = 0.8. */
const FEWEST_NOTICED = 10.23;
const ALPHA = 0.05;

/** Paired comparison of one metric; how, is in {@link comparisonRule}. */
export function compare(metric: MetricName, candidate: Estimate, champion: Estimate, pair: EvidencePair): Comparison {
  switch (comparisonRule(metric, pair.candidate.task)) {
    case 'sign-test':
      return bySigns(metric === 'recall' ? correctPositives(pair) : disagreement(pair), candidate);
    case 'ratio-of-counts':
      return byCounts(bySpread(metric, candidate, champion, 'z'), candidate, champion, pair);
    case 'ranks':
      return bySpread(metric, candidate, champion, 'z');
    case 'mean':
      return bySpread(metric, candidate, champion, 't');
  }
}

/** Proportions of fixed rows: only disagreements carry information, and their number may be small. */
function bySigns(found: Disagreement, candidate: Estimate): Comparison {
  const pValue = signTest(found);
  return {
    delta: (found.fixed - found.broken) / candidate.n,
    interval: pairedInterval(found, candidate.n),
    rows: candidate.n,
    pValue,
    finding: pValue < ALPHA ? 'worse' : 'not-shown',
    detectable: shareDetectable(found, candidate.n),
  };
}

/** The standard error of the difference is that of the rows' differences in influence. */
function bySpread(metric: MetricName, candidate: Estimate, champion: Estimate, kind: 'z' | 't'): Comparison {
  const delta = candidate.value - champion.value;
  const rows = candidate.influence.length;
  if (candidate.interval === undefined || champion.interval === undefined) return { delta, rows, finding: 'undecided' };
  const error = standardError(candidate.influence.map((value, i) => value - (champion.influence[i] ?? 0)));
  const quantile = kind === 't' ? meanQuantile(0.95, rows) : Z_95_ONE_SIDED;
  const pValue = oneSidedP(METRICS[metric].better === 'higher' ? delta : -delta, error, rows, kind);
  return {
    delta,
    interval: [delta - quantile * error, delta + quantile * error],
    rows,
    pValue,
    finding: pValue < ALPHA ? 'worse' : 'not-shown',
    ...(error === 0 ? {} : { detectable: { bySpread: (quantile + Z_80_POWER) * error, byCount: 0 } }),
  };
}

/** Without any spread the sign of the improvement is certain. */
function oneSidedP(improvement: number, error: number, rows: number, kind: 'z' | 't'): number {
  if (error === 0) return (Math.sign(improvement) + 1) / 2;
  return kind === 't' ? meanCdf(improvement / error, rows) : normalCdf(improvement / error);
}

/** A few rows are not enough for a normal approximation: neither to call a model worse nor to promise what would be noticed. */
function byCounts(comparison: Comparison, candidate: Estimate, champion: Estimate, pair: EvidencePair): Comparison {
  const doubtful = comparison.finding === 'worse' && differingRows(pair) < MIN_DIFFERING_ROWS;
  const fewest = FEWEST_NOTICED * Math.max(effectOfRow(candidate), effectOfRow(champion));
  return {
    ...comparison,
    finding: doubtful ? 'undecided' : comparison.finding,
    detectable: { bySpread: comparison.detectable?.bySpread ?? 0, byCount: fewest },
  };
}

/** How far one row can move the value; when all rows are alike, at least its share of them. */
function effectOfRow({ influence, n }: Estimate): number {
  const [low, high] = influence.reduce(([min, max], one) => [Math.min(min, one), Math.max(max, one)], [0, 0]);
  return Math.max((high - low) / influence.length, 1 / n);
}

/** The smallest true drop that the comparison would notice in 8 of 10 tries. */
export const smallestDropSeen = ({ detectable }: Comparison): number | undefined =>
  detectable === undefined ? undefined : smallestDrop(detectable);

/** Rows that would be needed to notice a drop of `margin` in 8 of 10 tries; undefined for a margin of 0. */
export function rowsNeeded({ rows, detectable }: Comparison, margin: number): number | undefined {
  return margin <= 0 || detectable === undefined ? undefined : rowsFor(margin, detectable, rows);
}
