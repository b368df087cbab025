import type { Records } from '../../contracts.ts';
import { AwsError } from '../../contracts.ts';
import { failureReason, serverStopped } from '../jobs/failure-reason.ts';
import type { StopCause } from '../jobs/program.ts';
import { nowSeconds, type Services } from '../services.ts';
import type { MetricData, TrainingJob } from './record.ts';
import { enter, finish, isTerminal } from './transitions.ts';

/** The stored training jobs and every change that a running job makes to its record. */
export interface TrainingJobs {
  readonly records: Records<TrainingJob>;
  /** Throws AwsError `ValidationException`, which is how SageMaker says "not found". */
  require(name: string): TrainingJob;
  enter(name: string, secondaryStatus: string, message: string): void;
  measured(name: string, metrics: readonly MetricData[]): void;
  stopping(name: string): void;
  completed(name: string): void;
  stopped(name: string, cause: StopCause): void;
  /** `reason` is the FailureReason itself, or an error to make it from. */
  fail(name: string, reason: unknown): void;
}

/** Opens the records. A job that has ended is never changed again, whoever comes late. */
export function openTrainingJobs(services: Pick<Services, 'store' | 'clock'>): TrainingJobs {
  const records = services.store.records<TrainingJob>('training-job');
  const change = (name: string, next: (job: TrainingJob, now: number) => TrainingJob) => {
    const job = records.get(name);
    if (job !== undefined && !isTerminal(job)) records.put(name, next(job, nowSeconds(services)));
  };
  const fail = (name: string, reason: string) =>
    change(name, (job, now) => ({
      ...finish(job, 'Failed', 'Failed', 'Training job failed', now),
      FailureReason: reason,
    }));

  return {
    records,
    require(name) {
      const job = records.get(name);
      if (job === undefined) throw new AwsError('ValidationException', 'Requested resource not found.');
      return job;
    },
    enter: (name, status, message) =>
      change(name, (job, now) => {
        const next = enter(job, status, message, now);
        return status === 'Training' ? { TrainingStartTime: now, ...next } : next;
      }),
    measured: (name, metrics) =>
      change(name, (job) => (metrics.length === 0 ? job : { ...job, FinalMetricDataList: metrics })),
    stopping: (name) =>
      change(name, (job, now) => {
        if (job.TrainingJobStatus === 'Stopping') return job;
        return { ...enter(job, 'Stopping', 'Stopping the training job', now), TrainingJobStatus: 'Stopping' };
      }),
    completed: (name) =>
      change(name, (job, now) => finish(job, 'Completed', 'Completed', 'Training job completed', now)),
    stopped(name, cause) {
      if (cause === 'closing') fail(name, serverStopped);
      else change(name, (job, now) => finish(job, 'Stopped', ...stoppedStatus(cause), now));
    },
    fail: (name, reason) => fail(name, typeof reason === 'string' ? reason : failureReason(reason)),
  };
}

function stoppedStatus(cause: Exclude<StopCause, 'closing'>): [status: string, message: string] {
  switch (cause) {
    case 'max-runtime':
      return ['MaxRuntimeExceeded', 'Training job runtime exceeded MaxRuntimeInSeconds provided'];
    case 'max-wait':
      return ['MaxWaitTimeExceeded', 'Training job wait time exceeded MaxWaitTimeInSeconds provided'];
    case 'requested':
    case 'interrupted':
      return ['Stopped', 'Training job stopped'];
  }
}
