import type { RankingEvidence } from '../evidence/types.ts';
import { meanQuantile } from '../statistics/student.ts';
import { besselScale, type Measured, standardError } from './estimate.ts';
import { topMetric } from './facts.ts';

/** Rows of one query that tie on a score. */
export interface Tie {
  readonly rows: number;
  readonly relevant: number;
}

/**
 * The mean over queries that have a relevant row; each query counts once. Rows that tie have no order, so a query's value is its
 * expectation over all of theirs. Influences are per query, so that two models are compared by paired differences.
 */
export function ofQueries(metric: string, evidence: RankingEvidence): Measured {
  if (evidence.truth.length === 0) return { undefined: 'no-rows' };
  const of = queryMetric(metric);
  const values = queriesOf(evidence).map((ties) => (ties.some(({ relevant }) => relevant > 0) ? of(ties) : Number.NaN));
  const defined = values.filter((value) => !Number.isNaN(value));
  const queries = defined.length;
  if (queries === 0) return { undefined: 'no-queries' };
  const value = defined.reduce((sum, one) => sum + one, 0) / queries;
  const influence = Float64Array.from(values, (one) => (Number.isNaN(one) ? 0 : besselScale(queries) * (one - value)));
  const entries = { rows: queries };
  const estimate = { value, n: queries, influence, entries };
  if (queries < 2) return estimate;
  const half = meanQuantile(0.975, queries) * standardError(influence, entries);
  return { ...estimate, interval: [Math.max(0, value - half), Math.min(1, value + half)] };
}

function queryMetric(metric: string): (ties: readonly Tie[]) => number {
  const top = topMetric(metric);
  if (top === undefined) return reciprocalRank;
  return top.of === 'precision'
    ? (ties) => hitsWithin(ties, top.k) / top.k
    : (ties) => hitsWithin(ties, top.k) / ties.reduce((sum, { relevant }) => sum + relevant, 0);
}

/** Relevant rows expected among the first k. */
export function hitsWithin(ties: readonly Tie[], k: number): number {
  let left = k;
  let hits = 0;
  for (const { rows, relevant } of ties) {
    const taken = Math.min(left, rows);
    hits += (relevant * taken) / rows;
    left -= taken;
  }
  return hits;
}

/** 1 / rank of the first relevant row; within its tie, the mean over the places that the first of them may have. */
export function reciprocalRank(ties: readonly Tie[]): number {
  let before = 0;
  for (const { rows, relevant } of ties) {
    if (relevant > 0) return expectedReciprocal(before, rows, relevant);
    before += rows;
  }
  return Number.NaN;
}

function expectedReciprocal(before: number, rows: number, relevant: number): number {
  let expected = 0;
  // Chance that no relevant row came before place x, times the chance that x is one.
  let none = 1;
  for (let x = 1; x <= rows - relevant + 1; x += 1) {
    const hit = relevant / (rows - x + 1);
    expected += (none * hit) / (before + x);
    none *= 1 - hit;
  }
  return expected;
}

/** Ties of each group, from the highest score down. */
function queriesOf({ truth, score, group }: RankingEvidence): readonly (readonly Tie[])[] {
  const order = Uint32Array.from(group.keys()).sort(
    (a, b) => (group[a] ?? 0) - (group[b] ?? 0) || (score[b] ?? 0) - (score[a] ?? 0),
  );
  const queries: { rows: number; relevant: number }[][] = [];
  let last = -1;
  for (const row of order) {
    const of = group[row] ?? 0;
    const ties = queries[of] ?? [];
    queries[of] = ties;
    const tie = ties.at(-1);
    const relevant = truth[row] === 1 ? 1 : 0;
    if (tie !== undefined && score[row] === score[last]) {
      tie.rows += 1;
      tie.relevant += relevant;
    } else ties.push({ rows: 1, relevant });
    last = row;
  }
  return Array.from(queries, (ties) => ties ?? []);
}
