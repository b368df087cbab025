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
  const times = job.TrainingStartTime === undefined ? {} : secondsOf(ended, job.TrainingStartTime, now);
  return {
    ...ended,
    TrainingJobStatus: status,
    TrainingEndTime: now,
    SecondaryStatusTransitions: ended.SecondaryStatusTransitions.map((step) => ({ EndTime: now, ...step })),
    ...times,
  };
}

/** What passes without an instance that trains. */
const unbilled = ['Interrupted', 'Starting', 'Downloading'];

/** Nothing has a price here: only the time that a spot job waited for another instance is not billed. */
function secondsOf(job: TrainingJob, start: number, end: number) {
  const waited = job.SecondaryStatusTransitions.filter(
    ({ Status, StartTime }) => StartTime >= start && unbilled.includes(Status),
  ).reduce((sum, { StartTime, EndTime = end }) => sum + EndTime - StartTime, 0);
  const training = Math.max(1, Math.round(end - start));
  return { TrainingTimeInSeconds: training, BillableTimeInSeconds: Math.max(1, training - Math.round(waited)) };
}

/** Seconds that earlier instances of the job have trained. */
export function trainedSeconds({ SecondaryStatusTransitions }: TrainingJob): number {
  return SecondaryStatusTransitions.filter(({ Status }) => Status === 'Training').reduce(
    (sum, { StartTime, EndTime = StartTime }) => sum + EndTime - StartTime,
    0,
  );
}
