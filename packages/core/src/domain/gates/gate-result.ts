import {
  type Comparison,
  type Estimate,
  isDefined,
  type Measured,
  rowsNeeded,
  smallestDropSeen,
} from '@mlops-actions/evaluation';
import type { Gate, GateCode, GateOutcome, GateResult } from './gate.ts';

/** What was found out about one gate; what is absent was not found out. */
export interface Finding {
  readonly outcome: GateOutcome;
  /** A sentence without its full stop and without the place of the gate. */
  readonly text: string;
  readonly code?: GateCode;
  readonly candidate?: Estimate;
  readonly champion?: Measured;
  readonly comparison?: Comparison;
}

/** The record of a gate. A finding that is inconclusive becomes `warn` where the gate says that this only warns. */
export function gateResult(gate: Gate, finding: Finding): GateResult {
  const { outcome, code, text, candidate, champion } = finding;
  return {
    id: gate.id,
    metric: gate.metric,
    rule: ruleOf(gate),
    outcome: outcome === 'inconclusive' && gate.inconclusive === 'warn' ? 'warn' : outcome,
    value: candidate?.value ?? null,
    interval: candidate?.interval ?? null,
    n: candidate?.n ?? null,
    champion: champion !== undefined && isDefined(champion) ? champion.value : null,
    ...compared(gate, finding.comparison),
    code: code ?? null,
    file: gate.file,
    line: gate.line,
    sentence: `${text} (${gate.file}:${gate.line}).`,
  };
}

export function ruleOf(gate: Gate): string {
  if ('min' in gate) return `≥ ${gate.min}`;
  if ('max' in gate) return `≤ ${gate.max}`;
  return `not worse than the champion by more than ${gate.margin}`;
}

function compared(gate: Gate, comparison: Comparison | undefined) {
  if (comparison === undefined) return { delta: null, deltaInterval: null, smallestDropSeen: null };
  const needed = 'vs' in gate ? rowsNeeded(comparison, gate.margin) : undefined;
  return {
    delta: comparison.delta,
    deltaInterval: comparison.interval ?? null,
    ...(comparison.pValue === undefined ? {} : { pValue: comparison.pValue }),
    smallestDropSeen: smallestDropSeen(comparison) ?? null,
    ...(needed === undefined ? {} : { rowsNeeded: needed }),
  };
}
