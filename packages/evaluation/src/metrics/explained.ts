import { meanQuantile } from '../statistics/student.ts';
import { entriesOf } from './classification.ts';
import { squaredErrors } from './errors.ts';
import { besselScale, type Measured, standardError, unitsOf } from './estimate.ts';
import { sum, unweighted, type Weighing } from './weighing.ts';

/** Share of the labels' variance that the predictions explain, 1 − Σ error² / Σ (label − mean)², by the delta method. */
export function r2(
  truth: Float64Array,
  predicted: Float64Array,
  weighing: Weighing = unweighted(truth.length),
): Measured {
  const { rows, mass, weight } = weighing;
  if (rows < 2) return { undefined: rows === 0 ? 'no-rows' : 'too-few-rows' };
  const weighed = (values: Float64Array) =>
    sum(mass === undefined ? values : values.map((one, i) => one * (mass[i] ?? 0)));
  const total = mass === undefined ? rows : sum(mass);
  const mean = weighed(truth) / total;
  const deviations = truth.map((value) => (value - mean) ** 2);
  const spread = weighed(deviations);
  if (!(spread > 0) || isConstant(truth, mass)) return { undefined: 'constant-labels' };
  const errors = squaredErrors(truth, predicted);
  const unexplained = weighed(errors) / spread;
  const scale = (rows / spread) * besselScale(rows);
  const influence = errors.map((error, i) => scale * (weight?.[i] ?? 1) * (unexplained * (deviations[i] ?? 0) - error));
  const estimate = { value: 1 - unexplained, n: rows, influence, ...entriesOf(weighing) };
  const units = unitsOf(estimate);
  if (units < 2) return estimate;
  const half = meanQuantile(0.975, units) * standardError(influence, estimate.entries);
  return { ...estimate, interval: [estimate.value - half, Math.min(1, estimate.value + half)] };
}

/** By the labels themselves: the weighted mean of equal labels is only nearly their value. */
function isConstant(truth: Float64Array, mass: Float64Array | undefined): boolean {
  const heavy = mass === undefined ? truth : truth.filter((_, i) => (mass[i] ?? 0) > 0);
  return heavy.every((value) => value === heavy[0]);
}
