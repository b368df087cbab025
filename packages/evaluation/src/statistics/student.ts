import { betaCdf } from './beta.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { solve } from './solve.ts';

/** From here on the normal distribution is close enough for means (quantiles differ by less than 0.6 %). */
const NORMAL_FROM = 200;

/** P(T ≤ t) of Student's distribution with `df` > 0 degrees of freedom: NIST Digital Library of Mathematical Functions 8.17 (iv). */
export function studentCdf(t: number, df: number): number {
  const ratio = t / Math.sqrt(df);
  const tail = betaCdf(1 / (1 + ratio ** 2), df / 2, 0.5, 1 / (1 + ratio ** -2)) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** The t with P(T ≤ t) = p. */
export function studentQuantile(p: number, df: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  let low = -1;
  while (studentCdf(low, df) > p) low *= 8;
  return solve((t) => studentCdf(t, df) - p, low, 0);
}

/** Quantile of a mean of `n` values over its standard error. */
export const meanQuantile = (p: number, n: number): number =>
  n < NORMAL_FROM ? studentQuantile(p, n - 1) : normalQuantile(p);

/** Distribution function that belongs to {@link meanQuantile}. */
export const meanCdf = (x: number, n: number): number => (n < NORMAL_FROM ? studentCdf(x, n - 1) : normalCdf(x));
