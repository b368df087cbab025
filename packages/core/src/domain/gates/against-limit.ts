import type { Estimate } from '@mlops-actions/evaluation';
import type { LimitGate, Limits } from './gate.ts';
import type { Finding } from './gate-result.ts';
import { decimalBeside, range } from './numbers.ts';
import { limitsText, rowsText } from './rule-text.ts';
import { type End, rangeOf, withinBound } from './within-bound.ts';

/**
 * Inclusive on the point value; the interval is shown, not used, so that a limit means what it says. Where binned scores leave
 * the value open, all that it may be has to hold, or to fail.
 */
export function againstLimit(gate: LimitGate, candidate: Estimate): Finding {
  const value = decimalBeside(candidate.value, nearestLimit(gate, candidate.value));
  const interval = candidate.interval === undefined ? '' : ` ${range(candidate.interval)}`;
  const told = `Metric "${gate.metric}" is ${value}${interval} on ${rowsText(gate.metric, candidate.n)}`;
  const text = `${told}; gate "${gate.id}" needs ${limitsText(gate)}`;
  return withinBound(gate.id, told, candidate.bound ?? 0, (end) => ({
    outcome: holdsAt(end, gate, candidate) ? 'pass' : 'fail',
    candidate,
    text,
  }));
}

/** At worst every value of the range has to hold, at best a single one. */
function holdsAt(end: End, gate: Limits, candidate: Estimate): boolean {
  if (end === 0) return holds(gate, candidate.value);
  const [low, high] = rangeOf(candidate);
  if (end < 0) return holds(gate, low) && holds(gate, high);
  if ('between' in gate) return high >= gate.between[0] && low <= gate.between[1];
  return holds(gate, low) || holds(gate, high);
}

/** False for what is no number. */
export function holds(limits: Limits, value: number): boolean {
  if ('between' in limits) return value >= limits.between[0] && value <= limits.between[1];
  return 'min' in limits ? value >= limits.min : value <= limits.max;
}

/** The end that a value has to be told apart from. */
export function nearestLimit(limits: Limits, value: number): number {
  if (!('between' in limits)) return 'min' in limits ? limits.min : limits.max;
  const [low, high] = limits.between;
  return Math.abs(value - low) < Math.abs(value - high) ? low : high;
}
