import type { Disagreement, Evaluation, Evidence, Evidences } from '@mlops-actions/evaluation';
import { type Confusion, confusionOf, disagreement } from '@mlops-actions/evaluation';
import { applyGate } from './gates/apply-gate.ts';
import type { GateOutcome, GateResult } from './gates/gate.ts';
import { gateResult } from './gates/gate-result.ts';
import type { Opponent } from './gates/opponent.ts';
import type { Judged, JudgeRequest, Mode } from './judge-request.ts';
import { type MetricReport, metricReports } from './metric-report.ts';
import { opponentOf } from './opponent-of.ts';

export type { MetricFile, MetricFiles } from './gates/from-file.ts';
export type { GateOutcome, GateResult } from './gates/gate.ts';
export type { StoredMetrics } from './gates/opponent.ts';
export type { Figure, MetricReport } from './metric-report.ts';

export type VerdictWord = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'identical' | 'incomplete' | 'off';

/** The record `gate.json`. Plain data, no clock: equal evidence gives equal bytes. */
export interface Verdict extends Judged {
  readonly schema: 'gate-v1';
  readonly verdict: VerdictWord;
  readonly gates: readonly GateResult[];
  readonly metrics: readonly MetricReport[];
  /** Rows that only one of the models gets right. */
  readonly disagreement?: Disagreement;
  /** Which class was taken for which; absent for regression and for more than 50 classes. */
  readonly confusion?: Confusion;
  /** `dry-run`: judged and shown, and blocks nothing. `off`: nothing was judged. `enforce` when absent. */
  readonly mode?: Mode;
  /** `histogram`: scores were binned, and the `roc-auc` of all rows may be off by `bound` at most. */
  readonly method?: 'exact' | 'histogram';
  readonly bound?: number;
  /** Of weighted rows, and of rows that belong together. */
  readonly effectiveRows?: number;
  readonly groups?: number;
  /** A: both scored on the same rows. B: a file joined by id. C: stored metrics only, a weak comparison. D: no champion. */
  readonly championLevel?: 'A' | 'B' | 'C' | 'D';
  /** Rows that the champion answered, when these are not all: the two are compared on these. */
  readonly championRows?: number;
  /** How many other candidates were judged on these very rows before. */
  readonly judgedBefore?: number;
}

/** What is written before anything is judged: a run that dies leaves a verdict that passes nobody. */
export function incompleteVerdict(request: JudgeRequest): Verdict {
  const { model, task, candidate, champion, heldOut, mode = 'enforce', judgedBefore } = request;
  return {
    schema: 'gate-v1',
    verdict: 'incomplete',
    model,
    task,
    candidate,
    ...(champion === undefined ? {} : { champion }),
    heldOut,
    gates: [],
    metrics: [],
    ...(mode === 'enforce' ? {} : { mode }),
    ...(judgedBefore === undefined ? {} : { judgedBefore }),
  };
}

/** The verdict of `mode: off`: nothing was judged, and every gate says that nobody asked it. */
export function offVerdict(request: JudgeRequest): Verdict {
  const gates = request.gates.map((gate) => {
    const text = `Gate "${gate.id}" was not asked, because validate.mode is off`;
    return gateResult(gate, { outcome: 'skipped', code: 'MODE_OFF', text });
  });
  return { ...incompleteVerdict({ ...request, mode: 'off' }), verdict: 'off', gates };
}

/**
 * Judges a candidate on the held-out rows. A model is never compared with itself: the same model as the champion is `identical`
 * when it still holds the floors and ceilings, which may have been moved since.
 */
export function judge(request: JudgeRequest, evaluation: Evaluation): Verdict {
  const { compared = evaluation } = evaluation;
  const { candidate } = evaluation.overall;
  const opponent = opponentOf(request, compared.overall);
  const pair = pairOf(compared.overall, opponent);
  const files = request.files ?? {};
  const gates = request.gates.map((gate) => {
    const slices = 'vs' in gate ? compared : evaluation;
    return applyGate(gate, slices.overall.candidate, opponent, { slices, files });
  });
  const word = wordOf(gates);
  return {
    ...incompleteVerdict(request),
    verdict: opponent.kind === 'identical' && word === 'pass' ? 'identical' : word,
    gates,
    metrics: metricReports(request, pair, opponent, candidate),
    ...disagreementOf(pair),
    ...confusionOf({ ...pair, candidate }),
    ...methodOf(evaluation),
    ...(compared === evaluation ? {} : { championRows: compared.rows }),
    ...levelOfChampion(request, opponent),
  };
}

/** Both models on the same rows, as far as there is a champion that was scored. */
const pairOf = ({ candidate }: Evidences, opponent: Opponent): Evidences =>
  opponent.kind === 'champion' ? { candidate, champion: opponent.evidence } : { candidate };

/** Of the same rows, so that a verdict says how sure ranks and intervals are. */
function methodOf({ method, bound, effectiveRows, groups }: Evaluation) {
  return {
    method,
    ...(bound === undefined ? {} : { bound }),
    ...(effectiveRows === undefined ? {} : { effectiveRows }),
    ...(groups === undefined ? {} : { groups }),
  };
}

function levelOfChampion({ champion }: JudgeRequest, { kind }: Opponent): Pick<Verdict, 'championLevel'> {
  if (kind === 'none') return { championLevel: 'D' };
  if (kind === 'stored') return { championLevel: 'C' };
  return kind === 'champion' ? { championLevel: champion?.source === 'file' ? 'B' : 'A' } : {};
}

const disagreementOf = ({ candidate, champion }: Evidences) =>
  champion === undefined || candidate.task === 'regression' || hasNoAnswers(candidate) || hasNoAnswers(champion)
    ? {}
    : { disagreement: disagreement({ candidate, champion }) };

/** Of a ranking without threshold and predictions. */
const hasNoAnswers = ({ predicted }: Evidence): boolean => predicted.length === 0;

/**
 * True for every verdict that must not be registered. Words are listed, so that a new one blocks until it is thought about. The
 * modes that refuse nothing let every finished verdict pass; what was not finished passes nobody in any mode.
 */
export const verdictBlocks = ({ verdict, mode = 'enforce' }: Verdict): boolean =>
  verdict === 'incomplete' || (mode === 'enforce' && !['pass', 'warn', 'identical'].includes(verdict));

/** The sentences that refused a candidate or put it in doubt: of failed gates, then of inconclusive ones. */
export const decidingSentences = (verdict: Pick<Verdict, 'gates'>): readonly string[] =>
  sentencesOf(verdict, ['fail', 'inconclusive', 'warn']);

/** Ids of the gates with an outcome. */
export const gatesThat = ({ gates }: Pick<Verdict, 'gates'>, outcome: GateOutcome): readonly string[] =>
  gates.flatMap((gate) => (gate.outcome === outcome ? [gate.id] : []));

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
