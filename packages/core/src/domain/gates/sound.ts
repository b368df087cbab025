import { type Comparison, compare, type Estimate, type EvidencePair, type MetricName } from '@mlops-actions/evaluation';

/** Differences of fractions carry noise in their last digits; a limit is meant inclusive all the same. */
export const NOISE = 1e-12;

/** Whether a drop or a gap is larger than what is allowed; true for what is no number. */
export const exceeds = (size: number, allowed: number): boolean => !(size <= allowed + NOISE);

/** A paired comparison that a gate can rely on. */
export const compareRows = (
  metric: MetricName,
  candidate: Estimate,
  champion: Estimate,
  pair: EvidencePair,
  confidence?: number,
): Comparison => sound(weighed(compare(metric, candidate, champion, pair, confidence), pair.candidate.weight));

/** A few heavy rows are all that there is, however many light ones lie beside them: (Σ w)² / Σ w² of L. Kish, Survey Sampling (1965). */
function weighed(comparison: Comparison, weights: Float64Array | undefined): Comparison {
  if (weights === undefined) return comparison;
  const { rows, units = rows } = comparison;
  const total = (of: (weight: number) => number) => weights.reduce((sum, weight) => sum + of(weight), 0);
  const effective = total((weight) => weight) ** 2 / total((weight) => weight ** 2);
  return { ...comparison, units: Math.min(units, Math.floor(effective)) };
}

/** A comparison whose spread or probability is no number has none, and neither convicts nor clears anybody. */
export function sound(comparison: Comparison): Comparison {
  const { delta, rows, units, interval, pValue } = comparison;
  if ([...(interval ?? []), pValue ?? 0].every(Number.isFinite)) return comparison;
  const unsure = { finding: 'undecided', pBelow: () => 1, pAbove: () => 1 } as const;
  return { delta, rows, ...(units === undefined ? {} : { units }), ...unsure };
}
