import { type ActionResult, verdictResult } from '@mlops-actions/action-kit';
import { type Judged, type JudgedRows, judgedSummary, reportSummary, type TrainedModel } from '@mlops-actions/core';
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
  { verdict, blocks, gateId, record, report, files }: JudgedRows,
  summary: string,
  about: Pick<ActionResult<JudgeOutput>['outputs'], 'model-digest' | 'scoring-jobs'>,
): ActionResult<JudgeOutput> {
  const judged = verdictResult({ verdict, blocks, files: { ...files, gate: record } });
  return {
    ...judged,
    outputs: {
      ...judged.outputs,
      'gate-id': gateId,
      policy: report.provenance.policy,
      'held-out-digest': verdict.heldOut.digest,
      'champion-version': verdict.champion?.version?.toString(),
      metrics: JSON.stringify(
        Object.fromEntries(verdict.metrics.map(({ metric, candidate }) => [metric, candidate.value])),
      ),
      ...about,
    },
    summary,
  };
}
