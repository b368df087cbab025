import { chiSquareQuantile } from './chi-square.ts';
import { totalOf } from './total.ts';

export interface Psi {
  readonly value: number;
  /** What equal distributions stay below in 95 of 100 samples of these sizes: χ²₀.₉₅(k − 1)·(1/n + 1/m). */
  readonly floor95: number;
}

/** A smaller share would let one row decide. */
const SMALLEST_SHARE = 1e-4;

/**
 * Population stability index of two histograms over the same bins, as counts: Σ (current − reference)·log(current / reference) of
 * the shares. An empty bin counts as `floor`, by default half a row or 1e-4, whichever is more; a bin that is empty on both sides is none.
 * Undefined when either side has no rows. Floor: B. Yurdakul, Statistical Properties of PSI (2018).
 */
export function psi(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  options: { readonly floor?: number } = {},
): Psi | undefined {
  const [n, m] = [totalOf(reference), totalOf(current)];
  if (n === 0 || m === 0) return undefined;
  const share = (count: number, of: number) =>
    Math.max(options.floor ?? Math.max(SMALLEST_SHARE, 0.5 / of), count / of);
  let value = 0;
  let bins = 0;
  for (let bin = 0; bin < Math.max(reference.length, current.length); bin += 1) {
    const [before, now] = [reference[bin] ?? 0, current[bin] ?? 0];
    if (before === 0 && now === 0) continue;
    const [expected, found] = [share(before, n), share(now, m)];
    value += (found - expected) * Math.log(found / expected);
    bins += 1;
  }
  return { value, floor95: bins < 2 ? 0 : chiSquareQuantile(0.95, bins - 1) * (1 / n + 1 / m) };
}
