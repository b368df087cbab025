import { gammaP, gammaQ } from './gamma.ts';
import { solve } from './solve.ts';
import { totalOf } from './total.ts';

/** P(X ≤ x) of the χ² distribution with `df` > 0 degrees of freedom. */
export const chiSquareCdf = (x: number, df: number): number => gammaP(df / 2, Math.max(0, x) / 2);

/** P(X > x): the p-value of a χ² statistic. */
export const chiSquareTail = (x: number, df: number): number => gammaQ(df / 2, Math.max(0, x) / 2);

/** The x with P(X ≤ x) = p. */
export function chiSquareQuantile(p: number, df: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  let high = df + 1;
  while (chiSquareCdf(high, df) < p) high *= 2;
  return solve((x) => chiSquareCdf(x, df) - p, 0, high);
}

export interface ChiSquareTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Pearson's test that the rows of a table of counts have one distribution, without a correction for continuity. Rows and columns
 * without any count say nothing and are left out; undefined when fewer than two of either are left.
 */
export function chiSquare(table: readonly (readonly number[])[]): ChiSquareTest | undefined {
  const width = Math.max(0, ...table.map((row) => row.length));
  const rows = table.map(totalOf);
  const columns = Array.from({ length: width }, (_, j) => totalOf(table.map((row) => row[j] ?? 0)));
  const [height, breadth] = [countOf(rows), countOf(columns)];
  if (height < 2 || breadth < 2) return undefined;
  const df = (height - 1) * (breadth - 1);
  const total = totalOf(rows);
  const terms = rows.flatMap((row, i) =>
    columns.map((column, j) => {
      const expected = (row * column) / total;
      return expected === 0 ? 0 : ((table[i]?.[j] ?? 0) - expected) ** 2 / expected;
    }),
  );
  const statistic = totalOf(terms);
  return { statistic, df, p: chiSquareTail(statistic, df) };
}

const countOf = (sums: readonly number[]): number => sums.filter((sum) => sum > 0).length;
