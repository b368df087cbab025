const PRECISION = 2 * Number.EPSILON;

/**
 * Where a continuous function of opposite signs at both ends crosses 0, to the last digit: inverse quadratic steps, halving where
 * those are not safe. T. Chandrupatla, Advances in Engineering Software 28 (1997).
 */
export function solve(f: (x: number) => number, low: number, high: number): number {
  let [a, b, c] = [low, high, high];
  let [fa, fb, fc] = [f(a), f(b), f(b)];
  if (fb === 0) return b;
  for (let step = 0.5; fa !== 0; ) {
    const x = a + step * (b - a);
    const fx = f(x);
    [c, fc] = [a, fa];
    if (fx > 0 !== fa > 0) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const margin = (PRECISION * Math.abs(a) + Number.MIN_VALUE) / Math.abs(b - a);
    if (margin > 0.5) break;
    step = Math.min(1 - margin, Math.max(margin, nextStep(a, b, c, fa, fb, fc)));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

function nextStep(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const along = (a - b) / (c - b);
  const risen = (fa - fb) / (fc - fb);
  const isSafe = risen ** 2 < along && (1 - risen) ** 2 < 1 - along;
  if (!isSafe) return 0.5;
  return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
}
