import { meanQuantile } from '../statistics/student.ts';
import { besselScale, type Estimate, type Measured, standardError } from './estimate.ts';

/** Probabilities are kept this far from 0 and 1, as scikit-learn does for 64-bit floats. */
const EPSILON = 2 ** -52;

/** Mean negative log likelihood of the labels, natural logarithm. */
export function logLoss(truth: ArrayLike<number>, scores: Float64Array): Measured {
  return meanOf(scores.map((score, i) => -Math.log(clip(truth[i] === 1 ? score : 1 - score))));
}

/** Mean absolute error. */
export function mae(truth: Float64Array, predicted: Float64Array): Measured {
  return meanOf(truth.map((value, i) => Math.abs(value - (predicted[i] ?? 0))));
}

/** Root of the mean squared error; its spread is the mean's by the delta method. */
export function rmse(truth: Float64Array, predicted: Float64Array): Measured {
  const mse = meanOf(truth.map((value, i) => (value - (predicted[i] ?? 0)) ** 2));
  if ('undefined' in mse) return mse;
  const value = Math.sqrt(mse.value);
  return withInterval({
    value,
    n: mse.n,
    influence: value === 0 ? mse.influence : mse.influence.map((one) => one / (2 * value)),
  });
}

function meanOf(losses: Float64Array): Measured {
  const n = losses.length;
  if (n === 0) return { undefined: 'no-rows' };
  const value = losses.reduce((sum, loss) => sum + loss, 0) / n;
  return withInterval({ value, n, influence: losses.map((loss) => besselScale(n) * (loss - value)) });
}

/** Value ± t·SE (z from 200 rows on), never below 0. One row has no spread. */
function withInterval(estimate: Omit<Estimate, 'interval'>): Estimate {
  const { value, n, influence } = estimate;
  if (n < 2) return estimate;
  const half = meanQuantile(0.975, n) * standardError(influence);
  return { ...estimate, interval: [Math.max(0, value - half), value + half] };
}

const clip = (probability: number) => Math.min(1 - EPSILON, Math.max(EPSILON, probability));
