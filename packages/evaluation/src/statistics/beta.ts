import { solve } from './solve.ts';
import { binomialProbability } from './stirling.ts';

/** Keeps the continued fraction off a division by 0. */
const TINY = 1e-290;

/**
 * Regularised incomplete beta function I_x(a, b), a and b > 0. `y` is 1 − x, given where x is so near to 1 that its digits would
 * be lost. Small values keep their relative precision, down to 1e-300.
 */
export function betaCdf(x: number, a: number, b: number, y = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x < (a + 1) / (a + b + 2) ? lowerTail(x, y, a, b) : 1 - lowerTail(y, x, b, a);
}

/** The x with I_x(a, b) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return solve((x) => betaCdf(x, a, b) - p, 0, 1);
}

/** NIST Digital Library of Mathematical Functions 8.17.22, evaluated forward by the method of Lentz; needs about √(a + b) steps. */
function lowerTail(x: number, y: number, a: number, b: number): number {
  let above = 1;
  let below = 1 / away(1 - ((a + b) * x) / (a + 1));
  let value = below;
  const step = (numerator: number) => {
    below = 1 / away(1 + numerator * below);
    above = away(1 + numerator / above);
    value *= above * below;
  };
  for (let k = 1, last = 0; last !== value; k += 1) {
    last = value;
    step((k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k)));
    step((-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1)));
    if (Math.abs(above * below - 1) < Number.EPSILON) break;
  }
  return (binomialProbability(a, a + b, x, y) * b * value) / (a + b);
}

const away = (from0: number): number => (Math.abs(from0) < TINY ? TINY : from0);
