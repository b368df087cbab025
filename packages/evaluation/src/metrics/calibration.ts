import type { BinnedScores } from '../evidence/types.ts';
import { entriesOf } from './classification.ts';
import { besselScale, halfWidth, type Measured } from './estimate.ts';
import { sum, unweighted, type Weighing } from './weighing.ts';

/** Bins of equal width over 0 to 1; each holds its lower end, the last one both. */
export const CALIBRATION_BINS = 15;

/** On fewer rows the error is mostly chance: its expectation is above 0 even when every score is right. */
const FEWEST_ROWS = 5_000;

export const calibrationBin = (score: number): number =>
  Math.min(CALIBRATION_BINS - 1, Math.floor(score * CALIBRATION_BINS));

/** Expected calibration error: Σ over bins of |rows that came true − scores| / rows (M. P. Naeini et al., AAAI 2015). */
export function ece(
  truth: ArrayLike<number>,
  scores: Float64Array,
  weighing: Weighing = unweighted(truth.length),
  binned?: BinnedScores,
): Measured {
  const { rows, mass, weight } = weighing;
  if (rows < FEWEST_ROWS) return { undefined: 'too-few-rows' };
  const total = mass === undefined ? rows : sum(mass);
  if (total === 0) return { undefined: 'no-rows' };
  const gaps = new Float64Array(CALIBRATION_BINS);
  for (let i = 0; i < scores.length; i += 1) {
    const bin = calibrationBin(scores[i] ?? 0);
    gaps[bin] = (gaps[bin] ?? 0) + (mass?.[i] ?? 1) * ((truth[i] ?? 0) - (scores[i] ?? 0));
  }
  const exact = binned === undefined ? gaps : binnedGaps(binned);
  const ofEntries = sum(gaps.map(Math.abs)) / total;
  const scale = (rows / total) * besselScale(rows);
  const influence = new Float64Array(scores.length);
  for (let i = 0; i < influence.length; i += 1) {
    const score = scores[i] ?? 0;
    const turn = Math.sign(gaps[calibrationBin(score)] ?? 0);
    influence[i] = scale * (weight?.[i] ?? 1) * (turn * ((truth[i] ?? 0) - score) - ofEntries);
  }
  const value = sum(exact.map(Math.abs)) / total;
  const coarse = binned === undefined ? {} : { coarse: ofEntries };
  const estimate = { value, n: rows, influence, ...entriesOf(weighing), ...coarse };
  const half = halfWidth(estimate);
  return { ...estimate, interval: [Math.max(0, value - half), Math.min(1, value + half)] };
}

/** The fine bins are a multiple of those of calibration, so none of them lies in two. */
function binnedGaps({ positives, calibration }: BinnedScores): Float64Array {
  const width = positives.length / CALIBRATION_BINS;
  return calibration.map((scores, bin) => sum(positives.subarray(bin * width, (bin + 1) * width)) - scores);
}
