import type { ColumnProfiler } from './column-profiler.ts';

const DECILES = 10;

/**
 * Edges of the deciles of the reference, with its smallest and largest value as the outermost bins' ends: what lies outside of all
 * that was seen has bins of its own. A constant column has three bins: below, equal, above.
 */
export function edgesOf({ sketch, numbers, min, max }: ColumnProfiler): readonly number[] {
  if (numbers === 0) return [];
  const inner = Array.from({ length: DECILES - 1 }, (_, index) => sketch.quantile((index + 1) / DECILES));
  return distinct([min, ...inner, nextAfter(max)]);
}

/** Edges at every percentile, for distances that must not depend on few bins. */
export function fineEdgesOf({ sketch, numbers, min, max }: ColumnProfiler): readonly number[] {
  if (numbers === 0) return [];
  const inner = Array.from({ length: 99 }, (_, index) => sketch.quantile((index + 1) / 100));
  return distinct([min, ...inner, nextAfter(max)]);
}

/** Rows per bin, the open ones at both ends included: one more than there are edges. */
export function countsIn({ sketch, numbers }: ColumnProfiler, edges: readonly number[]): readonly number[] {
  const below = edges.map((edge) => sketch.rank(edge));
  return [...below, numbers].map((rank, index) => rank - (below[index - 1] ?? 0));
}

const distinct = (edges: readonly number[]): readonly number[] =>
  edges.toSorted((a, b) => a - b).filter((edge, index, rising) => edge !== rising[index - 1]);

/** The smallest double above a number. */
function nextAfter(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? 1n : -1n);
  return new Float64Array(bits.buffer)[0] ?? value;
}
