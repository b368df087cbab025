import { type Comparison, type Estimate, smallestDropSeen } from '@mlops-actions/evaluation';
import type { Gate, GateCode, GateOutcome, GateResult, SliceOutcome } from './gate.ts';
import { ruleOf } from './rule-text.ts';

/** What was found out about one gate, or about one slice of it; what is absent was not found out. */
export interface Finding {
  readonly outcome: GateOutcome;
  /** A sentence without its full stop and without the place of the gate. */
  readonly text: string;
  readonly code?: GateCode;
  readonly candidate?: Pick<Estimate, 'value' | 'interval'> & { readonly n?: number };
  readonly champion?: number;
  readonly comparison?: Comparison;
  /** Of a gate on slices, corrected for the other slices; the comparison's own when absent. */
  readonly pValue?: number;
  readonly rowsNeeded?: number;
  readonly slices?: readonly SliceOutcome[];
}

/** The record of a gate; there is no other way to write one. */
export function gateResult(gate: Gate, finding: Finding): GateResult {
  const { code, text, candidate, champion, slices } = finding;
  return {
    id: gate.id,
    metric: gate.metric,
    ...('from' in gate ? { from: gate.from } : {}),
    rule: ruleOf(gate),
    outcome: softened(gate, finding.outcome),
    value: candidate?.value ?? null,
    interval: candidate?.interval ?? null,
    n: candidate?.n ?? null,
    champion: champion ?? null,
    ...compared(finding),
    ...(finding.comparison === undefined ? {} : confidenceOf(gate)),
    code: code ?? null,
    ...(gate.severity === undefined ? {} : { severity: gate.severity }),
    ...(slices === undefined ? {} : { slices }),
    file: gate.file,
    line: gate.line,
    sentence: `${text} (${gate.file}:${gate.line}).`,
  };
}

/** What would stop a model becomes `warn` where the gate says that this only warns. */
function softened(gate: Gate, outcome: GateOutcome): GateOutcome {
  if (gate.severity === 'warn' && (outcome === 'fail' || outcome === 'inconclusive')) return 'warn';
  return outcome === 'inconclusive' && gate.inconclusive === 'warn' ? 'warn' : outcome;
}

const confidenceOf = (gate: Gate): Pick<GateResult, 'confidence'> =>
  gate.confidence === undefined ? {} : { confidence: gate.confidence };

function compared({ comparison, pValue = comparison?.pValue, rowsNeeded }: Finding) {
  if (comparison === undefined) return { delta: null, deltaInterval: null, smallestDropSeen: null };
  return {
    delta: comparison.delta,
    deltaInterval: comparison.interval ?? null,
    ...(pValue === undefined ? {} : { pValue }),
    smallestDropSeen: smallestDropSeen(comparison) ?? null,
    ...(rowsNeeded === undefined ? {} : { rowsNeeded }),
  };
}
