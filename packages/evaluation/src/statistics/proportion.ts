import { solveShare, upperTail } from './binomial.ts';
import { Z_95_TWO_SIDED } from './normal.ts';

export type Interval = readonly [low: number, high: number];

/** Below this many trials the exact interval is used: Wilson's is too short near 0 and 1. */
const EXACT_BELOW = 40;
const ALPHA = 0.05;

/** Two-sided 95 % interval of a proportion: Clopper-Pearson for n < 40, else Wilson's score interval. Needs n ≥ 1. */
export function proportionInterval(successes: number, n: number): Interval {
  return n < EXACT_BELOW ? clopperPearson(successes, n) : wilson(successes, n);
}

/** E. B. Wilson, JASA 22 (1927). `z` is the normal quantile of the level, 95 % two-sided by default. */
export function wilson(successes: number, n: number, z = Z_95_TWO_SIDED): Interval {
  const p = successes / n;
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n * n));
  return [successes === 0 ? 0 : centre - half, successes === n ? 1 : centre + half];
}

/** C. Clopper and E. Pearson, Biometrika 26 (1934), two-sided 95 %, by bisection on the binomial tail. */
export function clopperPearson(successes: number, n: number): Interval {
  const low = successes === 0 ? 0 : solveShare((p) => upperTail(successes, n, p) < ALPHA / 2);
  const high = successes === n ? 1 : solveShare((p) => 1 - upperTail(successes + 1, n, p) > ALPHA / 2);
  return [low, high];
}
