import { solve } from './solve.ts';
import { binomialProbability } from './stirling.ts';

/**
 * Regularised incomplete beta function I_x(a, b), a and b > 0. `y` is 1 − x, given where x is so near to 1 that its digits would
 * be lost. Small values keep their relative precision, down to 1e-300.
 */
export function betaCdf(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return (b + 1) * x < (a + 1) * y ? lowerTail(x, y, a, b) : 1 - lowerTail(y, x, b, a);
}

/** The x with I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return solve((x) => betaCdf(x, a, b) - p, 0, 1);
}

/**
 * A continued fraction that loses no digits when a or b is large and takes about √(a + b) steps: A. DiDonato and A. Morris,
 * Algorithm 708, ACM Transactions on Mathematical Software 18 (1992), equation 9; evaluated forward by the method of W. Lentz.
 */
function lowerTail(x: number, y: number, a: number, b: number): number {
  const first = (a * (a * y - b * x + 1)) / (a + 1);
  const denominator = (k: number) =>
    k + (k * (b - k) * x) / (a + 2 * k - 1) + ((a + k) * (a * y - b * x + 1 + k * (1 + y))) / (a + 2 * k + 1);
  let above = first;
  let below = 0;
  let value = first;
  for (let k = 1, change = 0; Math.abs(change - 1) > Number.EPSILON; k += 1) {
    const square = (a + 2 * k - 1) ** 2;
    const numerator = ((k * (a + k - 1) * (a + b + k - 1)) / square) * (b - k) * x * x;
    below = 1 / (denominator(k) + numerator * below);
    above = denominator(k) + numerator / above;
    change = above * below;
    value *= change;
  }
  return (binomialProbability(a, a + b, x, y) * a * (b / (a + b))) / value;
}
