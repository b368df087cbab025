import { AwsError, type Handlers } from '../../contracts.ts';
import { arnOf } from '../arn.ts';
import { type Kind, type ListRequest, listSummaries } from '../jobs/listing.ts';
import type { RunningJobs } from '../jobs/running-jobs.ts';
import { nowSeconds, type Services } from '../services.ts';
import { checkProcessingRequest } from './check-request.ts';
import { type CreateProcessingJob, isTerminal, newProcessingJob, type ProcessingJob } from './record.ts';
import { runProcessingJob } from './run.ts';
import type { ProcessingJobs } from './state.ts';

interface Named {
  readonly ProcessingJobName: string;
}

/** The processing operations of the API. */
export function processingHandlers(services: Services, jobs: ProcessingJobs, running: RunningJobs): Handlers {
  return {
    async CreateProcessingJob(request: CreateProcessingJob, context) {
      const name = request.ProcessingJobName;
      const arn = arnOf('processing-job', name, context);
      requireFreeName(jobs, name, arn);
      checkProcessingRequest(request);
      jobs.records.put(name, newProcessingJob(request, arn, nowSeconds(services)));
      services.tags.set(arn, request.Tags ?? []);
      running.start(name, (stop) => runProcessingJob(services, jobs, name, stop));
      return { ProcessingJobArn: arn };
    },

    async DescribeProcessingJob({ ProcessingJobName }: Named) {
      return { ...jobs.require(ProcessingJobName) };
    },

    async StopProcessingJob({ ProcessingJobName }: Named) {
      const job = jobs.require(ProcessingJobName);
      if (isTerminal(job)) {
        const text = `The request was rejected because the processing job is in status ${job.ProcessingJobStatus}.`;
        throw new AwsError('ValidationException', text);
      }
      jobs.stopping(ProcessingJobName);
      running.stop(ProcessingJobName, 'requested');
      return {};
    },

    async DeleteProcessingJob({ ProcessingJobName }: Named) {
      const job = jobs.require(ProcessingJobName);
      if (!isTerminal(job)) {
        const text = `The processing job is in status ${job.ProcessingJobStatus} and cannot be deleted.`;
        throw new AwsError('ResourceInUse', text);
      }
      jobs.records.delete(ProcessingJobName);
      services.tags.delete(job.ProcessingJobArn);
      return {};
    },

    async ListProcessingJobs(request: ListRequest) {
      const { summaries, ...token } = listSummaries(jobs.records.list(), SUMMARIES, request);
      return { ProcessingJobSummaries: summaries, ...token };
    },
  };
}

const SUMMARIES = {
  name: 'ProcessingJobName',
  status: 'ProcessingJobStatus',
  members: [
    'ProcessingJobName',
    'ProcessingJobArn',
    'CreationTime',
    'ProcessingEndTime',
    'LastModifiedTime',
    'ProcessingJobStatus',
    'FailureReason',
    'ExitMessage',
  ],
} as const satisfies Kind<ProcessingJob, keyof ProcessingJob>;

function requireFreeName(jobs: ProcessingJobs, name: string, arn: string): void {
  if (jobs.records.get(name) === undefined) return;
  const text = `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`;
  throw new AwsError('ResourceInUse', text);
}
