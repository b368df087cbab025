import { AwsError, type Handlers } from '../../contracts.ts';
import { arnOf } from '../arn.ts';
import { type Kind, type ListRequest, listSummaries } from '../jobs/listing.ts';
import type { RunningJobs } from '../jobs/running-jobs.ts';
import { nowSeconds, type Services } from '../services.ts';
import { checkTrainingRequest } from './check-request.ts';
import type { Interruptions } from './interruptions.ts';
import { type CreateTrainingJob, newTrainingJob, type TrainingJob } from './record.ts';
import { runTrainingJob } from './run.ts';
import type { TrainingJobs } from './state.ts';
import { isTerminal } from './transitions.ts';

interface Named {
  readonly TrainingJobName: string;
}

/** The training operations of the API. */
export function trainingHandlers(
  services: Services,
  jobs: TrainingJobs,
  running: RunningJobs,
  interruptions: Interruptions,
): Handlers {
  return {
    async CreateTrainingJob(request: CreateTrainingJob, context) {
      const name = request.TrainingJobName;
      const arn = arnOf('training-job', name, context);
      requireFreeName(jobs, name, arn);
      checkTrainingRequest(request);
      jobs.records.put(name, newTrainingJob(request, arn, nowSeconds(services)));
      services.tags.set(arn, request.Tags ?? []);
      running.start(name, (stop) => runTrainingJob(services, jobs, name, stop, interruptions));
      return { TrainingJobArn: arn };
    },

    async DescribeTrainingJob({ TrainingJobName }: Named) {
      return { ...jobs.require(TrainingJobName) };
    },

    async StopTrainingJob({ TrainingJobName }: Named) {
      const job = jobs.require(TrainingJobName);
      requireRunning(job);
      jobs.stopping(TrainingJobName);
      running.stop(TrainingJobName, 'requested');
      return {};
    },

    async DeleteTrainingJob({ TrainingJobName }: Named) {
      const job = jobs.require(TrainingJobName);
      if (!isTerminal(job)) {
        throw new AwsError(
          'ResourceInUse',
          `The training job is in status ${job.TrainingJobStatus} and cannot be deleted.`,
        );
      }
      jobs.records.delete(TrainingJobName);
      services.tags.delete(job.TrainingJobArn);
      return {};
    },

    async ListTrainingJobs(request: ListRequest) {
      const { summaries, ...token } = listSummaries(jobs.records.list(), SUMMARIES, request);
      return { TrainingJobSummaries: summaries, ...token };
    },
  };
}

function requireFreeName(jobs: TrainingJobs, name: string, arn: string): void {
  if (jobs.records.get(name) === undefined) return;
  throw new AwsError(
    'ResourceInUse',
    `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
  );
}

function requireRunning(job: TrainingJob): void {
  if (!isTerminal(job)) return;
  throw new AwsError(
    'ValidationException',
    `The request was rejected because the training job is in status ${job.TrainingJobStatus}.`,
  );
}

const SUMMARIES = {
  name: 'TrainingJobName',
  status: 'TrainingJobStatus',
  members: [
    'TrainingJobName',
    'TrainingJobArn',
    'CreationTime',
    'TrainingEndTime',
    'LastModifiedTime',
    'TrainingJobStatus',
    'SecondaryStatus',
  ],
} as const satisfies Kind<TrainingJob, keyof TrainingJob>;
