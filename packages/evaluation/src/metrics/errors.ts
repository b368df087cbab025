import type { MeanLoss } from '../evidence/types.ts';
import { meanQuantile } from '../statistics/student.ts';
import { entriesOf } from './classification.ts';
import { besselScale, type Estimate, type Measured, standardError, unitsOf } from './estimate.ts';
import { sum, unweighted, type Weighing } from './weighing.ts';

/** Probabilities are kept this far from 0 and 1, as scikit-learn does for 64-bit floats. */
const EPSILON = 2 ** -52;

/** Negative log likelihood of one label, natural logarithm. */
export const logLossOf = (truth: number, score: number): number =>
  -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, truth === 1 ? score : 1 - score)));

/** Squared distance of one score from its label. */
export const brierOf = (truth: number, score: number): number => (score - truth) ** 2;

/** Mean negative log likelihood of the labels. */
export const logLoss = (truth: ArrayLike<number>, scores: Float64Array, weighing?: Weighing): Measured =>
  meanOf(
    scores.map((score, i) => logLossOf(truth[i] ?? 0, score)),
    weighing,
  );

/** Mean squared distance of the scores from the labels. */
export const brier = (truth: ArrayLike<number>, scores: Float64Array, weighing?: Weighing): Measured =>
  meanOf(
    scores.map((score, i) => brierOf(truth[i] ?? 0, score)),
    weighing,
  );

/** Mean absolute error. */
export const mae = (truth: Float64Array, predicted: Float64Array, weighing?: Weighing): Measured =>
  meanOf(
    truth.map((value, i) => Math.abs(value - (predicted[i] ?? 0))),
    weighing,
  );

/** Mean squared error. */
export const mse = (truth: Float64Array, predicted: Float64Array, weighing?: Weighing): Measured =>
  meanOf(squaredErrors(truth, predicted), weighing);

/** Root of the mean squared error; its spread is the mean's by the delta method. */
export function rmse(truth: Float64Array, predicted: Float64Array, weighing?: Weighing): Measured {
  const squared = mse(truth, predicted, weighing);
  if ('undefined' in squared) return squared;
  const value = Math.sqrt(squared.value);
  return withInterval({
    ...squared,
    value,
    influence: value === 0 ? squared.influence : squared.influence.map((one) => one / (2 * value)),
  });
}

export const squaredErrors = (truth: Float64Array, predicted: Float64Array): Float64Array =>
  truth.map((value, i) => (value - (predicted[i] ?? 0)) ** 2);

/** A mean of losses that were summed up while rows were read: exact, though no row is left. */
export function meanLoss({ mean, axes }: MeanLoss, rows: number): Measured {
  if (rows === 0) return { undefined: 'no-rows' };
  const scale = besselScale(rows);
  return withInterval({ value: mean, n: rows, influence: axes.map((one) => one * scale), entries: { rows } });
}

function meanOf(losses: Float64Array, weighing: Weighing = unweighted(losses.length)): Measured {
  const { rows, mass, weight } = weighing;
  if (rows === 0) return { undefined: 'no-rows' };
  const total = mass === undefined ? rows : sum(mass);
  if (total === 0) return { undefined: 'no-rows' };
  const value = sum(mass === undefined ? losses : losses.map((loss, i) => loss * (mass[i] ?? 0))) / total;
  const scale = (rows / total) * besselScale(rows);
  const influence = losses.map((loss, i) => scale * (weight?.[i] ?? 1) * (loss - value));
  return withInterval({ value, n: rows, influence, ...entriesOf(weighing) });
}

/** Value ± t·SE (z from 200 rows on), never below 0. One row has no spread. */
function withInterval({ interval: _, ...estimate }: Estimate): Estimate {
  const { value, influence, entries } = estimate;
  const units = unitsOf(estimate);
  if (units < 2) return estimate;
  const half = meanQuantile(0.975, units) * standardError(influence, entries);
  return { ...estimate, interval: [Math.max(0, value - half), value + half] };
}
