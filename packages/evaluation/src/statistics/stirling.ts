/** From here on the series below is exact to the last digit of a double. */
const SERIES_FROM = 16;
const SQRT_2_PI = Math.sqrt(2 * Math.PI);

/**
 * P(X = k) for X ~ Binomial(n, p), 0 ≤ k ≤ n, q = 1 − p; k and n need not be whole. Good to about 1e-14 of the value up to the
 * largest n: the logarithms that would cancel are never taken. C. Loader, Fast and Accurate Computation of Binomial
 * Probabilities (2000).
 */
export function binomialProbability(k: number, n: number, p: number, q = 1 - p): number {
  if (p === 0 || k === 0) return p === 0 && k > 0 ? 0 : powerOfComplement(n, p, q);
  if (q === 0 || k === n) return q === 0 && k < n ? 0 : powerOfComplement(n, q, p);
  const error = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const exponent = error - deviance(k, n * p) - deviance(n - k, n * q);
  return Math.exp(exponent) * (Math.sqrt(n / (k * (n - k))) / SQRT_2_PI);
}

/** P(X = k) for X ~ Poisson(mean), mean > 0; k need not be whole. Loader's, as above. */
export function poissonProbability(k: number, mean: number): number {
  if (k === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / (Math.sqrt(k) * SQRT_2_PI);
}

/** log k! − log(√(2πk)·(k/e)^k), for k > 0: Stirling's series, carried down to small k by log((k+1)/k). */
function stirlingError(k: number): number {
  let carried = 0;
  let at = k;
  for (; at < SERIES_FROM; at += 1) carried += (at + 0.5) * Math.log1p(1 / at) - 1;
  const square = at * at;
  const tail = 1 / 1680 - (1 / 1188 - 691 / 360_360 / square) / square;
  return carried + (1 / 12 - (1 / 360 - (1 / 1260 - tail / square) / square) / square) / at;
}

/** k·log(k / mean) + mean − k, by its series where the two nearly cancel. */
function deviance(k: number, mean: number): number {
  const distance = k - mean;
  const ratio = distance / (k + mean);
  if (Math.abs(ratio) >= 0.1) return k * Math.log(k / mean) + mean - k;
  let sum = distance * ratio;
  let power = 2 * k * ratio;
  for (let j = 3; ; j += 2) {
    power *= ratio * ratio;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** (1 − p)^n with the digits of whichever of p and q = 1 − p is small. */
const powerOfComplement = (n: number, p: number, q: number): number =>
  p < 0.5 ? Math.exp(n * Math.log1p(-p)) : q ** n;
