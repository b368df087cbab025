import { totalOf } from './total.ts';

export interface KsTest {
  /** Largest distance of the two distribution functions. */
  readonly statistic: number;
  /** Two-sided p of "one distribution". */
  readonly p: number;
}

/** Up to this many pairs of rows every path is counted; beyond, the limit distribution is close enough. */
const EXACT_PAIRS = 1_000_000;

/** Two-sample test of Kolmogorov and Smirnov on sorted samples. Undefined when either is empty. */
export function ksTest(a: ArrayLike<number>, b: ArrayLike<number>): KsTest | undefined {
  let [i, j] = [0, 0];
  const widest = widestGap(a.length, b.length);
  while (i < a.length && j < b.length) {
    const next = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && a[i] === next) i += 1;
    while (j < b.length && b[j] === next) j += 1;
    widest.see(i, j);
  }
  return widest.test();
}

/** The same of two histograms over the same bins, as counts; the statistic is too small by at most the largest share of a bin. */
export function ksOfCounts(a: ArrayLike<number>, b: ArrayLike<number>): KsTest | undefined {
  let [i, j] = [0, 0];
  const widest = widestGap(totalOf(a), totalOf(b));
  for (let bin = 0; bin < Math.max(a.length, b.length); bin += 1) {
    i += a[bin] ?? 0;
    j += b[bin] ?? 0;
    widest.see(i, j);
  }
  return widest.test();
}

/** The gap in whole numbers, |i·m − j·n| of n·m, so that equal gaps are equal. */
function widestGap(n: number, m: number) {
  let widest = 0;
  return {
    see(i: number, j: number): void {
      widest = Math.max(widest, Math.abs(i * m - j * n));
    },
    test(): KsTest | undefined {
      if (n === 0 || m === 0) return undefined;
      const statistic = widest / (n * m);
      const p = n * m <= EXACT_PAIRS ? exactP(n, m, widest) : kolmogorovTail(Math.sqrt((n * m) / (n + m)) * statistic);
      return { statistic, p };
    },
  };
}

/**
 * The share of all orders of n + m rows in which the gap reaches `widest`: of the orders that end in (i, j), the last row is the
 * i-th of the first sample in a share i / (i + j). J. Hodges, Arkiv för Matematik 3 (1958).
 */
function exactP(n: number, m: number, widest: number): number {
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i += 1)
    for (let j = 0; j <= m; j += 1) {
      const inside = Math.abs(i * m - j * n) < widest;
      const before = i + j === 0 ? 0 : (i * (reached[j] ?? 0) + j * (reached[j - 1] ?? 0)) / (i + j);
      reached[j] = inside ? before : 1;
    }
  return reached[m] ?? 1;
}

/** P(K > x) of Kolmogorov's limit distribution; the second form converges where the first does not. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  const odd = [1, 3, 5, 7, 9];
  if (x < 1) {
    const sum = odd.reduce((total, k) => total + Math.exp(-((k * Math.PI) ** 2) / (8 * x * x)), 0);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  return 2 * odd.reduce((total, k) => total + Math.exp(-2 * (k * x) ** 2) - Math.exp(-2 * ((k + 1) * x) ** 2), 0);
}
