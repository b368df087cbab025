import type { ActionResult } from '@mlops-actions/action-kit';
import { decidingSentences, imageDigest, MlopsError, type TrainResult, trainSummary } from '@mlops-actions/core';
import type { TrainOutput } from './inputs.ts';

/** Every output of the action, its summary, and the refusal when a gate said no. */
export function toResult(result: TrainResult): ActionResult<TrainOutput> {
  const { outcome, verdict, training, image, records } = result;
  return {
    outputs: {
      outcome,
      verdict: verdict.verdict,
      'job-name': training.name,
      'model-digest': training.modelDigest,
      'image-digest': imageDigest(image.reference),
      'package-version': result.package?.version.toString(),
      'gate-file': records.gate,
      'lineage-file': records.lineage,
    },
    summary: trainSummary(result),
    ...(outcome === 'rejected' ? { failure: refusal(result) } : {}),
  };
}

const refusal = ({ model, verdict }: TrainResult) =>
  new MlopsError('GATE_REJECTED', { model, sentences: decidingSentences(verdict) });
