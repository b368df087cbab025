import type { ActionResult } from '@mlops-actions/action-kit';
import {
  decidingSentences,
  gateAnnotations,
  gatesThat,
  type Judged,
  type JudgedRows,
  judgedSummary,
  MlopsError,
  reportSummary,
  type TrainedModel,
} from '@mlops-actions/core';
import type { JudgeOutput } from './inputs.ts';

/** Every output about a model, its summary, and the refusal when a gate said no. */
export const toModelResult = (training: TrainedModel, judged: Judged): ActionResult<JudgeOutput> =>
  toResult(judged, judgedSummary(training, judged), {
    'model-digest': training.modelDigest,
    'scoring-jobs': judged.scoringJobs.join(','),
  });

/** The same about files of predictions, behind which there is no model. */
export const toPredictionsResult = (judged: JudgedRows): ActionResult<JudgeOutput> =>
  toResult(judged, reportSummary(judged.report), { 'model-digest': undefined, 'scoring-jobs': undefined });

function toResult(
  judged: JudgedRows,
  summary: string,
  about: Pick<ActionResult<JudgeOutput>['outputs'], 'model-digest' | 'scoring-jobs'>,
): ActionResult<JudgeOutput> {
  const { verdict, files, report } = judged;
  return {
    outputs: {
      verdict: verdict.verdict,
      'gate-id': judged.gateId,
      'gate-file': judged.record,
      'report-file': files.report,
      'report-html': files.html,
      'metrics-file': files.metrics,
      'model-card': files.modelCard,
      rows: verdict.heldOut.rows.toString(),
      'failed-gates': gatesThat(verdict, 'fail').join(','),
      'inconclusive-gates': gatesThat(verdict, 'inconclusive').join(','),
      policy: report.provenance.policy,
      'held-out-digest': verdict.heldOut.digest,
      'champion-version': verdict.champion?.version?.toString(),
      metrics: JSON.stringify(
        Object.fromEntries(verdict.metrics.map(({ metric, candidate }) => [metric, candidate.value])),
      ),
      ...about,
    },
    summary,
    annotations: gateAnnotations(verdict),
    ...(judged.blocks ? { failure: refusal(judged) } : {}),
  };
}

const refusal = ({ verdict }: JudgedRows) =>
  new MlopsError('GATE_REJECTED', { model: verdict.model, sentences: decidingSentences(verdict) });
