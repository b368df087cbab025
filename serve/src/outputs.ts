import type { ActionResult } from '@mlops-actions/action-kit';
import { type ServeResult, serveSummary } from '@mlops-actions/core';
import type { ServeOutput } from './inputs.ts';

/** Every output of the action and its summary. */
export function toResult(result: ServeResult): ActionResult<ServeOutput> {
  return {
    outputs: {
      outcome: result.outcome,
      endpoint: result.endpoint,
      generation: result.generation.toString(),
      'model-digest': result.modelDigest,
      'package-version': result.package.version.toString(),
    },
    summary: serveSummary(result),
  };
}
