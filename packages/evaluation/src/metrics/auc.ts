import type { BinnedScores } from '../evidence/types.ts';
import { type Interval, proportionInterval } from '../statistics/proportion.ts';
import { entriesOf } from './classification.ts';
import { besselScale, type Estimate, logitInterval, type Measured } from './estimate.ts';
import { levelsOf } from './levels.ts';
import { effectiveRows, sum, unweighted, type Weighing } from './weighing.ts';

/**
 * Area under the ROC curve with DeLong's variance, over sorted levels in O(n log n): E. DeLong et al., Biometrics 44 (1988);
 * X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014). Ties count half. Of binned scores the value is that of the fine
 * bins, and half of all pairs that share one of different scores bound its error; the spread is that of the coarse entries.
 */
export function rocAuc(
  truth: ArrayLike<number>,
  scores: Float64Array,
  weighing: Weighing = unweighted(truth.length),
  binned?: Pick<BinnedScores, 'negatives' | 'positives' | 'mixed'>,
): Measured {
  const levels = levelsOf(truth, scores, weighing.mass);
  const [positives, negatives] = [sum(levels.positives), sum(levels.negatives)];
  if (positives === 0 || negatives === 0) return { undefined: 'one-class' };
  const below = midsums(levels.negatives, negatives);
  const above = midsums(levels.positives, positives);
  const ofEntries = dot(levels.positives, below) / positives;
  const rows = rowsPerClass(truth, weighing.entries?.count);
  const ofPositive = (weighing.rows / positives) * besselScale(rows.positive);
  const ofNegative = (weighing.rows / negatives) * besselScale(rows.negative);
  const influence = new Float64Array(scores.length);
  for (let i = 0; i < influence.length; i += 1) {
    const level = levels.of[i] ?? 0;
    const own = truth[i] === 1 ? (below[level] ?? 0) - ofEntries : 1 - (above[level] ?? 0) - ofEntries;
    influence[i] = (truth[i] === 1 ? ofPositive : ofNegative) * (weighing.weight?.[i] ?? 1) * own;
  }
  const fine = binned === undefined ? undefined : fineArea(binned);
  const estimate = { value: fine?.value ?? ofEntries, n: weighing.rows, influence, ...entriesOf(weighing) };
  const interval = aucInterval(estimate, Math.min(rows.positive, rows.negative), weighing);
  return {
    ...estimate,
    ...(interval === undefined ? {} : { interval }),
    ...(fine === undefined ? {} : { bound: fine.bound, coarse: ofEntries }),
  };
}

/** DeLong's on the logit scale; a perfect ranking shows no spread, so the smaller class alone bounds it. None for a class of one. */
function aucInterval(estimate: Estimate, smallerClass: number, weighing: Weighing): Interval | undefined {
  if (smallerClass < 2) return undefined;
  const { value } = estimate;
  if (value > 0 && value < 1) return logitInterval(estimate);
  const trials = effectiveRows(weighing, smallerClass);
  return proportionInterval(value === 0 ? 0 : trials, trials);
}

function fineArea({ negatives, positives, mixed }: Pick<BinnedScores, 'negatives' | 'positives' | 'mixed'>) {
  const pairs = sum(positives) * sum(negatives);
  return {
    value: dot(positives, midsums(negatives, 1)) / pairs,
    bound:
      dot(
        positives.map((own, bin) => own * (mixed[bin] ?? 0)),
        negatives,
      ) /
      (2 * pairs),
  };
}

/** Share of the mass below each level, with half of its own. */
function midsums(masses: Float64Array, total: number): Float64Array {
  let under = 0;
  return masses.map((mass) => {
    const middle = under + mass / 2;
    under += mass;
    return middle / total;
  });
}

function rowsPerClass(truth: ArrayLike<number>, count: Float64Array | undefined) {
  let positive = 0;
  let negative = 0;
  for (let i = 0; i < truth.length; i += 1) {
    if (truth[i] === 1) positive += count?.[i] ?? 1;
    else negative += count?.[i] ?? 1;
  }
  return { positive, negative };
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
}
