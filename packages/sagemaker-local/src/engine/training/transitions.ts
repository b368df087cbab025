import type { TrainingJob } from './record.ts';

type TerminalStatus = Extract<TrainingJob['TrainingJobStatus'], 'Completed' | 'Failed' | 'Stopped'>;

/** Whether a job has ended for good. */
export function isTerminal(job: TrainingJob): boolean {
  return ['Completed', 'Failed', 'Stopped'].includes(job.TrainingJobStatus);
}

/** Closes the current transition and opens one with `status`, e.g. `Downloading`. */
export function enter(job: TrainingJob, status: string, message: string, now: number): TrainingJob {
  const past = job.SecondaryStatusTransitions.map((step) =>
    step.EndTime === undefined ? { ...step, EndTime: now } : step,
  );
  return {
    ...job,
    SecondaryStatus: status,
    LastModifiedTime: now,
    SecondaryStatusTransitions: [...past, { Status: status, StartTime: now, StatusMessage: message }],
  };
}

/** Ends a job: its last transition begins and ends now, and the times it took are counted. */
export function finish(
  job: TrainingJob,
  status: TerminalStatus,
  secondaryStatus: string,
  message: string,
  now: number,
): TrainingJob {
  const ended = enter(job, secondaryStatus, message, now);
  const seconds =
    job.TrainingStartTime === undefined ? undefined : Math.max(1, Math.round(now - job.TrainingStartTime));
  return {
    ...ended,
    TrainingJobStatus: status,
    TrainingEndTime: now,
    SecondaryStatusTransitions: ended.SecondaryStatusTransitions.map((step) => ({ EndTime: now, ...step })),
    ...(seconds === undefined ? {} : { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds }),
  };
}
