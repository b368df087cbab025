import { isMlopsError, MlopsError } from '../domain/errors.ts';
import { isExpired, isTransient } from './converge.ts';
import { type JobLog, jobLog } from './job-log.ts';
import type { JobStep } from './job-step.ts';
import { jobPause } from './pace.ts';
import type { JobState, Ports } from './ports.ts';
import { waitFor } from './wait.ts';

/** Beyond the job's own limit: queueing, provisioning and upload. */
const GRACE_SECONDS = 2 * 3600;

/** `detached`: the job goes on, and this run cannot see it any longer. */
export type Followed =
  | { readonly end: 'ended'; readonly state: JobState; readonly lastLines: readonly string[] }
  | {
      readonly end: 'detached';
      readonly reason: string;
      readonly state?: JobState;
      readonly lastLines: readonly string[];
    };

/**
 * Follows a job to its end with its live log. An outage of the service is waited out for 20 minutes; after that, or when the
 * credentials have ended, the job is left running. On cancel it is stopped first, unless another run made it or it is to be
 * left. Throws TIMED_OUT, CANCELLED, AWS_CALL_FAILED.
 */
export async function followJob(job: JobStep, name: string, ports: Ports): Promise<Followed> {
  const log = jobLog(job, name, ports);
  let seen: JobState | undefined;
  try {
    const state = await waitFor(
      {
        what: `The ${job.request.kind} job "${name}"`,
        timeoutSeconds: Math.max(job.request.maxRuntimeSeconds, job.terms?.spot?.maxWaitSeconds ?? 0) + GRACE_SECONDS,
        observe: async () => {
          seen = (await look(job, name, log, ports)) ?? seen;
          return seen;
        },
        done: isEnded,
        pause: jobPause(ports.pace ?? 'eager', name),
        silent: (failure) => ports.progress({ type: 'warning', step: job.step, text: noAnswer(name, failure) }),
      },
      ports,
    );
    await log.drain();
    return { end: 'ended', state, lastLines: log.lastLines() };
  } catch (error) {
    if (ports.signal.aborted)
      throw new MlopsError('CANCELLED', { what: await onCancel(job, name, ports) }, { cause: error });
    const reason = whyDetached(error);
    if (reason !== undefined || isMlopsError(error, 'TIMED_OUT')) leave(job, name, ports);
    if (reason === undefined) throw error;
    return { end: 'detached', reason, lastLines: log.lastLines(), ...(seen === undefined ? {} : { state: seen }) };
  }
}

/** Nothing changes in a job that has one of the other statuses. */
export const isEnded = ({ status }: Pick<JobState, 'status'>): boolean =>
  status !== 'InProgress' && status !== 'Stopping';

/** Says that a job goes on without this run. */
export const leave = (job: JobStep, name: string, ports: Ports): void =>
  ports.progress({ type: 'left', step: job.step, kind: job.request.kind, name });

async function look(job: JobStep, name: string, log: JobLog, ports: Ports): Promise<JobState | undefined> {
  const state = await ports.jobs.observe(job.request.kind, name);
  if (state?.status === 'InProgress')
    ports.progress({ type: 'status', step: job.step, text: `${name}: ${state.secondaryStatus ?? state.status}` });
  await log.read();
  return state;
}

const noAnswer = (name: string, failure: unknown) =>
  `The service does not answer; ${name} is waited for up to 20 minutes more. ${(failure as Error).message}`;

function whyDetached(error: unknown): string | undefined {
  if (isExpired(error)) return 'the credentials of this step have expired';
  return isTransient(error) ? `the service gave no answer for 20 minutes (${(error as Error).message})` : undefined;
}

/** Stops the job unless another run made it or it is to be left; says what happened. */
async function onCancel(job: JobStep, name: string, ports: Ports): Promise<string> {
  const { kind } = job.request;
  if (job.onCancel === 'leave') {
    leave(job, name, ports);
    return `the ${kind} job "${name}" was left running, as on-cancel says`;
  }
  const state = await ports.jobs.observe(kind, name);
  const ours = state?.run === ports.placement.tags['mlops:run'];
  if (state === undefined || !ours) return `the ${kind} job "${name}" was left to the run that started it`;
  if (isEnded(state)) return `the ${kind} job "${name}" had ended as ${state.status}`;
  await ports.jobs.stop(kind, name);
  return `the ${kind} job "${name}" was stopped`;
}
