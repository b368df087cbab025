import { normalCdf, normalQuantile, Z_80_POWER } from '../statistics/normal.ts';
import { meanCdf, meanQuantile } from '../statistics/student.ts';
import { type Comparison, levelOf } from './comparison.ts';
import { type Estimate, standardError, unitsOf } from './estimate.ts';

/** What is asked of a comparison: +1 when higher is better, −1 when lower is, and the one-sided level. */
export interface Question {
  readonly sign: 1 | -1;
  readonly confidence: number;
}

/** The standard error of the difference is that of the rows' differences in influence. */
export function bySpread(candidate: Estimate, champion: Estimate, kind: 'z' | 't', question: Question): Comparison {
  const delta = candidate.value - champion.value;
  const rows = candidate.entries?.rows ?? candidate.influence.length;
  const units = unitsOf(candidate);
  const shared = { delta, rows, ...(units === rows ? {} : { units }) };
  if (candidate.interval === undefined || champion.interval === undefined)
    return { ...shared, finding: 'undecided', pBelow: () => 1, pAbove: () => 1 };
  const error = standardError(differences(candidate, champion), candidate.entries);
  const isMean = kind === 't' || candidate.entries?.group !== undefined;
  const quantile = isMean ? meanQuantile(question.confidence, units) : normalQuantile(question.confidence);
  const pBelow = (shift: number) => oneSidedP(question.sign * delta - shift, error, isMean ? units : undefined);
  const pValue = pBelow(0);
  return {
    ...shared,
    interval: [delta - quantile * error, delta + quantile * error],
    pValue,
    finding: pValue < levelOf(question.confidence) ? 'worse' : 'not-shown',
    ...(error === 0 ? {} : { detectable: { bySpread: (quantile + Z_80_POWER) * error, byCount: 0 } }),
    pBelow,
    pAbove: (shift) => oneSidedP(shift - question.sign * delta, error, isMean ? units : undefined),
  };
}

/** Without any spread the sign of the improvement is certain. */
function oneSidedP(improvement: number, error: number, units: number | undefined): number {
  if (error === 0) return (Math.sign(improvement) + 1) / 2;
  return units === undefined ? normalCdf(improvement / error) : meanCdf(improvement / error, units);
}

function differences(candidate: Estimate, champion: Estimate): Float64Array {
  return candidate.influence.map((value, i) => value - (champion.influence[i] ?? 0));
}
