import type { Bin, CalibrationBin } from '../report.ts';
import type { ScoredRows } from './sweep.ts';

/** Of the reliability diagram: the bins of the metric `ece`. */
const RELIABILITY_BINS = 15;

/** Equal bins from the smallest to the largest value, from 0 to 1 when all lie there; the last one holds its upper end. */
export function histogram(values: Float64Array, counts: Float64Array | undefined, bins: number): readonly Bin[] {
  const [low, high] = spread(values);
  if (low > high) return [];
  const width = (high - low) / bins;
  const sums = new Float64Array(bins);
  for (const [row, value] of values.entries()) {
    const place = width === 0 ? 0 : Math.min(bins - 1, Math.floor((value - low) / width));
    sums[place] = (sums[place] ?? 0) + (counts?.[row] ?? 1);
  }
  return Array.from(sums, (count, place) => ({
    from: low + place * width,
    to: low + (place + 1) * width,
    count,
  })).slice(0, width === 0 ? 1 : bins);
}

function spread(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low >= 0 && high <= 1 && low < high ? [0, 1] : [low, high];
}

/** Mean score and share of positive rows of each bin that has rows. */
export function reliability({ truth, score, count }: ScoredRows): readonly CalibrationBin[] {
  const sums = Array.from({ length: RELIABILITY_BINS }, () => ({ score: 0, positives: 0, count: 0 }));
  for (const [row, value] of score.entries()) {
    const bin = sums[Math.min(RELIABILITY_BINS - 1, Math.floor(value * RELIABILITY_BINS))];
    if (bin === undefined) continue;
    const rows = count?.[row] ?? 1;
    bin.score += rows * value;
    bin.positives += truth[row] === 1 ? rows : 0;
    bin.count += rows;
  }
  return sums.flatMap((bin) =>
    bin.count === 0
      ? []
      : [{ predicted: bin.score / bin.count, observed: bin.positives / bin.count, count: bin.count }],
  );
}
