import type { Evidence, EvidencePair } from '../evidence/types.ts';
import { besselScale, type Estimate } from './estimate.ts';

/** How many rows the models score differently, groups that hold such a row, or queries whose value is another one. */
export function movedUnits(candidate: Estimate, champion: Estimate, pair: EvidencePair): number {
  const isOfQueries = candidate.influence.length !== pair.candidate.truth.length;
  return isOfQueries ? movedQueries(candidate, champion) : movedRows(pair);
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

/** Where a query has the same value, its influences differ by no more than the means do. */
function movedQueries(now: Estimate, before: Estimate): number {
  const ofSame = besselScale(now.n) * (before.value - now.value);
  const isMoved = (difference: number) => Math.abs(difference - ofSame) > NOISE;
  const moved = now.influence.filter((one, query) => isMoved(one - (before.influence[query] ?? 0))).length;
  // A query without a relevant row has no value, and no influence on either mean.
  const withoutValue = now.influence.length - now.n;
  return moved - (isMoved(0) ? withoutValue : 0);
}

/** Values of queries are fractions of small numbers: what differs by less differs in the last digits only. */
const NOISE = 1e-9;
