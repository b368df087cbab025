import { type Interval, proportionInterval } from '../statistics/proportion.ts';
import { logitInterval, type Measured } from './estimate.ts';

/**
 * Area under the ROC curve with DeLong's variance, by midranks in O(n log n): E. DeLong et al., Biometrics 44 (1988);
 * X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014). Ties count half.
 */
export function rocAuc(truth: ArrayLike<number>, scores: Float64Array): Measured {
  const positives = indexes(truth, 1);
  const negatives = indexes(truth, 0);
  const m = positives.length;
  const n = negatives.length;
  if (m === 0 || n === 0) return { undefined: 'one-class' };
  const all = midranks(scores);
  const amongPositives = midranks(positives.map((i) => scores[i] ?? 0));
  const amongNegatives = midranks(negatives.map((i) => scores[i] ?? 0));
  const aboveNegatives = positives.map((i, k) => ((all[i] ?? 0) - (amongPositives[k] ?? 0)) / n);
  const belowPositives = negatives.map((i, k) => 1 - ((all[i] ?? 0) - (amongNegatives[k] ?? 0)) / m);
  const value = aboveNegatives.reduce((sum, placement) => sum + placement, 0) / m;
  const influence = new Float64Array(scores.length);
  place(influence, positives, aboveNegatives, value);
  place(influence, negatives, belowPositives, value);
  const interval = aucInterval(value, influence, Math.min(m, n));
  return { value, n: scores.length, influence, ...(interval === undefined ? {} : { interval }) };
}

/** A placement's share of the variance, unbiased within its class. */
function place(influence: Float64Array, rows: readonly number[], placements: readonly number[], auc: number): void {
  const size = rows.length;
  const scale = size > 1 ? influence.length / Math.sqrt(size * (size - 1)) : influence.length;
  rows.forEach((row, k) => {
    influence[row] = scale * ((placements[k] ?? 0) - auc);
  });
}

/** DeLong's on the logit scale; a perfect ranking shows no spread, so the smaller class alone bounds it. None for a class of one. */
function aucInterval(value: number, influence: Float64Array, smallerClass: number): Interval | undefined {
  if (smallerClass < 2) return undefined;
  if (value > 0 && value < 1) return logitInterval(value, influence);
  return proportionInterval(value === 0 ? 0 : smallerClass, smallerClass);
}

const indexes = (truth: ArrayLike<number>, of: number): number[] =>
  Array.from(truth, (value, i) => (value === of ? i : -1)).filter((i) => i >= 0);

/** Ranks from 1, equal values share the mean of theirs. */
function midranks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0),
  );
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let k = start; k < end; k += 1) ranks[order[k] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}
