import { AwsError, type Records } from '../../contracts.ts';
import { cut, failureReason, serverStopped } from '../jobs/failure-reason.ts';
import type { StopCause } from '../jobs/program.ts';
import { nowSeconds, type Services } from '../services.ts';
import { isTerminal, type ProcessingJob } from './record.ts';

/** The stored processing jobs and every change that a running job makes to its record. */
export interface ProcessingJobs {
  readonly records: Records<ProcessingJob>;
  /** Throws AwsError `ValidationException`, which is how SageMaker says "not found". */
  require(name: string): ProcessingJob;
  started(name: string): void;
  stopping(name: string): void;
  /** What the program wrote for whoever asked for the job. */
  said(name: string, message: string): void;
  completed(name: string): void;
  stopped(name: string, cause: StopCause): void;
  /** `reason` is the FailureReason itself, or an error to make it from. */
  fail(name: string, reason: unknown): void;
}

/** Opens the records. A job that has ended is never changed again, whoever comes late. */
export function openProcessingJobs(services: Pick<Services, 'store' | 'clock'>): ProcessingJobs {
  const records = services.store.records<ProcessingJob>('processing-job');
  const change = (name: string, fields: (now: number) => Partial<ProcessingJob>) => {
    const job = records.get(name);
    if (job === undefined || isTerminal(job)) return;
    const now = nowSeconds(services);
    records.put(name, { ...job, LastModifiedTime: now, ...fields(now) });
  };
  const finish = (name: string, ProcessingJobStatus: ProcessingJob['ProcessingJobStatus'], reason?: string) =>
    change(name, (ProcessingEndTime) => ({
      ProcessingJobStatus,
      ProcessingEndTime,
      ...(reason === undefined ? {} : { FailureReason: reason }),
    }));

  return {
    records,
    require(name) {
      const job = records.get(name);
      if (job !== undefined) return job;
      throw new AwsError('ValidationException', `Could not find requested job with name: ${name}`);
    },
    started: (name) => change(name, (ProcessingStartTime) => ({ ProcessingStartTime })),
    stopping: (name) => change(name, () => ({ ProcessingJobStatus: 'Stopping' })),
    said: (name, message) => change(name, () => ({ ExitMessage: cut(message) })),
    completed: (name) => finish(name, 'Completed'),
    stopped(name, cause) {
      if (cause === 'closing') finish(name, 'Failed', serverStopped);
      else if (cause === 'max-runtime') finish(name, 'Stopped', 'The job ran longer than its MaxRuntimeInSeconds.');
      else finish(name, 'Stopped');
    },
    fail: (name, reason) => finish(name, 'Failed', typeof reason === 'string' ? reason : failureReason(reason)),
  };
}
