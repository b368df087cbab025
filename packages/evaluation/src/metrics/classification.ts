import { type Interval, proportionInterval } from '../statistics/proportion.ts';
import { type CellMetric, type Cells, type CellValue, cellMetric, dot } from './cells.ts';
import { besselScale, type Entries, type Estimate, logitInterval, type Measured } from './estimate.ts';
import { effectiveRows, isPlain, sum, unweighted, type Weighing } from './weighing.ts';

/** A metric of two classes; what has no denominator is undefined, since neither 0 nor 1 would be true. */
export function ofTwoClasses(
  metric: CellMetric,
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  weighing: Weighing = unweighted(truth.length),
): Measured {
  if (weighing.rows === 0) return { undefined: 'no-rows' };
  const found = cellMetric(metric, cellsOf(truth, predicted, weighing.mass));
  if ('undefined' in found) return found;
  const rows = cellsOf(truth, predicted, weighing.entries?.count);
  const n = metric === 'f1' ? weighing.rows : dot(found.base, rows);
  const scale = weighing.rows * besselScale(n);
  const influence = new Float64Array(truth.length);
  for (let i = 0; i < influence.length; i += 1)
    influence[i] = scale * (weighing.weight?.[i] ?? 1) * (found.slopes[cell(truth, predicted, i)] ?? 0);
  const estimate = { value: found.value, n, influence, ...entriesOf(weighing) };
  return { ...estimate, interval: intervalOf(metric, estimate, found, rows, weighing) };
}

/** Counts answer exactly; anything else by the delta method, bounded by the fewest rows when there is no spread. */
function intervalOf(
  metric: CellMetric,
  estimate: Estimate,
  found: CellValue,
  rows: Cells,
  weighing: Weighing,
): Interval {
  const isShare = metric !== 'f1' && metric !== 'balanced-accuracy';
  if (isShare && isPlain(weighing)) return proportionInterval(Math.round(found.value * estimate.n), estimate.n);
  const fewest =
    metric === 'f1'
      ? Math.ceil(dot(found.base, rows) / 2)
      : metric === 'balanced-accuracy'
        ? Math.min(rows[0] + rows[1], rows[2] + rows[3])
        : estimate.n;
  return unitInterval(estimate, effectiveRows(weighing, fewest));
}

/**
 * Plain mean over the classes that have a value, as scikit-learn's `average="macro", zero_division=nan`; the mean of recall is
 * balanced accuracy.
 */
export function macro(
  metric: CellMetric,
  truth: Uint32Array,
  predicted: Uint32Array,
  classes: number,
  weighing: Weighing = unweighted(truth.length),
): Measured {
  if (weighing.rows === 0) return { undefined: 'no-rows' };
  const masses = cellsByClass(truth, predicted, classes, weighing.mass);
  const rows = cellsByClass(truth, predicted, classes, weighing.entries?.count);
  const found = masses.map((cells) => cellMetric(metric, cells));
  const defined = found.filter((one): one is CellValue => 'value' in one);
  if (defined.length === 0) return { undefined: metric === 'precision' ? 'no-predicted-positives' : 'no-positives' };
  const bases = found.map((one, k) => ('value' in one ? baseOf(metric, one, rows[k] ?? NO_CELLS, weighing.rows) : 0));
  const slopes = found.map((one, k): Cells => {
    if (!('value' in one)) return NO_CELLS;
    const scale = (weighing.rows * besselScale(bases[k] ?? 0)) / defined.length;
    return [scale * one.slopes[0], scale * one.slopes[1], scale * one.slopes[2], scale * one.slopes[3]];
  });
  const estimate = {
    value: defined.reduce((total, { value }) => total + value, 0) / defined.length,
    n: weighing.rows,
    influence: influenceOfClasses(truth, predicted, slopes, weighing),
    ...entriesOf(weighing),
  };
  const rarest = Math.min(...bases.filter((_, k) => 'value' in (found[k] ?? {})));
  return { ...estimate, interval: unitInterval(estimate, effectiveRows(weighing, rarest)) };
}

const NO_CELLS: Cells = [0, 0, 0, 0];

const baseOf = (metric: CellMetric, { base }: CellValue, rows: Cells, all: number): number =>
  metric === 'f1' ? all : dot(base, rows);

/** A row is a true negative of every class but its own and the predicted one. */
function influenceOfClasses(
  truth: Uint32Array,
  predicted: Uint32Array,
  slopes: readonly Cells[],
  { weight }: Weighing,
): Float64Array {
  const elsewhere = sum(slopes.map(([negative]) => negative));
  const apart = (of: Cells | undefined, cellIndex: 1 | 2 | 3) => (of === undefined ? 0 : of[cellIndex] - of[0]);
  const influence = new Float64Array(truth.length);
  for (let i = 0; i < influence.length; i += 1) {
    const [own, other] = [truth[i] ?? 0, predicted[i] ?? 0];
    const here = own === other ? apart(slopes[own], 3) : apart(slopes[own], 2) + apart(slopes[other], 1);
    influence[i] = (weight?.[i] ?? 1) * (elsewhere + here);
  }
  return influence;
}

/** Logit interval by the delta method; at 0 and 1 that sees no spread, and `trials` bound how often it could be otherwise. */
export function unitInterval(estimate: Estimate, trials: number): Interval {
  const { value } = estimate;
  if (value > 0 && value < 1) return logitInterval(estimate);
  return proportionInterval(value <= 0 ? 0 : trials, trials);
}

export const entriesOf = ({ entries }: Weighing): { readonly entries?: Entries } =>
  entries === undefined ? {} : { entries };

const cell = (truth: ArrayLike<number>, predicted: ArrayLike<number>, i: number): number =>
  2 * (truth[i] ?? 0) + (predicted[i] ?? 0);

function cellsOf(truth: ArrayLike<number>, predicted: ArrayLike<number>, mass: Float64Array | undefined): Cells {
  const cells: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < truth.length; i += 1) {
    const at = cell(truth, predicted, i) as 0 | 1 | 2 | 3;
    cells[at] += mass?.[i] ?? 1;
  }
  return cells;
}

function cellsByClass(
  truth: Uint32Array,
  predicted: Uint32Array,
  classes: number,
  mass: Float64Array | undefined,
): readonly Cells[] {
  const [own, chosen, hits] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  let all = 0;
  for (let i = 0; i < truth.length; i += 1) {
    const one = mass?.[i] ?? 1;
    const [t, p] = [truth[i] ?? 0, predicted[i] ?? 0];
    all += one;
    own[t] = (own[t] ?? 0) + one;
    chosen[p] = (chosen[p] ?? 0) + one;
    if (t === p) hits[t] = (hits[t] ?? 0) + one;
  }
  return Array.from(own, (positives, k): Cells => {
    const [picked, tp] = [chosen[k] ?? 0, hits[k] ?? 0];
    return [all - positives - picked + tp, picked - tp, positives - tp, tp];
  });
}
