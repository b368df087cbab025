import { betaCdf } from './beta.ts';
import { binomialProbability } from './stirling.ts';

/** P(X ≥ k) for X ~ Binomial(n, p), 0 < p < 1, by the incomplete beta function: equally fast for any n. */
export function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaCdf(p, k, n - k + 1);
}

/** P(X > k) + P(X = k) / 2: Lancaster's mid-p of the upper tail. */
export const midTail = (k: number, n: number, p: number): number =>
  upperTail(k + 1, n, p) + binomialProbability(k, n, p) / 2;

/** The largest p in 0..1 for which `below` still holds; `below` must turn from true to false once. */
export function solveShare(below: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
