import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from '../arn.ts';
import type { PreparedImage } from '../images/index.ts';
import { download } from '../jobs/download.ts';
import { programFailure, readOptional } from '../jobs/failure-reason.ts';
import { startProgram } from '../jobs/job-program.ts';
import { type ProgramEnd, runToEnd, type StopCause } from '../jobs/program.ts';
import { uploadFolder } from '../jobs/upload.ts';
import { freshRunDir, nowSeconds, type Services } from '../services.ts';
import { makeProcessingBaseDir, type ProcessingBaseDir } from './base-dir.ts';
import type { ProcessingJob } from './record.ts';
import type { ProcessingJobs } from './state.ts';

/** Takes one job from its start to its end. Every failure becomes the job's; `stop` aborts with a {@link StopCause}. */
export async function runProcessingJob(
  services: Services,
  jobs: ProcessingJobs,
  name: string,
  stop: AbortSignal,
): Promise<void> {
  try {
    const runDir = await freshRunDir(services, 'processing', name);
    await stages(services, jobs, jobs.require(name), runDir, stop);
    await rm(runDir, { recursive: true, force: true });
  } catch (error) {
    if (stop.reason === 'closing') jobs.stopped(name, 'closing');
    else jobs.fail(name, error);
  }
}

async function stages(
  services: Services,
  jobs: ProcessingJobs,
  job: ProcessingJob,
  runDir: string,
  stop: AbortSignal,
): Promise<void> {
  const name = job.ProcessingJobName;
  const image = await services.images.prepare(job.AppSpecification.ImageUri);
  const base = await makeProcessingBaseDir(join(runDir, 'ml'), job);
  await downloadInputs(services, job, base);
  if (stop.aborted) return jobs.stopped(name, stop.reason as StopCause);
  jobs.started(name);
  const end = await run(services, jobs, job, image, runDir, base, stop);
  if (end.stopped === 'closing') return jobs.stopped(name, 'closing');
  const message = await readOptional(base.messageFile);
  if (message !== undefined) jobs.said(name, message);
  if (end.stopped === undefined && end.exit.code !== 0) {
    return jobs.fail(name, await programFailure(base.failureFile, end.exit));
  }
  await uploadOutputs(services, job, base);
  if (end.stopped === undefined && !stop.aborted) jobs.completed(name);
  else jobs.stopped(name, end.stopped ?? (stop.reason as StopCause));
}

async function downloadInputs(services: Services, job: ProcessingJob, base: ProcessingBaseDir): Promise<void> {
  for (const { S3Input } of job.ProcessingInputs ?? []) {
    if (S3Input !== undefined) await download(services.objects, S3Input, base.local(S3Input.LocalPath));
  }
  for (const { S3Output } of job.ProcessingOutputConfig?.Outputs ?? []) {
    if (S3Output !== undefined) await mkdir(base.local(S3Output.LocalPath), { recursive: true });
  }
}

async function run(
  services: Services,
  jobs: ProcessingJobs,
  job: ProcessingJob,
  image: PreparedImage,
  runDir: string,
  base: ProcessingBaseDir,
  stop: AbortSignal,
): Promise<ProgramEnd> {
  const container = startProgram(services, {
    image,
    entrypoint: job.AppSpecification.ContainerEntrypoint,
    arguments: job.AppSpecification.ContainerArguments,
    defaultArguments: [],
    privateDir: runDir,
    baseDir: base.root,
    region: ownerOf(job.ProcessingJobArn).region,
    env: { ...job.Environment },
    log: {
      group: '/aws/sagemaker/ProcessingJobs',
      stream: `${job.ProcessingJobName}/algo-1-${Math.floor(nowSeconds(services))}`,
    },
  });
  const maxRuntime = job.StoppingCondition?.MaxRuntimeInSeconds ?? Number.POSITIVE_INFINITY;
  return runToEnd(container, stop, maxRuntime, services.clock, () => jobs.stopping(job.ProcessingJobName));
}

async function uploadOutputs(services: Services, job: ProcessingJob, base: ProcessingBaseDir): Promise<void> {
  for (const { S3Output } of job.ProcessingOutputConfig?.Outputs ?? []) {
    if (S3Output !== undefined) await uploadFolder(services.objects, base.local(S3Output.LocalPath), S3Output.S3Uri);
  }
}
