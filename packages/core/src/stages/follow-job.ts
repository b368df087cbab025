import { MlopsError } from '../domain/errors.ts';
import type { JobState, LogCursor, Ports } from './ports.ts';
import type { JobStep } from './run-job.ts';
import { waitFor } from './wait.ts';

/** Beyond the job's own limit: queueing, provisioning and upload. */
const GRACE_SECONDS = 2 * 3600;
const LAST_LINES = 20;
/** CloudWatch may deliver a line seconds after it was written: this many reads without a new one end the drain. */
const QUIET_READS = 2;
const DRAIN_PAUSE_MS = 300;

/**
 * Follows a job to its end with its live log and returns its completed state. On cancel the job is stopped first, unless
 * another run made it. Throws JOB_FAILED, TIMED_OUT, CANCELLED.
 */
export async function followJob(job: JobStep, name: string, ports: Ports): Promise<JobState> {
  const log = logReader(job, name, ports);
  try {
    const state = await waitFor(
      {
        what: `The ${job.request.kind} job "${name}"`,
        timeoutSeconds: job.request.maxRuntimeSeconds + GRACE_SECONDS,
        observe: () => observeWithLog(job, name, ports, log.read),
        done: (seen) => seen.status !== 'InProgress' && seen.status !== 'Stopping',
      },
      ports,
    );
    await drain(log.read, ports);
    return completed(job, state, log.lastLines());
  } catch (error) {
    if (!ports.signal.aborted) throw error;
    throw new MlopsError('CANCELLED', { what: await stopOurs(job, name, ports) }, { cause: error });
  }
}

async function observeWithLog(
  job: JobStep,
  name: string,
  ports: Ports,
  readLog: () => Promise<number>,
): Promise<JobState | undefined> {
  const state = await ports.jobs.observe(job.request.kind, name);
  if (state?.status === 'InProgress')
    ports.progress({ type: 'status', step: job.step, text: `${name}: ${state.secondaryStatus ?? state.status}` });
  await readLog();
  return state;
}

function logReader(job: JobStep, name: string, ports: Ports) {
  let cursor: LogCursor = {};
  let last: string[] = [];
  const read = async () => {
    const page = await ports.jobs.logs(job.request.kind, name, cursor);
    cursor = page.cursor;
    for (const { message } of page.lines) ports.progress({ type: 'log', step: job.step, line: message });
    last = [...last, ...page.lines.map((line) => line.message)].slice(-LAST_LINES);
    return page.lines.length;
  };
  return { read, lastLines: () => last };
}

async function drain(readLog: () => Promise<number>, ports: Ports): Promise<void> {
  for (let quiet = 0; quiet < QUIET_READS; ) {
    quiet = (await readLog()) === 0 ? quiet + 1 : 0;
    if (quiet < QUIET_READS) await ports.clock.sleep(DRAIN_PAUSE_MS, ports.signal);
  }
}

function completed(job: JobStep, state: JobState, lastLines: readonly string[]): JobState {
  if (state.status === 'Completed') return state;
  const reason = state.failureReason ?? state.secondaryStatus ?? 'no reason was given';
  throw new MlopsError('JOB_FAILED', {
    kind: job.request.kind,
    name: state.name,
    status: state.status,
    reason,
    lastLines,
  });
}

/** Stops the job unless another run made it; says what happened. */
async function stopOurs(job: JobStep, name: string, ports: Ports): Promise<string> {
  const state = await ports.jobs.observe(job.request.kind, name);
  const ours = state?.run === ports.placement.tags['mlops:run'];
  if (state === undefined || !ours) return `the ${job.request.kind} job "${name}" was left to the run that started it`;
  await ports.jobs.stop(job.request.kind, name);
  return `the ${job.request.kind} job "${name}" was stopped`;
}
