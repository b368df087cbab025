import type { BinnedScores } from '../evidence/types.ts';
import { entriesOf, unitInterval } from './classification.ts';
import { besselScale, type Measured } from './estimate.ts';
import { type Levels, levelsOf } from './levels.ts';
import { effectiveRows, sum, unweighted, type Weighing } from './weighing.ts';

type Masses = Pick<Levels, 'negatives' | 'positives'>;
type Binned = Pick<BinnedScores, 'negatives' | 'positives' | 'mixed'>;

/**
 * Mean of the precision at every positive row, step by step from the highest score and tied rows together, as
 * `average_precision_score` of scikit-learn; never the trapezoids. The influence of a row is the derivative of that sum by the
 * row's mass (infinitesimal jackknife). Of binned scores the value is that of the fine bins; ordering every bin of
 * different scores as well and as badly as possible bounds its error.
 */
export function averagePrecision(
  truth: ArrayLike<number>,
  scores: Float64Array,
  weighing: Weighing = unweighted(truth.length),
  binned?: Binned,
): Measured {
  if (weighing.rows === 0) return { undefined: 'no-rows' };
  const levels = levelsOf(truth, scores, weighing.mass);
  const positives = sum(levels.positives);
  if (positives === 0) return { undefined: 'no-positives' };
  const { value, ofPositive, ofNegative } = slopes(levels, positives);
  const scale = weighing.rows * besselScale(weighing.rows);
  const influence = new Float64Array(scores.length);
  for (let i = 0; i < influence.length; i += 1) {
    const slope = (truth[i] === 1 ? ofPositive : ofNegative)[levels.of[i] ?? 0] ?? 0;
    influence[i] = scale * (weighing.weight?.[i] ?? 1) * slope;
  }
  const fine = binned === undefined ? undefined : finely(binned);
  const n = positiveRows(truth, weighing.entries?.count);
  const estimate = { value: fine?.value ?? value, n: weighing.rows, influence, ...entriesOf(weighing) };
  return {
    ...estimate,
    ...(n < 2 ? {} : { interval: unitInterval(estimate, effectiveRows(weighing, n)) }),
    ...(fine === undefined ? {} : { bound: fine.bound, coarse: value }),
  };
}

/** Derivatives of Σ p_k · T_k / N_k / P by the mass of a row on each level; T and N are sums from the highest level down. */
function slopes({ negatives, positives }: Masses, total: number) {
  const size = positives.length;
  const [ofPositive, ofNegative] = [new Float64Array(size), new Float64Array(size)];
  const [found, taken] = [new Float64Array(size), new Float64Array(size)];
  let [hits, all, value] = [0, 0, 0];
  for (let k = size - 1; k >= 0; k -= 1) {
    hits += positives[k] ?? 0;
    all += (positives[k] ?? 0) + (negatives[k] ?? 0);
    found[k] = hits;
    taken[k] = all;
    if (all > 0) value += ((positives[k] ?? 0) * hits) / all / total;
  }
  // A row raises the sums of its own level and of every level below it.
  let [gain, loss] = [0, 0];
  for (let k = 0; k < size; k += 1) {
    const [t, n, p] = [found[k] ?? 0, taken[k] ?? 0, positives[k] ?? 0];
    if (n > 0) {
      gain += (p * (n - t)) / n ** 2 / total;
      loss += (p * t) / n ** 2 / total;
    }
    ofPositive[k] = (n > 0 ? t / n / total : 0) + gain - value / total;
    ofNegative[k] = -loss;
  }
  return { value, ofPositive, ofNegative };
}

function finely(masses: Binned): { readonly value: number; readonly bound: number } {
  const total = sum(masses.positives);
  const { value } = slopes(masses, total);
  const best = ordered(masses, total, 'positives');
  const worst = ordered(masses, total, 'negatives');
  return { value, bound: Math.max(best - value, value - worst) };
}

/**
 * Average precision of whole rows if those of one class came first within every bin of different scores: each positive is a level
 * of its own there.
 */
function ordered({ negatives, positives, mixed }: Binned, total: number, first: 'positives' | 'negatives'): number {
  let [hits, all, value] = [0, 0, 0];
  for (let k = positives.length - 1; k >= 0; k -= 1) {
    const [found, others] = [positives[k] ?? 0, negatives[k] ?? 0];
    if (mixed[k] !== 1) {
      hits += found;
      all += found + others;
      if (all > 0) value += (found * hits) / all / total;
      continue;
    }
    if (first === 'negatives') all += others;
    // Σ (hits + j) / (all + j) for j = 1 … found
    value += (found - (all - hits) * harmonicBetween(all, all + found)) / total;
    hits += found;
    all += first === 'positives' ? found + others : found;
  }
  return value;
}

/** 1 / (from + 1) + … + 1 / to, by Euler and Maclaurin beyond the first few. */
function harmonicBetween(from: number, to: number): number {
  let sum = 0;
  let at = from;
  for (; at < to && at < FEW; at += 1) sum += 1 / (at + 1);
  const tail = (n: number) => Math.log(n) + 1 / (2 * n) - 1 / (12 * n ** 2) + 1 / (120 * n ** 4);
  return at < to ? sum + tail(to) - tail(at) : sum;
}

/** From here on the next term of the expansion, 1 / (252 n⁶), is below 1e-12. */
const FEW = 32;

function positiveRows(truth: ArrayLike<number>, count: Float64Array | undefined): number {
  let rows = 0;
  for (let i = 0; i < truth.length; i += 1) if (truth[i] === 1) rows += count?.[i] ?? 1;
  return rows;
}
