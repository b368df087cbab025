import type { ActionResult } from '@mlops-actions/action-kit';
import {
  imageDigest,
  type PlanResult,
  type ReleaseResult,
  releaseSummary,
  type ServeResult,
  servePlanSummary,
  serveSummary,
} from '@mlops-actions/core';
import type { DeployOutput } from './inputs.ts';

type Result = ActionResult<DeployOutput>;

/** A deploy or a roll-back. */
export const served = (result: ServeResult): Result => ({
  outputs: {
    outcome: result.outcome,
    endpoint: result.endpoint,
    generation: result.generation.toString(),
    'model-digest': result.modelDigest,
    'package-version': result.package.version.toString(),
    'image-digest': imageDigest(result.image),
    'previous-model-digest': result.previousModelDigest,
    'plan-file': undefined,
  },
  summary: serveSummary(result),
});

/** What a deploy would do. */
export function planned(result: PlanResult): Result {
  const { endpoint, wanted, current } = result.plan;
  return {
    outputs: {
      outcome: 'planned',
      endpoint,
      generation: current?.generation?.toString(),
      'model-digest': wanted.modelDigest,
      'package-version': wanted.version.toString(),
      'image-digest': imageDigest(wanted.image),
      'previous-model-digest': current?.model?.modelDigest,
      'plan-file': result.record,
    },
    summary: servePlanSummary(result),
  };
}

/** Which models may be deployed again. */
export const released = (result: ReleaseResult): Result => ({
  outputs: {
    outcome: result.outcome,
    endpoint: result.endpoint,
    generation: undefined,
    'model-digest': undefined,
    'package-version': undefined,
    'image-digest': undefined,
    'previous-model-digest': undefined,
    'plan-file': undefined,
  },
  summary: releaseSummary(result),
});
