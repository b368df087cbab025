import { type Comparison, compare, type Estimate, type EvidencePair, type MetricName } from '@mlops-actions/evaluation';

/** Differences of fractions carry noise in their last digits; a limit is meant inclusive all the same. */
const NOISE = 1e-12;

/** Whether a drop or a gap is larger than what is allowed; true for what is no number. */
export const exceeds = (size: number, allowed: number): boolean => !(size <= allowed + NOISE);

/** A paired comparison that a gate can rely on. */
export const compareRows = (
  metric: MetricName,
  candidate: Estimate,
  champion: Estimate,
  pair: EvidencePair,
  confidence?: number,
): Comparison => sound(compare(metric, candidate, champion, pair, confidence));

/** A comparison whose spread or probability is no number has none, and neither convicts nor clears anybody. */
export function sound(comparison: Comparison): Comparison {
  const { delta, rows, units, interval, pValue } = comparison;
  if ([...(interval ?? []), pValue ?? 0].every(Number.isFinite)) return comparison;
  const unsure = { finding: 'undecided', pBelow: () => 1, pAbove: () => 1 } as const;
  return { delta, rows, ...(units === undefined ? {} : { units }), ...unsure };
}
