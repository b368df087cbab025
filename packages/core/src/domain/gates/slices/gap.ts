import { type Estimate, isDefined, measure, metricFacts } from '@mlops-actions/evaluation';
import type { GapGate } from '../gate.ts';
import type { Finding } from '../gate-result.ts';
import { count, decimal, decimalBeside } from '../numbers.ts';
import { exceeds } from '../sound.ts';
import { type End, withinBound } from '../within-bound.ts';
import type { JudgedSlice } from './asked.ts';
import { type SliceFinding, withoutMetric } from './each-slice.ts';
import { lacksClass, unlessOneClass } from './one-class.ts';
import { shortName } from './short-name.ts';

interface Valued {
  readonly one: JudgedSlice;
  readonly estimate: Estimate;
}

/** Each slice against the best one; those without a value are undecided, and what one class alone makes is no best value. */
export function againstBest(gate: GapGate, slices: readonly JudgedSlice[]): readonly SliceFinding[] {
  const measured = slices.map((one) => ({ one, measured: measure(gate.metric, one.evidence.candidate) }));
  const valued = measured.flatMap(({ one, measured: estimate }) => (isDefined(estimate) ? [{ one, estimate }] : []));
  const peers = valued.filter(({ one }) => !lacksClass(gate.metric, one.evidence.candidate));
  return measured.map(({ one, measured: estimate }) => ({
    name: one.slice.name,
    rows: one.slice.rows,
    finding: isDefined(estimate) ? behind(gate, { one, estimate }, peers) : withoutMetric(gate, estimate),
  }));
}

function behind(gate: GapGate, own: Valued, peers: readonly Valued[]): Finding {
  const { one, estimate } = own;
  const others = peers.filter((peer) => peer.one !== one);
  const best = bestOf(gate, peers) ?? own;
  const gap = Math.abs(goodness(gate, best, 0) - goodness(gate, own, 0));
  const holds = !exceeds(gap, gate.maxGap);
  const told = `metric "${gate.metric}" is ${decimal(estimate.value)} on ${count(one.slice.rows)} rows and ${decimal(best.estimate.value)} on ${shortName(best.one.slice.name)}`;
  const text = `${told}, ${decimalBeside(gap, gate.maxGap)} apart, ${holds ? 'within' : 'more than'} the ${gate.maxGap} that gate "${gate.id}" allows`;
  const bound = (estimate.bound ?? 0) + Math.max(0, ...others.map((other) => other.estimate.bound ?? 0));
  const found = withinBound(gate.id, told, bound, (end) => ({
    outcome: exceeds(gapAt(end, gate, own, others), gate.maxGap) ? 'fail' : 'pass',
    candidate: estimate,
    text,
  }));
  return unlessOneClass(gate, one.evidence.candidate, found);
}

const bestOf = (gate: GapGate, peers: readonly Valued[]): Valued | undefined =>
  peers.toSorted((a, b) => goodness(gate, b, 0) - goodness(gate, a, 0))[0];

/** How far a slice lies behind the best of the others; below 0 for the best one. */
const gapAt = (end: End, gate: GapGate, own: Valued, others: readonly Valued[]): number =>
  Math.max(...others.map((other) => goodness(gate, other, end === 0 ? 0 : end < 0 ? 1 : -1))) -
  goodness(gate, own, end);

/** Higher is better, whatever the metric, at one end of what binned scores leave open. */
const goodness = ({ metric }: GapGate, { estimate: { value, bound = 0 } }: Valued, end: End): number =>
  (metricFacts(metric).better === 'higher' ? value : -value) + end * bound;
