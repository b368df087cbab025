import { Z_95_TWO_SIDED } from './normal.ts';

export type Interval = readonly [low: number, high: number];

/** Below this many trials the exact interval is used: Wilson's is too short near 0 and 1. */
const EXACT_BELOW = 40;
const ALPHA = 0.05;

/** Two-sided 95 % interval of a proportion: Clopper-Pearson for n < 40, else Wilson's score interval. Needs n ≥ 1. */
export function proportionInterval(successes: number, n: number): Interval {
  return n < EXACT_BELOW ? clopperPearson(successes, n) : wilson(successes, n);
}

/** E. B. Wilson, JASA 22 (1927). */
export function wilson(successes: number, n: number): Interval {
  const p = successes / n;
  const z2 = Z_95_TWO_SIDED ** 2;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z_95_TWO_SIDED / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** C. Clopper and E. Pearson, Biometrika 26 (1934), by bisection on the binomial tail. */
export function clopperPearson(successes: number, n: number): Interval {
  const low = successes === 0 ? 0 : solve((p) => upperTail(successes, n, p) < ALPHA / 2);
  const high = successes === n ? 1 : solve((p) => 1 - upperTail(successes + 1, n, p) > ALPHA / 2);
  return [low, high];
}

/**
 * One-sided mid-p of the sign test: how likely at least `worse` of `better + worse` fair coins are, half of the last one. This
 * is McNemar's exact test on discordant rows with Lancaster's mid-p (Fagerland et al., BMC Med. Res. Methodol. 13, 2013).
 */
export function midP(better: number, worse: number): number {
  const n = better + worse;
  return n === 0 ? 0.5 : upperTail(worse + 1, n, 0.5) + 0.5 * Math.exp(logBinomial(worse, n, 0.5));
}

/** P(X ≥ k) for X ~ Binomial(n, p). */
function upperTail(k: number, n: number, p: number): number {
  let sum = 0;
  for (let i = k; i <= n; i += 1) sum += Math.exp(logBinomial(i, n, p));
  return sum;
}

function logBinomial(k: number, n: number, p: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}

/** The largest p for which `below` still holds; `below` must turn from true to false once. */
function solve(below: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
