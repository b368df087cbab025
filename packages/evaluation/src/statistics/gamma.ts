import { poissonProbability } from './stirling.ts';

/** Terms smaller than this share of their sum no longer change it. */
const NEGLIGIBLE = 1e-17;

/** Regularised lower incomplete gamma function P(a, x), a > 0, x ≥ 0: the distribution of a sum of waiting times. */
export const gammaP = (a: number, x: number): number => (x < a + 1 ? series(a, x) : 1 - fraction(a, x));

/** 1 − P(a, x) with all its digits where it is small. */
export const gammaQ = (a: number, x: number): number => (x < a + 1 ? 1 - series(a, x) : fraction(a, x));

/** NIST Digital Library of Mathematical Functions 8.11.4. */
function series(a: number, x: number): number {
  if (x <= 0) return 0;
  let term = 1;
  let sum = 1;
  for (let k = a + 1; term > NEGLIGIBLE * sum; k += 1) {
    term *= x / k;
    sum += term;
  }
  return poissonProbability(a, x) * sum;
}

/** DLMF 8.9.2, evaluated forward by the method of W. Lentz, Applied Optics 15 (1976). */
function fraction(a: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  let above = Number.MAX_VALUE;
  let below = 1 / (x + 1 - a);
  let value = below;
  for (let k = 1, change = 0; Math.abs(change - 1) > Number.EPSILON; k += 1) {
    const numerator = k * (a - k);
    const denominator = x + 2 * k + 1 - a;
    below = 1 / (numerator * below + denominator);
    above = denominator + numerator / above;
    change = above * below;
    value *= change;
  }
  return poissonProbability(a, x) * a * value;
}
