import { besselScale, type Measured, waldInterval } from './estimate.ts';

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
  const influence = value === 0 ? mse.influence : mse.influence.map((one) => one / (2 * value));
  return { value, n: mse.n, interval: waldInterval(value, influence, 0), influence };
}

function meanOf(losses: Float64Array): Measured {
  const n = losses.length;
  if (n === 0) return { undefined: 'no-rows' };
  const value = losses.reduce((sum, loss) => sum + loss, 0) / n;
  const influence = losses.map((loss) => besselScale(n) * (loss - value));
  return { value, n, interval: waldInterval(value, influence, 0), influence };
}

const clip = (probability: number) => Math.min(1 - EPSILON, Math.max(EPSILON, probability));
