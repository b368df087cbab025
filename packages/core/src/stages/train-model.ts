import type { MlopsConfig } from '../config/types.ts';
import { MlopsError } from '../domain/errors.ts';
import type { ChannelReference, TrainingRequest } from '../domain/job-spec.ts';
import { holdsAccessKey } from '../domain/secret-shape.ts';
import { encodeHyperparameters } from './hyperparameters.ts';
import type { JobStep } from './job-step.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel, TrainedModel } from './results.ts';
import { attendJob, finishedJob, type JobRun } from './run-job.ts';

/** How the runtime prints a metric; SageMaker reads it from the log with the expression. */
const metricPattern = (name: string) => `metric ${name}=([-+0-9.eE]+)`;

/** What people watch while a model trains; the verdict never uses these. */
const WATCHED = ['accuracy', 'f1', 'roc-auc', 'loss', 'rmse', 'mae'] as const;

const WATCHED_PATTERNS = Object.fromEntries(WATCHED.map((name) => [name, metricPattern(name)]));

type TrainConfig = Pick<MlopsConfig, 'model' | 'train'>;

/** What a step may say beyond mlops.yml. */
export interface TrainingOptions extends Pick<JobStep, 'rerun' | 'wait' | 'onCancel'> {
  /** In place of our runtime with `train.script`; empty is the image's own. */
  readonly entrypoint?: readonly string[];
  readonly networkIsolation?: boolean;
  readonly encryptInterContainer?: boolean;
}

/** A training job as far as it came; `model` when it has completed. */
export interface TrainingRun extends JobRun {
  readonly image: string;
  readonly model?: TrainedModel;
}

/**
 * Runs or adopts the training job of channels and an image (a reference by digest), and takes the digest of its archive.
 * Throws what runJob throws, and SECRET_IN_REQUEST.
 */
export async function trainModel(
  config: TrainConfig,
  channels: readonly CheckedChannel[],
  image: string,
  options: Pick<TrainingOptions, 'rerun'>,
  ports: Ports,
): Promise<TrainedModel> {
  const job = trainingStep(config, channels, image, options, ports);
  const run = await attendTraining(config, job, ports);
  return toModel(finishedJob(job, run), image, ports);
}

/**
 * Like {@link trainModel} with more to say; a job that failed, goes on or was only started is a result, not an error.
 * Throws SECRET_IN_REQUEST, JOB_ORDINALS_EXHAUSTED, NAME_TAKEN, TIMED_OUT, CANCELLED, AWS_CALL_FAILED.
 */
export async function runTraining(
  config: TrainConfig,
  channels: readonly CheckedChannel[],
  image: string,
  options: TrainingOptions,
  ports: Ports,
): Promise<TrainingRun> {
  const job = trainingStep(config, channels, image, options, ports);
  const run = await attendTraining(config, job, ports);
  if (run.outcome !== 'completed' && run.outcome !== 'unchanged') return { ...run, image };
  return { ...run, image, model: await toModel(finishedJob(job, run), image, ports) };
}

function attendTraining(config: TrainConfig, job: JobStep, ports: Ports): Promise<JobRun> {
  ports.progress({ type: 'started', step: 'training', text: `training ${config.model}` });
  return attendJob(job, ports);
}

async function toModel(job: ReturnType<typeof finishedJob>, image: string, ports: Ports): Promise<TrainedModel> {
  const modelDigest = await ports.objects.digest(job.artefactUri);
  ports.progress({ type: 'finished', step: 'training', text: `${job.name}, model sha256:${modelDigest}` });
  return { ...job, modelDigest, image };
}

function trainingStep(
  config: TrainConfig,
  channels: readonly CheckedChannel[],
  image: string,
  { entrypoint, networkIsolation, encryptInterContainer, ...options }: TrainingOptions,
  ports: Ports,
): JobStep {
  const { train } = config;
  const terms = {
    ...(train.spot === undefined ? {} : { spot: train.spot }),
    ...(networkIsolation === true ? { networkIsolation } : {}),
    ...(encryptInterContainer === true ? { encryptInterContainer } : {}),
  };
  return {
    step: 'training',
    model: config.model,
    outputUri: ports.objects.uri('jobs'),
    artefact: (state) => state.artefactUri,
    request: withoutKeys(trainingRequest(config, channels, image, entrypoint)),
    terms,
    ...(train.checkpoints === true ? { checkpointsUri: ports.objects.uri('checkpoints') } : {}),
    ...options,
  };
}

function trainingRequest(
  { train }: TrainConfig,
  channels: readonly CheckedChannel[],
  image: string,
  own?: readonly string[],
): TrainingRequest {
  return {
    kind: 'training',
    image,
    entrypoint: own ?? ['python', 'mlops_runtime.py', 'train', train.script],
    environment: train.environment ?? {},
    instanceTypes: train.instanceTypes,
    volumeSizeGb: train.volumeSizeGb,
    maxRuntimeSeconds: train.maxRuntimeSeconds,
    hyperparameters: encodeHyperparameters(train.hyperparameters),
    channels: Object.fromEntries(channels.map((channel) => [channel.name, reference(channel)])),
    // Algorithms of SageMaker refuse definitions that are not their own, so only what our runtime prints is looked for.
    metrics: { ...(own === undefined ? WATCHED_PATTERNS : {}), ...train.metrics },
  };
}

const reference = ({ uri, digest, contentType, inputMode }: CheckedChannel): ChannelReference => ({
  uri,
  digest,
  ...(contentType === undefined ? {} : { contentType }),
  ...(inputMode === undefined ? {} : { inputMode }),
});

/** Whoever may describe a job reads its hyperparameters, its variables and its command for good. */
function withoutKeys(request: TrainingRequest): TrainingRequest {
  const named = (what: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => (holdsAccessKey(value) ? [`the ${what} "${name}"`] : []));
  const places = [
    ...named('hyperparameter', request.hyperparameters),
    ...named('variable', request.environment),
    ...(request.entrypoint.some(holdsAccessKey) ? ['the entrypoint'] : []),
  ];
  if (places.length > 0) throw new MlopsError('SECRET_IN_REQUEST', { places });
  return request;
}
