import type { Interval } from './proportion.ts';
import { studentCdf, studentQuantile } from './student.ts';

export interface PairedT {
  readonly mean: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
  /** Two-sided, e.g. of level 0.95. */
  interval(level: number): Interval;
}

/** Student's test that paired differences are 0 on average. Undefined with fewer than two; without any spread the sign is certain. */
export function pairedT(differences: ArrayLike<number>): PairedT | undefined {
  const n = differences.length;
  if (n < 2) return undefined;
  const values = Float64Array.from(differences);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const se = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) / n);
  const t = mean === 0 ? 0 : mean / se;
  const df = n - 1;
  return {
    mean,
    se,
    t,
    df,
    p: Math.min(1, 2 * studentCdf(-Math.abs(t), df)),
    interval: (level) => {
      const half = studentQuantile((1 + level) / 2, df) * se;
      return [mean - half, mean + half];
    },
  };
}
