import type { Evidence } from './evidence.ts';
import { applyGate } from './gates/apply-gate.ts';
import type { Gate, GateOutcome, GateResult } from './gates/gate.ts';
import { compare, type Disagreement, disagreement } from './metrics/compare.ts';
import { isDefined, type Measured, type UndefinedReason } from './metrics/estimate.ts';
import { type MetricName, metricsFor, type Task } from './metrics/facts.ts';
import { measure } from './metrics/measure.ts';

export type { GateOutcome, GateResult } from './gates/gate.ts';

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

/** A value with its interval; `value` is null and `undefined` says why when there is none. */
export interface Figure {
  readonly value: number | null;
  readonly interval?: readonly [number, number];
  readonly n?: number;
  readonly undefined?: UndefinedReason;
}

/** One metric of both models on the held-out rows: each with its 95 % interval, the difference with its 90 % interval. */
export interface MetricReport {
  readonly metric: MetricName;
  readonly candidate: Figure;
  readonly champion?: Figure;
  readonly delta?: Figure;
}

/** The record `gate.json`. Plain data, no clock: equal evidence gives equal bytes. */
export interface Verdict {
  readonly schema: 'gate-v1';
  readonly verdict: VerdictWord;
  readonly model: string;
  readonly task: Task;
  readonly candidate: CandidateFacts;
  readonly champion?: ChampionFacts;
  readonly heldOut: { readonly digest: string; readonly rows: number };
  readonly gates: readonly GateResult[];
  readonly metrics: readonly MetricReport[];
  readonly disagreement?: Disagreement;
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
  const known = champion === undefined ? {} : { champion };
  return {
    schema: 'gate-v1',
    verdict: 'incomplete',
    model,
    task,
    candidate,
    ...known,
    heldOut,
    gates: [],
    metrics: [],
  };
}

/**
 * Judges a candidate on the held-out rows. The same model as the champion is `identical` whatever the rows say: a model is
 * never compared with itself.
 */
export function judge(request: JudgeRequest, evidence: Evidences): Verdict {
  const identical = request.champion?.digest === request.candidate.digest;
  const judged = identical ? { candidate: evidence.candidate } : evidence;
  const gates = identical
    ? []
    : request.gates.map((gate) => applyGate(gate, { evidence: judged, firstModel: request.firstModel }));
  return {
    ...incompleteVerdict(request),
    verdict: identical ? 'identical' : wordOf(gates),
    gates,
    metrics: metricsFor(request.task).map((metric) => metricReport(metric, judged)),
    ...disagreementOf(request.task, judged),
  };
}

/** Of the candidate, and of its champion when there is one. */
export interface Evidences {
  readonly candidate: Evidence;
  readonly champion?: Evidence;
}

const disagreementOf = (task: Task, { candidate, champion }: Evidences) =>
  champion === undefined || task === 'regression' ? {} : { disagreement: disagreement({ candidate, champion }) };

/** True for every verdict that must not be registered. Words are listed, so that a new one blocks until it is thought about. */
export const verdictBlocks = ({ verdict }: Verdict): boolean => !['pass', 'warn', 'identical'].includes(verdict);

function wordOf(gates: readonly GateResult[]): VerdictWord {
  const some = (outcome: GateOutcome) => gates.some((gate) => gate.outcome === outcome);
  // Nothing asked is nothing shown.
  if (gates.length === 0 || some('fail')) return 'fail';
  if (some('inconclusive')) return 'inconclusive';
  return some('warn') ? 'warn' : 'pass';
}

function metricReport(metric: MetricName, { candidate, champion }: Evidences): MetricReport {
  const now = measure(metric, candidate);
  if (champion === undefined) return { metric, candidate: figure(now) };
  const before = measure(metric, champion);
  const both = { metric, candidate: figure(now), champion: figure(before) };
  if (!isDefined(now) || !isDefined(before)) return both;
  const { delta, interval, rows } = compare(metric, now, before, { candidate, champion });
  return { ...both, delta: { value: delta, interval, n: rows } };
}

const figure = (measured: Measured): Figure =>
  isDefined(measured)
    ? { value: measured.value, interval: measured.interval, n: measured.n }
    : { value: null, undefined: measured.undefined };
