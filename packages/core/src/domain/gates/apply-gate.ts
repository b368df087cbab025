import type { Estimate, Evidence } from '@mlops-actions/evaluation';
import { isDefined, measure } from '@mlops-actions/evaluation';
import { againstChampion } from './against-champion.ts';
import { againstLimit } from './against-limit.ts';
import { fromFile, type MetricFiles } from './from-file.ts';
import type { ChampionGate, Gate, GateResult, LimitGate, RowsGate } from './gate.ts';
import { type Finding, gateResult } from './gate-result.ts';
import { isOneClass } from './one-class.ts';
import { type Comparable, compareWith, type Opponent } from './opponent.ts';
import type { EvaluatedSlices } from './slices/asked.ts';
import { onSlices } from './slices/on-slices.ts';
import { withoutComparison } from './without-comparison.ts';

/** What gates ask beside the held-out rows as a whole. Absent is not there, and nothing that is not there passes. */
export interface Aside {
  readonly slices?: EvaluatedSlices;
  readonly files?: MetricFiles;
}

/** Applies one gate. Never throws: evidence that cannot answer fails or is inconclusive, with a code. */
export function applyGate(gate: Gate, evidence: Evidence, opponent: Opponent, aside: Aside = {}): GateResult {
  if ('from' in gate) return gateResult(gate, fromFile(gate, aside.files ?? {}));
  if ('maxGap' in gate || gate.slices !== undefined) return gateResult(gate, sliced(gate, opponent, aside));
  return gateResult(gate, onWhole(gate, evidence, opponent));
}

function sliced(gate: RowsGate, opponent: Opponent, { slices }: Aside): Finding {
  if ('vs' in gate && !isComparable(opponent)) return withoutComparison(gate, opponent);
  return onSlices(gate, slices ?? { slices: [], slicesLeftOut: 0 }, opponent);
}

function onWhole(gate: LimitGate | ChampionGate, evidence: Evidence, opponent: Opponent): Finding {
  // Some metrics have a value all the same, and a model that knows a single answer would have the best one.
  if (isOneClass(evidence)) return withoutMetric(gate, 'one-class');
  const candidate = measure(gate.metric, evidence);
  if (!isDefined(candidate)) return withoutMetric(gate, candidate.undefined);
  if (!Number.isFinite(candidate.value)) return withoutMetric(gate, 'not a finite number');
  return 'vs' in gate ? versus(gate, candidate, evidence, opponent) : againstLimit(gate, candidate);
}

const withoutMetric = (gate: RowsGate, reason: string): Finding => ({
  outcome: 'fail',
  code: 'METRIC_UNDEFINED',
  text: `Metric "${gate.metric}" has no value (${reason}), so gate "${gate.id}" cannot pass`,
});

function versus(gate: ChampionGate, candidate: Estimate, evidence: Evidence, opponent: Opponent): Finding {
  if (!isComparable(opponent)) return { candidate, ...withoutComparison(gate, opponent) };
  const compared = compareWith(gate.metric, candidate, evidence, opponent, gate.confidence);
  return againstChampion(gate, { candidate, compared });
}

const isComparable = (opponent: Opponent): opponent is Comparable =>
  opponent.kind === 'champion' || opponent.kind === 'stored';
