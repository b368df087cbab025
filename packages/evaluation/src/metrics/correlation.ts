import { type Interval, proportionInterval } from '../statistics/proportion.ts';
import { entriesOf } from './classification.ts';
import { besselScale, type Estimate, halfWidth, type Measured } from './estimate.ts';
import { effectiveRows, sum, unweighted, type Weighing } from './weighing.ts';

/**
 * Matthews's correlation of labels and predictions for any number of classes (J. Gorodkin, Computational Biology and Chemistry
 * 28, 2004), by the delta method. It has no value when either side is all of one class.
 */
export function mcc(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  weighing: Weighing = unweighted(truth.length),
): Measured {
  if (weighing.rows === 0) return { undefined: 'no-rows' };
  const { right, all, own, chosen } = totals(truth, predicted, classes, weighing.mass);
  const spreadOfLabels = all ** 2 - squares(own, own);
  const spreadOfAnswers = all ** 2 - squares(chosen, chosen);
  // By the classes that have any mass: of weights, the spread of one class alone is only nearly 0.
  if (isConstant(own)) return { undefined: 'constant-labels' };
  if (isConstant(chosen)) return { undefined: 'constant-predictions' };
  const root = Math.sqrt(spreadOfLabels * spreadOfAnswers);
  const value = (right * all - squares(own, chosen)) / root;
  const scale = weighing.rows * besselScale(weighing.rows);
  const influence = new Float64Array(truth.length);
  for (let i = 0; i < influence.length; i += 1) {
    const [t, p] = [truth[i] ?? 0, predicted[i] ?? 0];
    const covariance = (t === p ? all : 0) + right - (chosen[t] ?? 0) - (own[p] ?? 0);
    const spread = (all - (own[t] ?? 0)) / spreadOfLabels + (all - (chosen[p] ?? 0)) / spreadOfAnswers;
    influence[i] = scale * (weighing.weight?.[i] ?? 1) * (covariance / root - value * spread);
  }
  const estimate = { value, n: weighing.rows, influence, ...entriesOf(weighing) };
  return { ...estimate, interval: intervalOf(estimate, weighing) };
}

/** On Fisher's scale, so that it stays within −1 and 1; without spread the rows alone bound how often it could be otherwise. */
function intervalOf(estimate: Estimate, weighing: Weighing): Interval {
  const { value, n } = estimate;
  if (Math.abs(value) >= 1 - 1e-12) {
    const trials = effectiveRows(weighing, n);
    const [low] = proportionInterval(trials, trials);
    return value > 0 ? [2 * low - 1, 1] : [-1, 1 - 2 * low];
  }
  const half = halfWidth(estimate) / (1 - value ** 2);
  return [Math.tanh(Math.atanh(value) - half), Math.tanh(Math.atanh(value) + half)];
}

function totals(truth: ArrayLike<number>, predicted: ArrayLike<number>, classes: number, mass?: Float64Array) {
  const [own, chosen] = [new Float64Array(classes), new Float64Array(classes)];
  let right = 0;
  for (let i = 0; i < truth.length; i += 1) {
    const one = mass?.[i] ?? 1;
    const [t, p] = [truth[i] ?? 0, predicted[i] ?? 0];
    own[t] = (own[t] ?? 0) + one;
    chosen[p] = (chosen[p] ?? 0) + one;
    if (t === p) right += one;
  }
  return { right, all: sum(own), own, chosen };
}

const isConstant = (masses: Float64Array): boolean => masses.filter((mass) => mass > 0).length < 2;

const squares = (a: Float64Array, b: Float64Array): number =>
  a.reduce((total, value, k) => total + value * (b[k] ?? 0), 0);
