import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from '../arn.ts';
import { filesBelow } from '../files/walk.ts';
import type { PreparedImage } from '../images/index.ts';
import { download } from '../jobs/download.ts';
import { programFailure } from '../jobs/failure-reason.ts';
import { JobError } from '../jobs/job-error.ts';
import { startProgram } from '../jobs/job-program.ts';
import { type ProgramEnd, runToEnd, type StopCause } from '../jobs/program.ts';
import { uploadArchive } from '../jobs/upload.ts';
import { freshRunDir, nowSeconds, type Services } from '../services.ts';
import { makeTrainingBaseDir, type TrainingBaseDir } from './base-dir.ts';
import { trainingEnvironment } from './environment.ts';
import { metricReader } from './metrics.ts';
import { outputUri, type TrainingJob } from './record.ts';
import type { TrainingJobs } from './state.ts';

/** Takes one job from Starting to its end. Every failure becomes the job's; `stop` aborts with a {@link StopCause}. */
export async function runTrainingJob(
  services: Services,
  jobs: TrainingJobs,
  name: string,
  stop: AbortSignal,
): Promise<void> {
  try {
    const runDir = await freshRunDir(services, 'training', name);
    await stages(services, jobs, jobs.require(name), runDir, stop);
    await rm(runDir, { recursive: true, force: true });
  } catch (error) {
    if (stop.reason === 'closing') jobs.stopped(name, 'closing');
    else jobs.fail(name, error);
  }
}

async function stages(
  services: Services,
  jobs: TrainingJobs,
  job: TrainingJob,
  runDir: string,
  stop: AbortSignal,
): Promise<void> {
  const name = job.TrainingJobName;
  const image = await services.images.prepare(job.AlgorithmSpecification.TrainingImage ?? '');
  if (stop.aborted) return jobs.stopped(name, stop.reason as StopCause);
  jobs.enter(name, 'Downloading', 'Downloading input data');
  const base = await makeTrainingBaseDir(join(runDir, 'ml'), job);
  await downloadChannels(services, job, base);
  if (stop.aborted) return jobs.stopped(name, stop.reason as StopCause);
  jobs.enter(name, 'Training', 'Training image download completed. Training in progress.');
  const end = await train(services, jobs, job, image, runDir, base, stop);
  if (end.stopped === 'closing') return jobs.stopped(name, 'closing');
  if (end.stopped === undefined && end.exit.code !== 0) {
    return jobs.fail(name, await programFailure(base.failureFile, end.exit));
  }
  jobs.enter(name, 'Uploading', 'Uploading generated training model');
  await uploadResults(services, job, base, runDir);
  if (end.stopped === undefined && !stop.aborted) jobs.completed(name);
  else jobs.stopped(name, end.stopped ?? (stop.reason as StopCause));
}

async function downloadChannels(services: Services, job: TrainingJob, base: TrainingBaseDir): Promise<void> {
  for (const { ChannelName, DataSource } of job.InputDataConfig ?? []) {
    if (DataSource.S3DataSource === undefined)
      throw new JobError('ClientError', `Channel ${ChannelName} has no S3DataSource.`);
    await download(services.objects, DataSource.S3DataSource, base.channel(ChannelName));
  }
}

async function train(
  services: Services,
  jobs: TrainingJobs,
  job: TrainingJob,
  image: PreparedImage,
  runDir: string,
  base: TrainingBaseDir,
  stop: AbortSignal,
): Promise<ProgramEnd> {
  const { ContainerEntrypoint, ContainerArguments, MetricDefinitions } = job.AlgorithmSpecification;
  const metrics = metricReader(MetricDefinitions);
  const container = startProgram(services, {
    image,
    entrypoint: ContainerEntrypoint,
    arguments: ContainerArguments,
    defaultArguments: ['train'],
    privateDir: runDir,
    baseDir: base.root,
    region: ownerOf(job.TrainingJobArn).region,
    env: trainingEnvironment(job, base),
    log: {
      group: '/aws/sagemaker/TrainingJobs',
      stream: `${job.TrainingJobName}/algo-1-${Math.floor(nowSeconds(services))}`,
    },
    onLine: (line) => metrics.read(line, nowSeconds(services)),
  });
  const maxRuntime = job.StoppingCondition.MaxRuntimeInSeconds ?? Number.POSITIVE_INFINITY;
  const end = await runToEnd(container, stop, maxRuntime, services.clock, () => jobs.stopping(job.TrainingJobName));
  jobs.measured(job.TrainingJobName, metrics.final());
  return end;
}

async function uploadResults(
  services: Services,
  job: TrainingJob,
  base: TrainingBaseDir,
  runDir: string,
): Promise<void> {
  const { S3OutputPath } = job.OutputDataConfig;
  const upload = (folder: string, name: string) =>
    uploadArchive(services.objects, folder, join(runDir, name), outputUri(S3OutputPath, job.TrainingJobName, name));
  await upload(base.model, 'model.tar.gz');
  if ((await filesBelow(base.outputData)).length > 0) await upload(base.outputData, 'output.tar.gz');
}
