import type { Evidence } from '../evidence/types.ts';
import type { Entries } from './estimate.ts';

/** How much the entries of evidence count: every one is a row of weight 1 unless something else is given. */
export interface Weighing {
  /** Σ count. */
  readonly rows: number;
  /** Absent when every entry is one row by itself. */
  readonly entries?: Entries;
  /** Count × weight per entry; absent when all are 1. */
  readonly mass?: Float64Array;
  /** Weight of one row of an entry; absent when all are 1. */
  readonly weight?: Float64Array;
}

export const unweighted = (rows: number): Weighing => ({ rows });

export function weighingOf(evidence: Evidence): Weighing {
  const { count, weight, group, truth } = evidence;
  const rows = count === undefined ? truth.length : sum(count);
  const mass = count !== undefined && weight !== undefined ? weight.map((one, i) => one * (count[i] ?? 0)) : undefined;
  const massOf = mass ?? count ?? weight;
  return {
    rows,
    ...(count === undefined && group === undefined ? {} : { entries: entriesOf(rows, count, group) }),
    ...(massOf === undefined ? {} : { mass: massOf }),
    ...(weight === undefined ? {} : { weight }),
  };
}

function entriesOf(rows: number, count: Float64Array | undefined, group: Uint32Array | undefined): Entries {
  return {
    rows,
    ...(count === undefined ? {} : { count }),
    ...(group === undefined ? {} : { group, groups: group.length === 0 ? 0 : largest(group) + 1 }),
  };
}

/** Kish's effective number of rows among those chosen: (Σ w)² / Σ w², rounded down; groups count once each. */
export function effectiveRows({ rows, entries, weight }: Weighing, n: number): number {
  const units = entries?.groups === undefined ? n : Math.min(n, entries.groups);
  if (weight === undefined || rows === 0) return units;
  const count = entries?.count;
  let total = 0;
  let squares = 0;
  for (let i = 0; i < weight.length; i += 1) {
    const one = weight[i] ?? 0;
    total += one * (count?.[i] ?? 1);
    squares += one * one * (count?.[i] ?? 1);
  }
  return squares === 0 ? 0 : Math.max(1, Math.floor(units * (total ** 2 / squares / rows)));
}

/** Rows that are neither weighted nor grouped, for which exact methods of counts hold. */
export const isPlain = ({ weight, entries }: Weighing): boolean => weight === undefined && entries?.group === undefined;

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) total += values[i] ?? 0;
  return total;
}

function largest(values: Uint32Array): number {
  let found = 0;
  for (const value of values) if (value > found) found = value;
  return found;
}
