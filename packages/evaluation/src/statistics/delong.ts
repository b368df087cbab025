import { normalCdf } from './normal.ts';

/** Two models' areas under the ROC curve, on the same rows. */
export interface PairedDeLong {
  /** AUC of the first − AUC of the second. */
  readonly delta: number;
  readonly se: number;
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * E. DeLong et al., Biometrics 44 (1988), by midranks in O(n log n): X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014).
 * `truth` is 1 or 0; `count` says how many rows an entry stands for. Undefined when a class has fewer than two rows.
 */
export function pairedDeLong(
  truth: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  count?: ArrayLike<number>,
): PairedDeLong | undefined {
  const [one, two] = [placements(truth, a, count), placements(truth, b, count)];
  const [ups, downs] = [1, 0].map((of) => spreadOf(truth, of, one, two, count)) as [Spread, Spread];
  if (ups.rows < 2 || downs.rows < 2) return undefined;
  const delta = ups.mean;
  const se = Math.sqrt(ups.square / (ups.rows * (ups.rows - 1)) + downs.square / (downs.rows * (downs.rows - 1)));
  const z = delta === 0 ? 0 : delta / se;
  return { delta, se, z, p: Math.min(1, 2 * normalCdf(-Math.abs(z))) };
}

/**
 * Per entry, the share of the other class that it is ranked rightly against: of a positive the negatives below it, of a negative the
 * positives above it; ties count half. Their mean over either class is the AUC.
 */
export function placements(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
  count?: ArrayLike<number>,
): Float64Array {
  const order = Uint32Array.from({ length: truth.length }, (_, i) => i).sort(
    (i, j) => (scores[i] ?? 0) - (scores[j] ?? 0),
  );
  const rowsOf = (of: number) => order.reduce((sum, i) => sum + (truth[i] === of ? (count?.[i] ?? 1) : 0), 0);
  const [positives, negatives] = [rowsOf(1), rowsOf(0)];
  const found = new Float64Array(truth.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  for (let start = 0; start < order.length; ) {
    let [end, positivesHere, negativesHere] = [start, 0, 0];
    for (; end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]; end += 1) {
      const i = order[end] ?? 0;
      if (truth[i] === 1) positivesHere += count?.[i] ?? 1;
      else negativesHere += count?.[i] ?? 1;
    }
    const above = (negativesBelow + negativesHere / 2) / negatives;
    const below = 1 - (positivesBelow + positivesHere / 2) / positives;
    for (const i of order.subarray(start, end)) found[i] = truth[i] === 1 ? above : below;
    positivesBelow += positivesHere;
    negativesBelow += negativesHere;
    start = end;
  }
  return found;
}

interface Spread {
  readonly rows: number;
  readonly mean: number;
  /** Σ (difference − mean)² over the rows. */
  readonly square: number;
}

function spreadOf(
  truth: ArrayLike<number>,
  of: number,
  a: Float64Array,
  b: Float64Array,
  count: ArrayLike<number> | undefined,
): Spread {
  const weight = (i: number) => (truth[i] === of ? (count?.[i] ?? 1) : 0);
  const difference = (i: number) => (a[i] ?? 0) - (b[i] ?? 0);
  const sum = (term: (i: number) => number) => a.reduce((total, _, i) => total + weight(i) * term(i), 0);
  const rows = sum(() => 1);
  const mean = sum(difference) / rows;
  return { rows, mean, square: sum((i) => (difference(i) - mean) ** 2) };
}
