import { gammaP, gammaQ } from './gamma.ts';

/** P(Z ≤ x) of the standard normal distribution, by the incomplete gamma function; small values keep their relative precision. */
export function normalCdf(x: number): number {
  const half = (x * x) / 2;
  return x < 0 ? gammaQ(0.5, half) / 2 : (1 + gammaP(0.5, half)) / 2;
}

/**
 * The z with P(Z ≤ z) = p. A start good to 5e-4 (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.23), then Halley's
 * method, which triples the digits each time.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  let z = -start(Math.sqrt(-2 * Math.log(p)));
  for (let round = 0; round < 2; round += 1) {
    const error = ((normalCdf(z) - p) * Math.sqrt(2 * Math.PI)) / Math.exp(-(z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

const start = (t: number): number =>
  t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

/** One-sided 95 %, two-sided 95 %, and 80 % power. */
export const Z_95_ONE_SIDED = normalQuantile(0.95);
export const Z_95_TWO_SIDED = normalQuantile(0.975);
export const Z_80_POWER = normalQuantile(0.8);
