const TAIL = 12;

/**
 * P(Z ≤ x) of the standard normal distribution, to about 1e-15 for |x| < 6.
 * Series of Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11 (2004).
 */
export function normalCdf(x: number): number {
  if (x > TAIL) return 1;
  if (x < -TAIL) return 0;
  let sum = x;
  let term = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 500; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-(x * x) / 2) * Math.SQRT1_2 * (1 / Math.sqrt(Math.PI));
}

/** The z with P(Z ≤ z) = p, for 0 < p < 1, by bisection to the last digit of {@link normalCdf}. */
export function normalQuantile(p: number): number {
  let low = -TAIL;
  let high = TAIL;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** One-sided 95 %, two-sided 95 %, and 80 % power. */
export const Z_95_ONE_SIDED = normalQuantile(0.95);
export const Z_95_TWO_SIDED = normalQuantile(0.975);
export const Z_80_POWER = normalQuantile(0.8);
