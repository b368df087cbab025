import { MlopsError } from '../domain/errors.ts';
import { type JobRequest, specDigest } from '../domain/job-spec.ts';
import { jobName } from '../domain/names.ts';
import { ensure } from './converge.ts';
import { followJob } from './follow-job.ts';
import type { JobState, Ports, StepName } from './ports.ts';
import type { FinishedJob } from './results.ts';

/** After nine failed tries of one specification a tenth would only cost money. */
const MAX_ORDINAL = 9;

export interface JobStep {
  readonly step: StepName;
  readonly model: string;
  readonly request: JobRequest;
  /** Where the destination puts what the job writes. */
  readonly outputUri: string;
  /** What must exist for a finished job to be worth adopting, from what the destination says. */
  readonly artefact: (state: JobState) => string | undefined;
  /** Start a new job although one of the same spec has completed. */
  readonly rerun: boolean;
}

/**
 * One job per specification: a completed one whose artefact still exists is adopted, a running one is followed, and only
 * after a terminal failure (or on `rerun`) the next ordinal is started.
 * Throws JOB_FAILED, JOB_ORDINALS_EXHAUSTED, NAME_TAKEN, TIMED_OUT, CANCELLED, AWS_CALL_FAILED.
 */
export async function runJob(job: JobStep, ports: Ports): Promise<FinishedJob> {
  const spec = specDigest(job.request);
  const tries = await earlierTries(job, spec, ports);
  const reusable = job.rerun ? undefined : await newestReusable(job, tries, ports);
  if (reusable !== undefined) {
    ports.progress({ type: 'unchanged', step: job.step, name: reusable.name, digest: spec });
    return finished(job, spec, reusable, true);
  }
  const running = tries.findLast((state) => state.status === 'InProgress');
  const name = running?.name ?? nextName(job, spec, tries);
  const created = await start(job, name, spec, ports);
  return finished(job, spec, await followJob(job, name, ports), created === 'adopted');
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
  const placement = {
    ...ports.placement,
    outputUri: job.outputUri,
    tags: { ...ports.placement.tags, 'mlops:spec': spec, 'mlops:model': job.model },
  };
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

function finished(job: JobStep, spec: string, state: JobState, adopted: boolean): FinishedJob {
  const artefactUri = job.artefact(state);
  if (artefactUri === undefined) {
    throw new MlopsError('JOB_FAILED', {
      kind: job.request.kind,
      name: state.name,
      status: state.status,
      reason: 'it completed without an artefact',
      lastLines: [],
    });
  }
  const seconds =
    state.startedAt === undefined || state.endedAt === undefined
      ? undefined
      : Math.round((state.endedAt - state.startedAt) / 100) / 10;
  return { name: state.name, spec, adopted, artefactUri, ...(seconds === undefined ? {} : { seconds }) };
}
