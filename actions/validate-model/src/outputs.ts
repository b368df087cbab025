import type { ActionResult } from '@mlops-actions/action-kit';
import { decidingSentences, type Judged, judgedSummary, MlopsError, type TrainedModel } from '@mlops-actions/core';
import type { JudgeOutput } from './inputs.ts';

/** Every output of the action, its summary, and the refusal when a gate said no. */
export function toResult(training: TrainedModel, judged: Judged): ActionResult<JudgeOutput> {
  const { verdict } = judged;
  return {
    outputs: {
      verdict: verdict.verdict,
      'gate-id': judged.gateId,
      'gate-file': judged.record,
      'model-digest': training.modelDigest,
      'champion-version': verdict.champion?.version?.toString(),
      'scoring-jobs': judged.scoringJobs.join(','),
      metrics: JSON.stringify(
        Object.fromEntries(verdict.metrics.map(({ metric, candidate }) => [metric, candidate.value])),
      ),
    },
    summary: judgedSummary(training, judged),
    ...(judged.blocks ? { failure: refusal(judged) } : {}),
  };
}

const refusal = ({ verdict }: Judged) =>
  new MlopsError('GATE_REJECTED', { model: verdict.model, sentences: decidingSentences(verdict) });
