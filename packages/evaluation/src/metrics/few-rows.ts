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
  // When all rows are alike, one moves the value by its share of them.
  const effect = Math.max(...[candidate, champion].flatMap((one) => [effectOfRow(one), 1 / one.n]));
  const detectable = { bySpread: comparison.detectable?.bySpread ?? 0, byCount: FEWEST_NOTICED * effect };
  return { ...(differing < MIN_DIFFERING_ROWS ? onFew(comparison, differing, effect) : comparison), detectable };
}

/**
 * The same of scores, of which nearly all differ between most models. When the others are all alike, a few rows decide nothing by
 * themselves, however small the spread that many equal rows leave. No row at all is another question: see withRowsAlike.
 */
export function withFewMoved(
  comparison: Comparison,
  candidate: Estimate,
  champion: Estimate,
  moved: number,
): Comparison {
  const effect = Math.max(effectOfRow(candidate), effectOfRow(champion));
  const isFew = moved > 0 && moved < Math.min(MIN_DIFFERING_ROWS, unitsOf(candidate));
  return isFew && effect > 0 ? onFew(comparison, moved, effect) : comparison;
}

const onFew = (comparison: Comparison, differing: number, effect: number): Comparison => ({
  ...comparison,
  finding: comparison.finding === 'worse' ? 'undecided' : comparison.finding,
  pBelow: (shift) => Math.max(comparison.pBelow(shift), chanceOf(differing, shift / effect)),
  pAbove: (shift) => Math.max(comparison.pAbove(shift), chanceOf(differing, -shift / effect)),
});

/** P(Poisson(rows) ≤ differing): how likely so few differing rows are, when on average this many have to differ. */
const chanceOf = (differing: number, rows: number): number => (rows <= 0 ? 1 : gammaQ(differing + 1, rows));

/** How far one row can move the value. */
function effectOfRow(estimate: Estimate): number {
  let [low, high] = [0, 0];
  for (const one of estimate.influence) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  return (high - low) / unitsOf(estimate);
}
