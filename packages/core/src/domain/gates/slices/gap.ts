import { type Estimate, isDefined, measure, metricFacts } from '@mlops-actions/evaluation';
import type { GapGate } from '../gate.ts';
import type { Finding } from '../gate-result.ts';
import { count, decimal, decimalBeside } from '../numbers.ts';
import { exceeds } from '../sound.ts';
import type { JudgedSlice } from './asked.ts';
import { type SliceFinding, withoutMetric } from './each-slice.ts';
import { shortName } from './short-name.ts';

interface Valued {
  readonly one: JudgedSlice;
  readonly estimate: Estimate;
}

/** Each slice against the best one; those without a value are undecided. */
export function againstBest(gate: GapGate, slices: readonly JudgedSlice[]): readonly SliceFinding[] {
  const measured = slices.map((one) => ({ one, measured: measure(gate.metric, one.evidence.candidate) }));
  const valued = measured.flatMap(({ one, measured: estimate }) => (isDefined(estimate) ? [{ one, estimate }] : []));
  const sign = metricFacts(gate.metric).better === 'higher' ? 1 : -1;
  const [best] = valued.toSorted((a, b) => sign * (b.estimate.value - a.estimate.value));
  return measured.map(({ one, measured: estimate }) => ({
    name: one.slice.name,
    rows: one.slice.rows,
    finding:
      isDefined(estimate) && best !== undefined ? behind(gate, { one, estimate }, best) : withoutMetric(gate, estimate),
  }));
}

function behind(gate: GapGate, { one, estimate }: Valued, best: Valued): Finding {
  const gap = Math.abs(best.estimate.value - estimate.value);
  const holds = !exceeds(gap, gate.maxGap);
  const values = `metric "${gate.metric}" is ${decimal(estimate.value)} on ${count(one.slice.rows)} rows and ${decimal(best.estimate.value)} on ${shortName(best.one.slice.name)}`;
  return {
    outcome: holds ? 'pass' : 'fail',
    candidate: estimate,
    text: `${values}, ${decimalBeside(gap, gate.maxGap)} apart, ${holds ? 'within' : 'more than'} the ${gate.maxGap} that gate "${gate.id}" allows`,
  };
}
