import type { JobKind, JobState, Jobs } from '@mlops-actions/core';
import { callUnless } from './call.ts';
import type { AwsClients } from './clients.ts';
import { readLogs } from './logs.ts';
import { observeProcessing, startProcessing, stopProcessing } from './processing.ts';
import { rememberTags, type TagReader } from './shapes.ts';
import { observeTraining, startTraining, stopTraining } from './training.ts';

/** Jobs on SageMaker, or on a server that speaks its API. Throws AWS_CALL_FAILED. */
export function awsJobs(clients: AwsClients): Jobs {
  const { sagemaker } = clients;
  const tagsOf = rememberTags(sagemaker);
  return {
    start: (name, request, placement) =>
      request.kind === 'training'
        ? startTraining(sagemaker, name, request, placement)
        : startProcessing(sagemaker, name, request, placement),
    observe: (kind, name) => observe[kind](sagemaker, name, tagsOf),
    // Stopping what is already terminal answers ValidationException: the wish is fulfilled.
    stop: async (kind, name) => {
      await callUnless(STOP[kind], ['ValidationException', 'ResourceNotFound'], () => stop[kind](sagemaker, name));
    },
    logs: (kind, name, cursor) => readLogs(clients.logs, LOG_GROUPS[kind], name, cursor),
  };
}

const LOG_GROUPS: Readonly<Record<JobKind, string>> = {
  training: '/aws/sagemaker/TrainingJobs',
  processing: '/aws/sagemaker/ProcessingJobs',
};

const observe: Readonly<
  Record<JobKind, (client: AwsClients['sagemaker'], name: string, tagsOf: TagReader) => Promise<JobState | undefined>>
> = {
  training: observeTraining,
  processing: observeProcessing,
};

const STOP = { training: 'StopTrainingJob', processing: 'StopProcessingJob' } as const;

const stop = { training: stopTraining, processing: stopProcessing } as const;
