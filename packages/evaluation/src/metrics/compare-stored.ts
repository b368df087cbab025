import { normalCdf, Z_80_POWER } from '../statistics/normal.ts';
import { meanCdf } from '../statistics/student.ts';
import { type Comparison, levelOf } from './comparison.ts';
import { type Estimate, quantileOf, standardError, unitsOf } from './estimate.ts';
import { type MetricName, metricFacts } from './facts.ts';

/** What is left of a champion whose predictions nobody has: a value, and on how many rows it was measured. */
export interface StoredValue {
  readonly value: number;
  readonly rows: number;
}

/**
 * A weak comparison of unpaired values by the normal distribution, of groups by Student's. The stored value gets the spread per row that the candidate
 * shows, so its squared standard error is the candidate's times rows / stored rows; nothing of what both models share cancels.
 */
export function compareStored(
  metric: MetricName,
  candidate: Estimate,
  stored: StoredValue,
  confidence = 0.95,
): Comparison {
  const delta = candidate.value - stored.value;
  const rows = candidate.entries?.rows ?? candidate.influence.length;
  const units = unitsOf(candidate);
  const shared = { delta, rows, ...(units === rows ? {} : { units }) };
  const own = standardError(candidate.influence, candidate.entries);
  if (candidate.interval === undefined || own === 0 || !(stored.rows > 0))
    return { ...shared, finding: 'undecided', pBelow: () => 1, pAbove: () => 1 };
  const error = own * Math.sqrt(1 + rows / stored.rows);
  const improvement = metricFacts(metric).better === 'higher' ? delta : -delta;
  const half = quantileOf(candidate, confidence) * error;
  const cdf = (x: number) => (candidate.entries?.group === undefined ? normalCdf(x) : meanCdf(x, units));
  const pBelow = (shift: number) => cdf((improvement - shift) / error);
  const pValue = pBelow(0);
  return {
    ...shared,
    interval: [delta - half, delta + half],
    pValue,
    finding: pValue < levelOf(confidence) ? 'worse' : 'not-shown',
    detectable: { bySpread: half + Z_80_POWER * error, byCount: 0 },
    pBelow,
    pAbove: (shift) => cdf((shift - improvement) / error),
  };
}
