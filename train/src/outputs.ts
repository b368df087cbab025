import { type ActionResult, verdictResult } from '@mlops-actions/action-kit';
import { imageDigest, type TrainResult, trainSummary } from '@mlops-actions/core';
import type { TrainOutput } from './inputs.ts';

/** Every output of the action, its summary, and the refusal when a gate said no. */
export function toResult(result: TrainResult): ActionResult<TrainOutput> {
  const { outcome, verdict, training, image, records } = result;
  const judged = verdictResult({ verdict, blocks: outcome === 'rejected', files: records });
  return {
    ...judged,
    outputs: {
      ...judged.outputs,
      outcome,
      'job-name': training.name,
      'model-digest': training.modelDigest,
      'image-digest': imageDigest(image.reference),
      'package-version': result.package?.version.toString(),
      'lineage-file': records.lineage,
    },
    summary: trainSummary(result),
  };
}
