import {
  type Disagreement,
  levelOfUpperEnd,
  pairedInterval,
  shareDetectable,
  signTest,
} from '../statistics/sign-test.ts';
import { type Comparison, levelOf } from './comparison.ts';

/** Proportions of fixed rows: only disagreements carry information, and their number may be small. */
export function bySigns(found: Disagreement, rows: number, confidence: number): Comparison {
  const alpha = levelOf(confidence);
  const pValue = signTest(found);
  return {
    delta: (found.fixed - found.broken) / rows,
    interval: pairedInterval(found, rows, alpha),
    rows,
    pValue,
    finding: pValue < alpha ? 'worse' : 'not-shown',
    detectable: shareDetectable(found, rows, alpha),
    pBelow: (shift) => pBelow(found, rows, shift),
    pAbove: (shift) => pBelow({ fixed: found.broken, broken: found.fixed }, rows, -shift),
  };
}

/** At 0 the sign test itself. Elsewhere the level at which the interval ends there, so that the two never contradict each other. */
function pBelow(found: Disagreement, rows: number, shift: number): number {
  if (shift === 0) return signTest(found);
  const mirrored = { fixed: found.broken, broken: found.fixed };
  return shift < (found.fixed - found.broken) / rows
    ? 1 - levelOfUpperEnd(mirrored, rows, -shift)
    : levelOfUpperEnd(found, rows, shift);
}
