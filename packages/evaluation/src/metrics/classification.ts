import { type Interval, proportionInterval } from '../statistics/proportion.ts';
import { besselScale, type Estimate, logitInterval, type Measured } from './estimate.ts';

/** Share of rows predicted right. */
export function accuracy(truth: ArrayLike<number>, predicted: ArrayLike<number>): Measured {
  const n = truth.length;
  if (n === 0) return { undefined: 'no-rows' };
  const correct = Float64Array.from({ length: n }, (_, i) => (truth[i] === predicted[i] ? 1 : 0));
  return proportion(correct, new Float64Array(n).fill(1));
}

/** True positives among predicted positives; undefined without any (neither 0 nor 1 would be true). */
export function precision(truth: ArrayLike<number>, predicted: ArrayLike<number>, positive = 1): Measured {
  const chosen = indicator(predicted, positive);
  if (!chosen.includes(1)) return { undefined: 'no-predicted-positives' };
  return proportion(both(chosen, indicator(truth, positive)), chosen);
}

/** True positives among positives. */
export function recall(truth: ArrayLike<number>, predicted: ArrayLike<number>, positive = 1): Measured {
  const positives = indicator(truth, positive);
  if (!positives.includes(1)) return { undefined: 'no-positives' };
  return proportion(both(positives, indicator(predicted, positive)), positives);
}

/** 2·TP / (2·TP + FP + FN), by the delta method; undefined when neither side has a positive. */
export function f1(truth: ArrayLike<number>, predicted: ArrayLike<number>, positive = 1): Measured {
  const positives = indicator(truth, positive);
  const chosen = indicator(predicted, positive);
  const hits = both(positives, chosen);
  const n = truth.length;
  const mentioned = total(positives) + total(chosen);
  if (mentioned === 0) return { undefined: 'no-positives' };
  const value = (2 * total(hits)) / mentioned;
  const scale = (n / mentioned) * besselScale(n);
  const influence = hits.map((hit, i) => scale * (2 * hit - value * ((positives[i] ?? 0) + (chosen[i] ?? 0))));
  return { value, n, interval: meanInterval(value, influence, Math.ceil(mentioned / 2)), influence };
}

/** Plain mean over the classes that have a value, as scikit-learn's `average="macro", zero_division=nan`. */
export function macro(of: (positive: number) => Measured, classes: number): Measured {
  const defined = Array.from({ length: classes }, (_, index) => of(index)).filter(
    (one): one is Estimate => 'value' in one,
  );
  const [first] = defined;
  if (first === undefined) return { undefined: 'no-predicted-positives' };
  const value = defined.reduce((sum, one) => sum + one.value, 0) / defined.length;
  const influence = first.influence.map(
    (_, i) => defined.reduce((sum, one) => sum + (one.influence[i] ?? 0), 0) / defined.length,
  );
  const rarest = Math.min(...defined.map(({ n }) => n));
  return { value, n: first.influence.length, interval: meanInterval(value, influence, rarest), influence };
}

/** Share of `hits` within `base`, both indicators per row. */
function proportion(hits: Float64Array, base: Float64Array): Estimate {
  const n = total(base);
  const value = total(hits) / n;
  const scale = (hits.length / n) * besselScale(n);
  const influence = hits.map((hit, i) => scale * (base[i] ?? 0) * (hit - value));
  return { value, n, interval: proportionInterval(total(hits), n), influence };
}

/** Logit interval by the delta method; at 0 and 1 that sees no spread, and `trials` bound how often it could be otherwise. */
function meanInterval(value: number, influence: Float64Array, trials: number): Interval {
  if (value > 0 && value < 1) return logitInterval(value, influence);
  return proportionInterval(value === 0 ? 0 : trials, trials);
}

const indicator = (values: ArrayLike<number>, of: number) =>
  Float64Array.from(values, (value) => (value === of ? 1 : 0));
const both = (a: Float64Array, b: Float64Array) => a.map((value, i) => value * (b[i] ?? 0));
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
