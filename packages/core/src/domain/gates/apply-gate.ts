import type { Evidence } from '@mlops-actions/evaluation';
import { isDefined, measure } from '@mlops-actions/evaluation';
import { againstChampion, type Opponent } from './against-champion.ts';
import { againstLimit } from './against-limit.ts';
import type { Gate, GateResult } from './gate.ts';
import { gateResult } from './gate-result.ts';

/** Applies one gate. Never throws: evidence that cannot answer fails or is inconclusive, with a code. */
export function applyGate(gate: Gate, evidence: Evidence, opponent: Opponent): GateResult {
  const candidate = measure(gate.metric, evidence);
  if (!isDefined(candidate)) {
    const text = `Metric "${gate.metric}" has no value (${candidate.undefined}), so gate "${gate.id}" cannot pass`;
    return gateResult(gate, { outcome: 'fail', code: 'METRIC_UNDEFINED', text });
  }
  return 'vs' in gate ? againstChampion(gate, candidate, evidence, opponent) : againstLimit(gate, candidate);
}
