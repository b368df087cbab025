/** Terms smaller than this share of their sum no longer change it. */
const NEGLIGIBLE = 1e-18;

/** P(X ≥ k) for X ~ Binomial(n, p), 0 < p < 1; summed outwards from k on the side away from the mode. */
export function upperTail(k: number, n: number, p: number): number {
  return k > n * p ? outwards(k, 1, n, p) : 1 - outwards(k - 1, -1, n, p);
}

/** P(X > k) + P(X = k) / 2: Lancaster's mid-p of the upper tail. */
export const midTail = (k: number, n: number, p: number): number => upperTail(k + 1, n, p) + probability(k, n, p) / 2;

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

function outwards(from: number, step: 1 | -1, n: number, p: number): number {
  let sum = 0;
  for (let k = from; k >= 0 && k <= n; k += step) {
    const term = probability(k, n, p);
    sum += term;
    if (term < NEGLIGIBLE * sum) break;
  }
  return sum;
}

const probability = (k: number, n: number, p: number): number =>
  Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p));

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}
