import { midTail, solveShare } from './binomial.ts';
import type { Detectable } from './detectable.ts';
import { gammaP } from './gamma.ts';
import { normalQuantile, Z_80_POWER, Z_95_ONE_SIDED } from './normal.ts';
import { type Interval, wilson } from './proportion.ts';
import { solve } from './solve.ts';

/** Rows on which one model is right and the other is not. */
export interface Disagreement {
  /** The candidate is right, the champion is not. */
  readonly fixed: number;
  /** The champion is right, the candidate is not. */
  readonly broken: number;
}

const ALPHA = 0.05;

/**
 * How likely at least `broken` of all disagreements would be if each were a fair coin, half of the last term: McNemar's exact
 * one-sided test with mid-p (M. Fagerland et al., BMC Medical Research Methodology 13:91, 2013).
 */
export const signTest = ({ fixed, broken }: Disagreement): number => midTail(broken, fixed + broken, 0.5);

/**
 * Two-sided interval of the paired difference of two proportions, (fixed − broken) / rows, at 1 − 2·`alpha` (90 % by default;
 * alpha below one half). The lean of the disagreements, by the inverted mid-p test, and their rate, by Wilson's interval, are
 * joined by square and add (G. Zou and A. Donner, Statistics in Medicine 27, 2008). It stops at 0 exactly when one direction has
 * mid-p < `alpha`, so that it never contradicts the test. Without any disagreement, the largest rate that leaves none in a share
 * `alpha` of samples is shown on both sides.
 */
export function pairedInterval({ fixed, broken }: Disagreement, rows: number, alpha = ALPHA): Interval {
  const differing = fixed + broken;
  if (differing === 0) {
    const largest = 1 - alpha ** (1 / rows);
    return [-largest, largest];
  }
  const low = 2 * solveShare((p) => midTail(fixed, differing, p) < alpha) - 1;
  const high = 2 * solveShare((p) => 1 - midTail(fixed, differing, p) > alpha) - 1;
  const ends = joined((fixed - broken) / differing, [low, high], differing, rows, alpha);
  return [low > 0 ? Math.max(0, ends[0]) : ends[0], high < 0 ? Math.min(0, ends[1]) : ends[1]];
}

/**
 * The one-sided level at which {@link pairedInterval} ends at `shift`, which must not lie below the difference itself: the smallest
 * alpha whose upper end does not exceed it. Every lean that the upper end may have stands for one alpha, so that one search is
 * enough.
 */
export function levelOfUpperEnd({ fixed, broken }: Disagreement, rows: number, shift: number): number {
  const differing = fixed + broken;
  if (differing === 0) return Math.max(0, 1 - shift) ** rows;
  const lean = (fixed - broken) / differing;
  const levelOf = (share: number) => 1 - midTail(fixed, differing, share);
  const share = solveShare((high) => {
    const alpha = levelOf(high);
    if (alpha >= 0.5 || 2 * high - 1 <= lean) return true;
    const end = joined(lean, [lean, 2 * high - 1], differing, rows, alpha)[1];
    return (high < 0.5 ? Math.min(0, end) : end) <= shift;
  });
  return Math.min(0.5, levelOf(share));
}

function joined(lean: number, [low, high]: Interval, differing: number, rows: number, alpha: number): Interval {
  const rate = differing / rows;
  const [lowest, highest] = wilson(differing, rows, alpha === ALPHA ? Z_95_ONE_SIDED : normalQuantile(1 - alpha));
  const drift = [lean * (lowest - rate), lean * (highest - rate)];
  const down = Math.hypot(rate * (lean - low), Math.min(...drift));
  const up = Math.hypot(rate * (high - lean), Math.max(...drift));
  return [Math.max(-1, rate * lean - down), Math.min(1, rate * lean + up)];
}

/** The smallest drop of the proportion that the test of level `alpha` notices in 8 of 10 tries at this rate of disagreement. */
export const shareDetectable = ({ fixed, broken }: Disagreement, rows: number, alpha = ALPHA): Detectable => ({
  bySpread: ((normalQuantile(1 - alpha) + Z_80_POWER) * Math.sqrt(fixed + broken)) / rows,
  byCount: fewestNoticed(alpha) / rows,
});

/** Mean number of broken rows, none fixed, of which 8 in 10 samples have enough for a mid-p of 1 / 2^(rows + 1) below alpha: 5.515 for 5 %. */
function fewestNoticed(alpha: number): number {
  const fewest = Math.floor(-Math.log2(alpha));
  return solve((mean) => gammaP(fewest, mean) - 0.8, 0, 10 + 2 * fewest);
}
