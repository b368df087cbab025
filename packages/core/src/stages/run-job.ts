import { MlopsError } from '../domain/errors.ts';
import { type Placement, specDigest } from '../domain/job-spec.ts';
import { jobName } from '../domain/names.ts';
import { ensure } from './converge.ts';
import { followJob, isEnded, leave } from './follow-job.ts';
import { jobReason } from './job-reason.ts';
import type { JobStep } from './job-step.ts';
import type { JobState, Ports } from './ports.ts';
import type { FinishedJob } from './results.ts';
import { waitFor } from './wait.ts';

/** After nine failed tries of one specification a tenth would only cost money. */
const MAX_ORDINAL = 9;

/** A job gets 120 s to end by itself, then what it wrote is uploaded. */
const STOP_SECONDS = 3600;

/** How far a job came in this run. */
export interface JobRun {
  /** `unchanged`: it had completed before; `started`: it was not waited for; `detached`: it goes on out of sight. */
  readonly outcome: 'completed' | 'unchanged' | 'failed' | 'started' | 'detached';
  readonly name: string;
  readonly spec: string;
  /** True when an earlier run had made it and nothing was created now. */
  readonly adopted: boolean;
  /** As it was seen last. */
  readonly state?: JobState;
  /** Why it failed or is not followed any longer. */
  readonly reason?: string;
  readonly lastLines: readonly string[];
}

/**
 * One job per specification: a completed one whose artefact still exists is adopted, a running one is followed, and only
 * after a terminal failure (or on `rerun`) the next ordinal is started.
 * Throws JOB_FAILED, JOB_DETACHED, JOB_ORDINALS_EXHAUSTED, NAME_TAKEN, TIMED_OUT, CANCELLED, AWS_CALL_FAILED.
 */
export async function runJob(job: JobStep, ports: Ports): Promise<FinishedJob> {
  return finishedJob(job, await attendJob(job, ports));
}

/** Like {@link runJob}; a job that failed or goes on is a result, not an error. */
export async function attendJob(job: JobStep, ports: Ports): Promise<JobRun> {
  const spec = specDigest(job.request);
  const tries = await settledTries(job, spec, ports);
  const reusable = job.rerun ? undefined : await newestReusable(job, tries, ports);
  if (reusable !== undefined) {
    const { name } = reusable;
    ports.progress({ type: 'unchanged', step: job.step, name, digest: spec });
    return { outcome: 'unchanged', name, spec, adopted: true, state: reusable, lastLines: [] };
  }
  const running = tries.findLast((state) => !isEnded(state));
  const name = running?.name ?? nextName(job, spec, tries);
  const adopted = (await start(job, name, spec, ports)) === 'adopted';
  if (job.wait === false) return startedOnly(job, { name, spec, adopted }, ports);
  return { name, spec, adopted, ...(await followed(job, name, ports)) };
}

/** The job of a run as a stage needs it. Throws JOB_FAILED, and JOB_DETACHED when it goes on. */
export function finishedJob(job: Pick<JobStep, 'request' | 'artefact'>, run: JobRun): FinishedJob {
  const { name, spec, adopted, state, lastLines } = run;
  const { kind } = job.request;
  if (run.outcome === 'started' || run.outcome === 'detached')
    throw new MlopsError('JOB_DETACHED', { kind, name, reason: run.reason ?? 'it was not to be waited for' });
  const artefactUri = state === undefined ? undefined : job.artefact(state);
  if (run.outcome === 'failed' || state === undefined || artefactUri === undefined) {
    const reason = run.reason ?? 'it completed without an artefact';
    throw new MlopsError('JOB_FAILED', { kind, name, status: state?.status ?? 'Failed', reason, lastLines });
  }
  const seconds = secondsOf(state);
  return { name, spec, adopted, artefactUri, ...(seconds === undefined ? {} : { seconds }) };
}

/** A job that is being stopped gives nothing to follow: what became of it shows when it has ended. */
async function settledTries(job: JobStep, spec: string, ports: Ports): Promise<readonly JobState[]> {
  const tries = await earlierTries(job, spec, ports);
  const stopping = tries.find(({ status }) => status === 'Stopping');
  if (stopping === undefined) return tries;
  const { kind } = job.request;
  const { name } = stopping;
  ports.progress({ type: 'status', step: job.step, text: `${name} is being stopped; waiting for its end` });
  await waitFor(
    {
      what: `The ${kind} job "${name}", which is being stopped,`,
      timeoutSeconds: STOP_SECONDS,
      observe: () => ports.jobs.observe(kind, name),
      done: isEnded,
    },
    ports,
  );
  return earlierTries(job, spec, ports);
}

/** Every job of this spec so far, first try first. */
async function earlierTries(job: JobStep, spec: string, ports: Ports): Promise<readonly JobState[]> {
  const tries: JobState[] = [];
  for (let ordinal = 1; ordinal <= MAX_ORDINAL; ordinal += 1) {
    const name = jobName(job.model, spec, ordinal);
    const state = await ports.jobs.observe(job.request.kind, name);
    if (state === undefined) return tries;
    if (state.spec !== spec) {
      throw new MlopsError('NAME_TAKEN', {
        kind: `${job.request.kind} job`,
        name,
        found: state.spec ?? 'not made by mlops-actions',
        wanted: spec,
      });
    }
    tries.push(state);
  }
  return tries;
}

async function newestReusable(job: JobStep, tries: readonly JobState[], ports: Ports): Promise<JobState | undefined> {
  for (const state of tries.toReversed()) {
    const artefact = job.artefact(state);
    if (state.status === 'Completed' && artefact !== undefined && (await ports.objects.exists(artefact))) return state;
  }
  return undefined;
}

function nextName(job: JobStep, spec: string, tries: readonly JobState[]): string {
  if (tries.length < MAX_ORDINAL) return jobName(job.model, spec, tries.length + 1);
  throw new MlopsError('JOB_ORDINALS_EXHAUSTED', { name: tries.at(-1)?.name ?? '', tries: tries.length });
}

async function start(job: JobStep, name: string, spec: string, ports: Ports): Promise<'created' | 'adopted'> {
  const { kind } = job.request;
  ports.progress({ type: 'resource', step: job.step, kind, name });
  const placement = placementOf(job, name, spec, ports);
  const created = await ensure(
    {
      kind: `${kind} job`,
      name,
      spec,
      observe: () => ports.jobs.observe(kind, name),
      create: () => ports.jobs.start(name, job.request, placement),
    },
    ports.clock,
    ports.signal,
  );
  ports.progress({
    type: 'status',
    step: job.step,
    text: created === 'created' ? `started ${name}` : `following ${name}, which an earlier run started`,
  });
  return created;
}

function placementOf(job: JobStep, name: string, spec: string, { placement }: Ports): Placement {
  const checkpoints = job.rerun ? name : jobName(job.model, spec);
  return {
    ...placement,
    ...job.terms,
    outputUri: job.outputUri,
    ...(job.checkpointsUri === undefined ? {} : { checkpointUri: `${job.checkpointsUri}/${checkpoints}` }),
    tags: { ...placement.tags, 'mlops:spec': spec, 'mlops:model': job.model },
  };
}

async function startedOnly(
  job: JobStep,
  made: Pick<JobRun, 'name' | 'spec' | 'adopted'>,
  ports: Ports,
): Promise<JobRun> {
  leave(job, made.name, ports);
  const state = await ports.jobs.observe(job.request.kind, made.name);
  return { ...made, outcome: 'started', lastLines: [], ...(state === undefined ? {} : { state }) };
}

async function followed(
  job: JobStep,
  name: string,
  ports: Ports,
): Promise<Pick<JobRun, 'outcome' | 'state' | 'reason' | 'lastLines'>> {
  const seen = await followJob(job, name, ports);
  const { state, lastLines } = seen;
  if (seen.end === 'detached')
    return { outcome: 'detached', reason: seen.reason, lastLines, ...(state === undefined ? {} : { state }) };
  if (seen.state.status === 'Completed') return { outcome: 'completed', state: seen.state, lastLines };
  return { outcome: 'failed', state: seen.state, lastLines, reason: jobReason(job, seen.state) };
}

const secondsOf = ({ startedAt, endedAt }: JobState): number | undefined =>
  startedAt === undefined || endedAt === undefined ? undefined : Math.round((endedAt - startedAt) / 100) / 10;
