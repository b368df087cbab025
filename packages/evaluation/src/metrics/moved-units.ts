import type { Evidence, EvidencePair } from '../evidence/types.ts';
import type { Estimate } from './estimate.ts';

/** How many rows the models score differently, groups that hold such a row, or queries whose value is another one. */
export function movedUnits(candidate: Estimate, champion: Estimate, pair: EvidencePair): number {
  const isOfQueries = candidate.influence.length !== pair.candidate.truth.length;
  return isOfQueries ? movedQueries(candidate.influence, champion.influence) : movedRows(pair);
}

function movedRows({ candidate, champion }: EvidencePair): number {
  const { truth, count, group } = candidate;
  const groups = new Set<number | undefined>();
  let rows = 0;
  for (let entry = 0; entry < truth.length; entry += 1) {
    if (scoreOf(candidate, entry) === scoreOf(champion, entry)) continue;
    rows += count?.[entry] ?? 1;
    groups.add(group?.[entry]);
  }
  return group === undefined ? rows : groups.size;
}

const scoreOf = (evidence: Evidence, entry: number): number | undefined =>
  ('score' in evidence ? evidence.score : undefined)?.[entry] ?? evidence.predicted[entry];

/** Influences differ by the same where a query's value is the same: by what the means differ. The others are those that moved. */
function movedQueries(now: Float64Array, before: Float64Array): number {
  // A query without a relevant row has no value, and no influence on either mean.
  const differences = now
    .map((one, query) => one - (before[query] ?? 0))
    .filter((_, query) => now[query] !== 0 || before[query] !== 0);
  const places = new Map<number, number>();
  for (const one of differences) {
    const rounded = Math.round(one * ROUNDING);
    places.set(rounded, (places.get(rounded) ?? 0) + 1);
  }
  return differences.length - Math.max(0, ...places.values());
}

/** Values of queries are fractions of small numbers: what differs by less is the noise of the last digits. */
const ROUNDING = 1e9;
