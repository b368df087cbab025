import type { Evidence } from './evidence.ts';
import { applyGate } from './gates/apply-gate.ts';
import type { Gate, GateResult } from './gates/gate.ts';
import { compare, type Disagreement, disagreement } from './metrics/compare.ts';
import { isDefined, type UndefinedReason } from './metrics/estimate.ts';
import { type MetricName, metricsFor, type Task } from './metrics/facts.ts';
import { measure } from './metrics/measure.ts';

export type VerdictWord = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'identical' | 'incomplete';

export interface CandidateFacts {
  /** sha256 hex of model.tar.gz. */
  readonly digest: string;
  readonly job: string;
  readonly image: string;
}

export interface ChampionFacts {
  readonly digest: string;
  readonly version: number;
  readonly source: 'endpoint' | 'newest-approved';
}

/** One metric of both models on the held-out rows; null where it has no value. */
export interface MetricLine {
  readonly metric: MetricName;
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number | null;
  readonly undefined: UndefinedReason | null;
  readonly champion: number | null;
  readonly delta: number | null;
  readonly deltaInterval: readonly [number, number] | null;
}

/** The record `gate.json`. Plain data, no clock: equal evidence gives equal bytes. */
export interface Verdict {
  readonly schema: 'gate-v1';
  readonly verdict: VerdictWord;
  readonly model: string;
  readonly task: Task;
  readonly candidate: CandidateFacts;
  readonly champion: ChampionFacts | null;
  readonly heldOut: { readonly digest: string; readonly rows: number };
  readonly gates: readonly GateResult[];
  readonly metrics: readonly MetricLine[];
  readonly disagreement: Disagreement | null;
}

export interface JudgeRequest {
  readonly model: string;
  readonly task: Task;
  readonly candidate: CandidateFacts;
  readonly champion?: ChampionFacts;
  readonly heldOut: Verdict['heldOut'];
  readonly gates: readonly Gate[];
  readonly firstModel: 'pass' | 'fail';
}

/** What is written before anything is judged: a run that dies leaves a verdict that passes nobody. */
export function incompleteVerdict(request: JudgeRequest): Verdict {
  const { model, task, candidate, champion, heldOut } = request;
  const nothing = { gates: [], metrics: [], disagreement: null };
  return {
    schema: 'gate-v1',
    verdict: 'incomplete',
    model,
    task,
    candidate,
    champion: champion ?? null,
    heldOut,
    ...nothing,
  };
}

/**
 * Judges a candidate on the held-out rows. The same model as the champion is `identical` whatever the rows say: a model is
 * never compared with itself.
 */
export function judge(
  request: JudgeRequest,
  evidence: { readonly candidate: Evidence; readonly champion?: Evidence },
): Verdict {
  const identical = request.champion?.digest === request.candidate.digest;
  const pair =
    identical || evidence.champion === undefined
      ? { candidate: evidence.candidate }
      : { candidate: evidence.candidate, champion: evidence.champion };
  const gates = identical
    ? []
    : request.gates.map((gate) => applyGate(gate, { evidence: pair, firstModel: request.firstModel }));
  return {
    ...incompleteVerdict(request),
    verdict: identical ? 'identical' : wordOf(gates),
    gates,
    metrics: metricsFor(request.task).map((metric) => metricLine(metric, pair)),
    disagreement:
      pair.champion === undefined || request.task === 'regression'
        ? null
        : disagreement({ candidate: pair.candidate, champion: pair.champion }),
  };
}

/** True for every verdict that must not be registered. Words are listed, so that a new one blocks until it is thought about. */
export const verdictBlocks = ({ verdict }: Verdict): boolean => !['pass', 'warn', 'identical'].includes(verdict);

function wordOf(gates: readonly GateResult[]): VerdictWord {
  // Nothing asked is nothing shown.
  if (gates.length === 0 || gates.some(({ outcome }) => outcome === 'fail')) return 'fail';
  if (gates.some(({ outcome, blocks }) => outcome === 'inconclusive' && blocks)) return 'inconclusive';
  return gates.some(({ outcome }) => outcome === 'inconclusive') ? 'warn' : 'pass';
}

function metricLine(
  metric: MetricName,
  pair: { readonly candidate: Evidence; readonly champion?: Evidence },
): MetricLine {
  const candidate = measure(metric, pair.candidate);
  const champion = pair.champion === undefined ? undefined : measure(metric, pair.champion);
  const comparison =
    pair.champion !== undefined && champion !== undefined && isDefined(champion) && isDefined(candidate)
      ? compare(metric, candidate, champion, { candidate: pair.candidate, champion: pair.champion })
      : undefined;
  return {
    metric,
    value: isDefined(candidate) ? candidate.value : null,
    interval: isDefined(candidate) ? candidate.interval : null,
    n: isDefined(candidate) ? candidate.n : null,
    undefined: isDefined(candidate) ? null : candidate.undefined,
    champion: champion !== undefined && isDefined(champion) ? champion.value : null,
    delta: comparison?.delta ?? null,
    deltaInterval: comparison?.interval ?? null,
  };
}
