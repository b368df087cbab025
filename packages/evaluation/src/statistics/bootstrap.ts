import { drawMultinomial } from './binomial-draw.ts';
import type { Interval } from './proportion.ts';
import { type Random, random } from './random.ts';

export interface BootstrapOptions {
  readonly replicates: number;
  readonly seed: number;
}

/** The spread of a statistic over samples like the one at hand. */
export interface Bootstrap {
  /** Standard deviation of the replicates. Undefined when fewer than two have a value. */
  readonly se: number | undefined;
  /** Samples on which the statistic has no value. */
  readonly undefinedReplicates: number;
  /** Percentile interval, two-sided, e.g. of level 0.95; undefined unless at least half of the samples have a value. */
  interval(level: number): Interval | undefined;
}

/** A function of cells or sums; NaN where it has no value. */
export type Statistic = (cells: Float64Array) => number;

/** Draws the rows of a table of counts anew; costs cells × √rows, whatever the number of rows. B. Efron, Annals of Statistics 7 (1979). */
export function bootstrapCells(cells: ArrayLike<number>, statistic: Statistic, options: BootstrapOptions): Bootstrap {
  return replicated(options, (next) => statistic(drawMultinomial(next, cells)));
}

/**
 * Draws whole groups anew, for rows that are not independent: `groups` are the sums of each, `statistic` a function of the sums over
 * all. A. Davison and D. Hinkley, Bootstrap Methods and their Application (1997), 3.8.
 */
export function clusterBootstrap(
  groups: readonly ArrayLike<number>[],
  statistic: Statistic,
  options: BootstrapOptions,
): Bootstrap {
  const width = groups[0]?.length ?? 0;
  return replicated(options, (next) => {
    const sums = new Float64Array(width);
    for (let draw = 0; draw < groups.length; draw += 1) add(sums, groups[Math.floor(next() * groups.length)] ?? []);
    return statistic(sums);
  });
}

function add(sums: Float64Array, group: ArrayLike<number>): void {
  for (let column = 0; column < sums.length; column += 1) sums[column] = (sums[column] ?? 0) + (group[column] ?? 0);
}

function replicated({ replicates, seed }: BootstrapOptions, replicate: (next: Random) => number): Bootstrap {
  const next = random(seed);
  const all = Float64Array.from({ length: replicates }, () => replicate(next));
  const values = all.filter((value) => !Number.isNaN(value)).sort();
  return {
    se: deviation(values),
    undefinedReplicates: replicates - values.length,
    interval: (level) =>
      values.length === 0 || values.length < replicates / 2
        ? undefined
        : [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)],
  };
}

function deviation(values: Float64Array): number | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
}

/** Between the neighbours, as numpy does by default. */
function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (place - Math.floor(place)) * (above - below);
}
