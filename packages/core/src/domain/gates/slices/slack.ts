import { metricFacts } from '@mlops-actions/evaluation';
import type { RowsGate } from '../gate.ts';
import type { Finding } from '../gate-result.ts';

/** How far a slice is on the right side of what the gate asks: orders slices, and without a value comes first. */
export function slackOf(gate: RowsGate, { candidate, comparison }: Finding): number {
  if (candidate === undefined) return Number.NEGATIVE_INFINITY;
  const sign = metricFacts(gate.metric).better === 'higher' ? 1 : -1;
  if ('vs' in gate) return comparison === undefined ? Number.NEGATIVE_INFINITY : sign * comparison.delta;
  if ('maxGap' in gate) return sign * candidate.value;
  if ('between' in gate) return Math.min(candidate.value - gate.between[0], gate.between[1] - candidate.value);
  return 'min' in gate ? candidate.value - gate.min : gate.max - candidate.value;
}
