import { gammaQ } from '../statistics/gamma.ts';
import type { Comparison } from './comparison.ts';
import { type Estimate, unitsOf } from './estimate.ts';

/** With fewer rows that differ, the normal approximation says nothing about a ratio of counts. */
const MIN_DIFFERING_ROWS = 8;

/** Mean number of differing rows that reaches that many in 8 of 10 tries: P(Poisson(10.23) ≥ 8) = 0.8. */
const FEWEST_NOTICED = 10.23;

/**
 * A few rows are not enough for a normal approximation: neither to call a model worse or better, nor to promise what would be
 * noticed. That a difference is smaller than a shift may still be shown, when far more rows would have to differ for it.
 */
export function withFewRows(
  comparison: Comparison,
  candidate: Estimate,
  champion: Estimate,
  differing: number,
): Comparison {
  const effect = Math.max(effectOfRow(candidate), effectOfRow(champion));
  const detectable = { bySpread: comparison.detectable?.bySpread ?? 0, byCount: FEWEST_NOTICED * effect };
  if (differing >= MIN_DIFFERING_ROWS) return { ...comparison, detectable };
  return {
    ...comparison,
    finding: comparison.finding === 'worse' ? 'undecided' : comparison.finding,
    detectable,
    pBelow: (shift) => Math.max(comparison.pBelow(shift), chanceOf(differing, shift / effect)),
    pAbove: (shift) => Math.max(comparison.pAbove(shift), chanceOf(differing, -shift / effect)),
  };
}

/** P(Poisson(rows) ≤ differing): how likely so few differing rows are, when on average this many have to differ. */
const chanceOf = (differing: number, rows: number): number => (rows <= 0 ? 1 : gammaQ(differing + 1, rows));

/** How far one row can move the value; when all rows are alike, at least its share of them. */
function effectOfRow(estimate: Estimate): number {
  let [low, high] = [0, 0];
  for (const one of estimate.influence) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  return Math.max((high - low) / unitsOf(estimate), 1 / estimate.n);
}
