import type { EvidencePair } from '../evidence/types.ts';
import { type Comparison, levelOf } from './comparison.ts';
import { type Estimate, unitsOf } from './estimate.ts';
import { type MetricName, metricFacts } from './facts.ts';

/**
 * Two models that no row tells apart, e.g. two perfect rankings, show no spread, and yet a few rows prove little. A metric of 0 to
 * 1 that differs by a shift has rows that differ in at least that share, and (1 − shift)^rows is how likely none of them was met.
 */
export function withRowsAlike(
  comparison: Comparison,
  metric: MetricName,
  candidate: Estimate,
  { candidate: { truth, count } }: EvidencePair,
  confidence: number,
): Comparison {
  const { delta, interval, detectable, pBelow, pAbove } = comparison;
  const isAlike = delta === 0 && interval !== undefined && detectable === undefined;
  if (!isAlike || metricFacts(metric).range !== 'unit') return comparison;
  const rows = Math.min(rowsBehind(metric, candidate, truth, count), unitsOf(candidate));
  const largest = 1 - levelOf(confidence) ** (1 / rows);
  const noneOf = (share: number) => Math.max(0, 1 - share) ** rows;
  return {
    ...comparison,
    interval: [-largest, largest],
    pBelow: (shift) => (shift > 0 ? noneOf(shift) : pBelow(shift)),
    pAbove: (shift) => (shift < 0 ? noneOf(-shift) : pAbove(shift)),
  };
}

/** Ranks are lost by the rows of either class; that with fewer of them says less. */
function rowsBehind(
  metric: MetricName,
  { n }: Estimate,
  truth: ArrayLike<number>,
  count: Float64Array | undefined,
): number {
  if (metric !== 'roc-auc' && metric !== 'average-precision') return n;
  let positives = 0;
  for (let i = 0; i < truth.length; i += 1) if (truth[i] === 1) positives += count?.[i] ?? 1;
  return metric === 'roc-auc' ? Math.min(positives, n - positives) : positives;
}
