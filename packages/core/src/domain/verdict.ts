import type { Disagreement, Evidences } from '@mlops-actions/evaluation';
import { type Confusion, confusionOf, disagreement, metricsFor, type Task } from '@mlops-actions/evaluation';
import { MlopsError } from './errors.ts';
import type { Opponent } from './gates/against-champion.ts';
import { applyGate } from './gates/apply-gate.ts';
import type { Gate, GateOutcome, GateResult } from './gates/gate.ts';
import { imageDigest } from './job-spec.ts';
import { type MetricReport, metricReport } from './metric-report.ts';

export type { GateOutcome, GateResult } from './gates/gate.ts';
export type { Figure, MetricReport } from './metric-report.ts';

export type VerdictWord = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'identical' | 'incomplete' | 'off';

export interface CandidateFacts {
  /** sha256 hex of model.tar.gz; of predictions that were given as files, of these. */
  readonly digest: string;
  /** Empty, as is the image, for predictions that were given as files. */
  readonly job: string;
  readonly image: string;
  /** The files of predictions that were given; such a verdict is about no model that could be registered. */
  readonly predictions?: readonly string[];
}

export interface ChampionFacts {
  readonly digest: string;
  /** Image by digest, when the registry knows it. */
  readonly image?: string;
  /** In the registry; absent for what is no version of it. */
  readonly version?: number;
  /**
   * Of the registry, what the endpoint serves, else the newest approved version. Else the model of the base commit, a file of
   * predictions, columns beside the candidate's, or stored metrics.
   */
  readonly source: 'endpoint' | 'newest-approved' | 'base' | 'file' | 'columns' | 'metrics';
}

/** Whom a candidate was compared with, as a person says it: `champion version 2`. */
export function championName({ version, source }: Pick<ChampionFacts, 'version' | 'source'>): string {
  if (version !== undefined) return `champion version ${version}`;
  if (source === 'base') return 'the model of the base commit';
  return source === 'metrics' ? "the champion's stored metrics" : "the champion's predictions";
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
  /** Rows that only one of the models gets right. */
  readonly disagreement?: Disagreement;
  /** Which class was taken for which; absent for regression and for more than 50 classes. */
  readonly confusion?: Confusion;
  /** `dry-run`: judged and shown, and blocks nothing. `off`: nothing was judged. `enforce` when absent. */
  readonly mode?: 'enforce' | 'dry-run' | 'off';
  /** `histogram`: scores were binned, and ranks may be off by `bound` at most. */
  readonly method?: 'exact' | 'histogram';
  readonly bound?: number;
  /** Of weighted rows, and of rows that belong together. */
  readonly effectiveRows?: number;
  readonly groups?: number;
  /** A: both scored on the same rows. B: a file joined by id. C: stored metrics only, a weak comparison. D: no champion. */
  readonly championLevel?: 'A' | 'B' | 'C' | 'D';
  /** How many other candidates were judged on these very rows before. */
  readonly judgedBefore?: number;
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
 * Judges a candidate on the held-out rows. A model is never compared with itself: the same model as the champion is `identical`
 * when it still holds the floors and ceilings, which may have been moved since.
 */
export function judge(request: JudgeRequest, evidence: Evidences): Verdict {
  const opponent = opponentOf(request, evidence);
  const pair: Evidences =
    opponent.kind === 'champion'
      ? { candidate: evidence.candidate, champion: opponent.evidence }
      : { candidate: evidence.candidate };
  const gates = request.gates.map((gate) => applyGate(gate, evidence.candidate, opponent));
  const word = wordOf(gates);
  return {
    ...incompleteVerdict(request),
    verdict: opponent.kind === 'identical' && word === 'pass' ? 'identical' : word,
    gates,
    metrics: metricsFor(request.task).map((metric) => metricReport(metric, pair)),
    ...disagreementOf(pair),
    ...confusionOf(pair),
  };
}

function opponentOf(request: JudgeRequest, { candidate, champion }: Evidences): Opponent {
  if (request.champion === undefined) return { kind: 'none', firstModel: request.firstModel };
  if (sameModel(request.candidate, request.champion)) return { kind: 'identical' };
  if (champion === undefined) return { kind: 'missing' };
  if (champion.task !== candidate.task || champion.ids?.join('\n') !== candidate.ids?.join('\n'))
    throw new MlopsError('UNEXPECTED', { problem: 'candidate and champion were joined to different held-out rows' });
  return { kind: 'champion', evidence: champion };
}

/** The same archive in another image may answer differently, so both count. */
const sameModel = (candidate: CandidateFacts, champion: ChampionFacts): boolean =>
  candidate.digest === champion.digest &&
  imageDigest(champion.image ?? candidate.image) === imageDigest(candidate.image);

const disagreementOf = ({ candidate, champion }: Evidences) =>
  champion === undefined || candidate.task === 'regression'
    ? {}
    : { disagreement: disagreement({ candidate, champion }) };

/**
 * True for every verdict that must not be registered. Words are listed, so that a new one blocks until it is thought about. The
 * modes that refuse nothing let every finished verdict pass; what was not finished passes nobody in any mode.
 */
export const verdictBlocks = ({ verdict, mode = 'enforce' }: Verdict): boolean =>
  verdict === 'incomplete' || (mode === 'enforce' && !['pass', 'warn', 'identical'].includes(verdict));

/** The sentences that refused a candidate or put it in doubt: of failed gates, then of inconclusive ones. */
export const decidingSentences = (verdict: Pick<Verdict, 'gates'>): readonly string[] =>
  sentencesOf(verdict, ['fail', 'inconclusive', 'warn']);

/** The findings of some outcomes, in the order of the outcomes. */
export const sentencesOf = ({ gates }: Pick<Verdict, 'gates'>, outcomes: readonly GateOutcome[]): readonly string[] =>
  outcomes.flatMap((outcome) => gates.filter((gate) => gate.outcome === outcome).map((gate) => gate.sentence));

function wordOf(gates: readonly GateResult[]): VerdictWord {
  const some = (outcome: GateOutcome) => gates.some((gate) => gate.outcome === outcome);
  // Nothing asked is nothing shown.
  if (gates.length === 0 || some('fail')) return 'fail';
  if (some('inconclusive')) return 'inconclusive';
  return some('warn') ? 'warn' : 'pass';
}
