import { countsIn, edgesOf } from './bins.ts';
import type { ColumnProfiler, ProfileKind } from './column-profiler.ts';

/** Most frequent values that a profile names. */
const TOP = 50;
/** Longer values are cut, so that a column of essays does not fill the profile. */
const MOST_CHARACTERS = 100;
const PERCENTILES = 100;

/** One column of {@link Profile}. Of a redacted column nothing that was read from a cell is kept. */
export interface ProfileColumn {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly missing: number;
  /** Distinct values; beyond 1,000 an estimate, off by about 3 %. */
  readonly distinct: number;
  readonly distinctIs: 'exact' | 'estimate';
  readonly redacted?: true;
  /** Of numbers; of timestamps in milliseconds since 1970. `m2` is the sum of squared distances from the mean. */
  readonly numbers?: {
    readonly count: number;
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly m2: number;
    /** The values at 0 %, 1 %, …, 100 % of the rows. */
    readonly percentiles: readonly number[];
  };
  /** What later tables are compared with: `counts[i]` rows lie in `edges[i − 1] ≤ value < edges[i]`, with ends that are open. */
  readonly bins?: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  /** Most frequent values first, at most 50, and the rows of all others. */
  readonly top?: { readonly values: readonly (readonly [value: string, count: number])[]; readonly other: number };
}

/** `profile.json`: what a table held, in tens of kilobytes. The baseline that monitoring reads. */
export interface Profile {
  readonly schema: 'profile-v1';
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly ProfileColumn[];
}

/** The profile of a table by its profilers. `kinds` are what a schema says; `redacted` columns keep no value. */
export function profileOf(
  table: string,
  rows: number,
  columns: ReadonlyMap<string, ColumnProfiler>,
  told: { readonly kinds: ReadonlyMap<string, ProfileKind>; readonly redacted: ReadonlySet<string> },
): Profile {
  return {
    schema: 'profile-v1',
    table,
    rows,
    columns: [...columns].map(([name, profiler]) =>
      columnOf(name, profiler, told.kinds.get(name) ?? profiler.kind, told.redacted.has(name)),
    ),
  };
}

function columnOf(name: string, profiler: ColumnProfiler, kind: ProfileKind, redacted: boolean): ProfileColumn {
  const { missing, values } = profiler;
  const facts = {
    name,
    kind,
    missing,
    distinct: values.distinct,
    distinctIs: values.exact ? ('exact' as const) : ('estimate' as const),
  };
  if (redacted) return { ...facts, redacted: true };
  if (kind === 'integer' || kind === 'number' || kind === 'timestamp') return { ...facts, ...numericPart(profiler) };
  return { ...facts, top: topOf(profiler) };
}

function numericPart(profiler: ColumnProfiler): Pick<ProfileColumn, 'numbers' | 'bins'> {
  const { numbers: count, min, max, mean, m2, sketch } = profiler;
  if (count === 0) return {};
  const percentiles = Array.from({ length: PERCENTILES + 1 }, (_, percent) => sketch.quantile(percent / PERCENTILES));
  percentiles[0] = min;
  percentiles[PERCENTILES] = max;
  const edges = edgesOf(profiler);
  return { numbers: { count, min, max, mean, m2, percentiles }, bins: { edges, counts: countsIn(profiler, edges) } };
}

function topOf({ values }: ColumnProfiler): NonNullable<ProfileColumn['top']> {
  const all = values.top(Number.POSITIVE_INFINITY);
  const rest = all.slice(TOP).reduce((sum, [, count]) => sum + count, 0);
  return {
    values: all.slice(0, TOP).map(([value, count]) => [cut(value), count] as const),
    other: values.other + rest,
  };
}

/** Never inside a surrogate pair. */
const cut = (value: string): string => value.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
