import { normalCdf, normalQuantile } from './normal.ts';

/** From here on the normal distribution is close enough for means (quantiles differ by less than 0.6 %). */
const NORMAL_FROM = 200;

/**
 * P(T ≤ t) of Student's distribution with `df` degrees of freedom, a whole number: the finite sums of Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 26.7.3 (odd) and 26.7.4 (even).
 */
export function studentCdf(t: number, df: number): number {
  const theta = Math.atan2(t, Math.sqrt(df));
  const cos2 = Math.cos(theta) ** 2;
  const odd = df % 2 === 1;
  let term = odd ? Math.cos(theta) : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < df; k += 2) {
    term *= ((k - 1) / k) * cos2;
    sum += term;
  }
  const between = odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
  return (1 + between) / 2;
}

/** The t with P(T ≤ t) = p, by bisection. */
export function studentQuantile(p: number, df: number): number {
  let low = -1e4;
  let high = 1e4;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Quantile of a mean of `n` values over its standard error. */
export const meanQuantile = (p: number, n: number): number =>
  n < NORMAL_FROM ? studentQuantile(p, n - 1) : normalQuantile(p);

/** Distribution function that belongs to {@link meanQuantile}. */
export const meanCdf = (x: number, n: number): number => (n < NORMAL_FROM ? studentCdf(x, n - 1) : normalCdf(x));
