import type { Estimate } from '@mlops-actions/evaluation';
import type { GateResult, LimitGate } from './gate.ts';
import { gateResult, ruleOf } from './gate-result.ts';
import { count, decimalBeside, range } from './numbers.ts';

/** Inclusive on the point value; the interval is shown, not used, so that a limit means what it says. */
export function againstLimit(gate: LimitGate, candidate: Estimate): GateResult {
  const passes = 'min' in gate ? candidate.value >= gate.min : candidate.value <= gate.max;
  const value = decimalBeside(candidate.value, 'min' in gate ? gate.min : gate.max);
  const interval = candidate.interval === undefined ? '' : ` ${range(candidate.interval)}`;
  const told = `Metric "${gate.metric}" is ${value}${interval} on ${count(candidate.n)} rows`;
  return gateResult(gate, {
    outcome: passes ? 'pass' : 'fail',
    candidate,
    text: `${told}; gate "${gate.id}" needs ${ruleOf(gate)}`,
  });
}
