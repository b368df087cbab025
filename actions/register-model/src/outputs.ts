import type { ActionResult } from '@mlops-actions/action-kit';
import { type RegisteredModel, registeredSummary, type TrainedModel } from '@mlops-actions/core';
import type { RegisterOutput } from './inputs.ts';

/** Every output of the action and its summary. */
export function toResult(
  training: TrainedModel,
  gateId: string,
  registered: RegisteredModel,
): ActionResult<RegisterOutput> {
  const { adopted, version, approval, lineage } = registered;
  return {
    outputs: {
      outcome: adopted ? 'unchanged' : 'registered',
      'package-version': version.toString(),
      approval,
      'model-digest': training.modelDigest,
      'lineage-file': lineage,
    },
    summary: registeredSummary(training, gateId, registered),
  };
}
