import { totalOf } from './total.ts';

/**
 * Earth mover's distance of two samples, both sorted: the area between their distribution functions, in units of the values.
 * Undefined when either is empty.
 */
export function wasserstein(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  let [i, j] = [0, 0];
  let area = 0;
  let last = Math.min(a[0] ?? 0, b[0] ?? 0);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / a.length - j / b.length) * (next - last);
    while (i < a.length && a[i] === next) i += 1;
    while (j < b.length && b[j] === next) j += 1;
    last = next;
  }
  return area;
}

/** The same of two histograms over the same bins, as counts at the bins' values, which rise. */
export function wassersteinOfCounts(
  values: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number | undefined {
  const [n, m] = [totalOf(a), totalOf(b)];
  if (n === 0 || m === 0) return undefined;
  let area = 0;
  let apart = 0;
  for (let bin = 0; bin + 1 < values.length; bin += 1) {
    apart += (a[bin] ?? 0) / n - (b[bin] ?? 0) / m;
    area += Math.abs(apart) * ((values[bin + 1] ?? 0) - (values[bin] ?? 0));
  }
  return area;
}
