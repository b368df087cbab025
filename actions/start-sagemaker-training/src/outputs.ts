import type { ActionResult } from '@mlops-actions/action-kit';
import { imageDigest, MlopsError, type TrainingRun, trainingSummary } from '@mlops-actions/core';
import type { TrainingOutput } from './inputs.ts';

const OUTCOMES = {
  completed: 'trained',
  unchanged: 'unchanged',
  started: 'started',
  detached: 'detached',
  failed: 'failed',
} as const satisfies Record<TrainingRun['outcome'], string>;

/** Every output of the action, its summary, and the failure of a job that failed or went out of sight. */
export function toResult(model: string, run: TrainingRun): ActionResult<TrainingOutput> {
  const { state } = run;
  return {
    outputs: {
      outcome: OUTCOMES[run.outcome],
      'job-name': run.name,
      status: state?.status,
      'secondary-status': state?.secondaryStatus,
      'model-uri': run.model?.artefactUri,
      'model-digest': run.model?.modelDigest,
      'image-digest': imageDigest(run.image),
      'instance-type': state?.instanceType,
      'training-seconds': state?.trainingSeconds?.toString(),
      'billable-seconds': state?.billableSeconds?.toString(),
      metrics: JSON.stringify(state?.metrics ?? {}),
      spec: run.spec,
      'failure-reason': run.outcome === 'failed' ? run.reason : undefined,
    },
    summary: trainingSummary(model, run),
    ...failureOf(run),
  };
}

function failureOf({ outcome, name, state, lastLines, reason = 'no reason was given' }: TrainingRun): {
  failure?: MlopsError;
} {
  const kind = 'training';
  if (outcome === 'detached') return { failure: new MlopsError('JOB_DETACHED', { kind, name, reason }) };
  if (outcome !== 'failed') return {};
  return {
    failure: new MlopsError('JOB_FAILED', { kind, name, status: state?.status ?? 'Failed', reason, lastLines }),
  };
}
