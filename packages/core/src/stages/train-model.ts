import type { MlopsConfig } from '../config/types.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel, TrainedModel } from './results.ts';
import { runJob } from './run-job.ts';

/** How the runtime prints a metric; SageMaker reads it from the log with the expression. */
const metricPattern = (name: string) => `metric ${name}=([-+0-9.eE]+)`;

/** What people watch while a model trains; the verdict never uses these. */
const WATCHED = ['accuracy', 'f1', 'roc-auc', 'loss', 'rmse', 'mae'] as const;

/**
 * Runs or adopts the training job of channels and an image (a reference by digest), and takes the digest of its archive.
 * Throws what runJob throws.
 */
export async function trainModel(
  config: Pick<MlopsConfig, 'model' | 'train'>,
  channels: readonly CheckedChannel[],
  image: string,
  { rerun }: { readonly rerun: boolean },
  ports: Ports,
): Promise<TrainedModel> {
  ports.progress({ type: 'started', step: 'training', text: `training ${config.model}` });
  const job = await runJob(
    {
      step: 'training',
      model: config.model,
      outputUri: ports.objects.uri('jobs'),
      artefact: (state) => state.artefactUri,
      rerun,
      request: {
        kind: 'training',
        image,
        entrypoint: ['python', 'mlops_runtime.py', 'train', config.train.script],
        environment: {},
        instanceTypes: config.train.instanceTypes,
        volumeSizeGb: config.train.volumeSizeGb,
        maxRuntimeSeconds: config.train.maxRuntimeSeconds,
        hyperparameters: encodeHyperparameters(config.train.hyperparameters),
        channels: Object.fromEntries(channels.map(({ name, uri, digest }) => [name, { uri, digest }])),
        metrics: Object.fromEntries(WATCHED.map((name) => [name, metricPattern(name)])),
      },
    },
    ports,
  );
  const modelDigest = await ports.objects.digest(job.artefactUri);
  ports.progress({ type: 'finished', step: 'training', text: `${job.name}, model sha256:${modelDigest}` });
  return { ...job, modelDigest, image };
}

/**
 * SageMaker carries strings only: everything but plain text travels as JSON. Text that would read as JSON is quoted, so that
 * the runtime gives every value back with the type it had in mlops.yml.
 */
export function encodeHyperparameters(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeValue(value)]));
}

function encodeValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return readsAsJson(value) ? JSON.stringify(value) : value;
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
