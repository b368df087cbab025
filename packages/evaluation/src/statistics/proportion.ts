import { betaQuantile } from './beta.ts';
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

/** C. Clopper and E. Pearson, Biometrika 26 (1934): quantiles of the beta distribution; two-sided 1 − `alpha`, 95 % by default. */
export function clopperPearson(successes: number, n: number, alpha = ALPHA): Interval {
  const failures = n - successes;
  const low = successes === 0 ? 0 : betaQuantile(alpha / 2, successes, failures + 1);
  const high = failures === 0 ? 1 : betaQuantile(1 - alpha / 2, successes + 1, failures);
  return [low, high];
}
