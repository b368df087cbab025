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
import { type Checkpoints, noCheckpoints, openCheckpoints } from './checkpoints.ts';
import { trainingEnvironment } from './environment.ts';
import type { Interruptions } from './interruptions.ts';
import { withMaxWait } from './max-wait.ts';
import { metricReader } from './metrics.ts';
import { outputUri, type TrainingJob } from './record.ts';
import type { TrainingJobs } from './state.ts';
import { trainedSeconds } from './transitions.ts';

/** One instance of a job: where it works and what stops it, with a {@link StopCause} as reason. */
interface Attempt {
  readonly services: Services;
  readonly jobs: TrainingJobs;
  readonly job: TrainingJob;
  readonly runDir: string;
  readonly stop: AbortSignal;
}

/**
 * Takes one job from Starting to its end, on spot capacity through as many instances as it takes. Every failure becomes the
 * job's; `stop` aborts with a {@link StopCause}.
 */
export async function runTrainingJob(
  services: Services,
  jobs: TrainingJobs,
  name: string,
  stop: AbortSignal,
  interruptions: Interruptions,
): Promise<void> {
  const limit = withMaxWait(services.clock, jobs.require(name), stop);
  try {
    for (let taken = true; taken; ) {
      const runDir = await freshRunDir(services, 'training', name);
      const signal = AbortSignal.any([limit.signal, interruptions.instance(name)]);
      taken = (await stages({ services, jobs, job: jobs.require(name), runDir, stop: signal })) === 'interrupted';
      await rm(runDir, { recursive: true, force: true });
    }
  } catch (error) {
    if (stop.reason === 'closing') jobs.stopped(name, 'closing');
    else jobs.fail(name, error);
  } finally {
    limit.end();
    interruptions.end(name);
  }
}

async function stages(attempt: Attempt): Promise<'ended' | 'interrupted'> {
  const { services, jobs, job, runDir, stop } = attempt;
  const name = job.TrainingJobName;
  const image = await services.images.prepare(job.AlgorithmSpecification.TrainingImage ?? '');
  if (stop.aborted) return halt(attempt, stop.reason as StopCause);
  jobs.enter(name, 'Downloading', 'Downloading input data');
  const base = await makeTrainingBaseDir(join(runDir, 'ml'), job);
  const checkpoints = checkpointsOf(services, job, base);
  await downloadChannels(services, job, base);
  await checkpoints.restore();
  if (stop.aborted) return halt(attempt, stop.reason as StopCause);
  jobs.enter(name, 'Training', 'Training image download completed. Training in progress.');
  const end = await train(attempt, image, base, checkpoints);
  if (end.stopped === 'closing' || end.stopped === 'interrupted') return halt(attempt, end.stopped);
  if (end.stopped === undefined && end.exit.code !== 0) {
    jobs.fail(name, await programFailure(base.failureFile, end.exit));
    return 'ended';
  }
  jobs.enter(name, 'Uploading', 'Uploading generated training model');
  await uploadResults(services, job, base, runDir);
  // An instance that is taken back while it uploads has done its work.
  const late = stop.aborted && stop.reason !== 'interrupted' ? (stop.reason as StopCause) : undefined;
  const cause = end.stopped ?? late;
  if (cause === undefined) jobs.completed(name);
  else jobs.stopped(name, cause);
  return 'ended';
}

function halt({ jobs, job }: Attempt, cause: StopCause): 'ended' | 'interrupted' {
  if (cause !== 'interrupted') {
    jobs.stopped(job.TrainingJobName, cause);
    return 'ended';
  }
  jobs.enter(job.TrainingJobName, 'Interrupted', 'Spot capacity was taken back');
  jobs.enter(job.TrainingJobName, 'Starting', 'Starting the training job on another instance');
  return 'interrupted';
}

function checkpointsOf(
  services: Services,
  { CheckpointConfig: config }: TrainingJob,
  base: TrainingBaseDir,
): Checkpoints {
  return config === undefined
    ? noCheckpoints
    : openCheckpoints(services.objects, services.clock, config.S3Uri, base.checkpoints);
}

async function downloadChannels(services: Services, job: TrainingJob, base: TrainingBaseDir): Promise<void> {
  for (const { ChannelName, DataSource } of job.InputDataConfig ?? []) {
    if (DataSource.S3DataSource === undefined)
      throw new JobError('ClientError', `Channel ${ChannelName} has no S3DataSource.`);
    await download(services.objects, DataSource.S3DataSource, base.channel(ChannelName));
  }
}

async function train(
  { services, jobs, job, runDir, stop }: Attempt,
  image: PreparedImage,
  base: TrainingBaseDir,
  checkpoints: Checkpoints,
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
  const maxRuntime = (job.StoppingCondition.MaxRuntimeInSeconds ?? Number.POSITIVE_INFINITY) - trainedSeconds(job);
  const ended = new AbortController();
  const kept = checkpoints.keep(ended.signal);
  try {
    return await runToEnd(container, stop, maxRuntime, services.clock, () => jobs.stopping(job.TrainingJobName));
  } finally {
    jobs.measured(job.TrainingJobName, metrics.final());
    ended.abort();
    await kept;
  }
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
