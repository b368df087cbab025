import type { Statistic } from './bootstrap.ts';

export interface Jackknife {
  readonly value: number;
  readonly se: number;
}

/**
 * Standard error of a function of sums by leaving out one group at a time. Undefined with fewer than two groups, or when the
 * statistic has no value without one of them. B. Efron and C. Stein, Annals of Statistics 9 (1981).
 */
export function jackknife(groups: readonly ArrayLike<number>[], statistic: Statistic): Jackknife | undefined {
  const count = groups.length;
  const width = groups[0]?.length ?? 0;
  const column = (j: number) => groups.reduce((sum, group) => sum + (group[j] ?? 0), 0);
  const sums = Float64Array.from({ length: width }, (_, j) => column(j));
  const without = groups.map((group) => statistic(sums.map((sum, j) => sum - (group[j] ?? 0))));
  const value = statistic(sums);
  if (count < 2 || Number.isNaN(value) || without.some(Number.isNaN)) return undefined;
  const mean = without.reduce((sum, one) => sum + one, 0) / count;
  const spread = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return { value, se: Math.sqrt(((count - 1) / count) * spread) };
}
