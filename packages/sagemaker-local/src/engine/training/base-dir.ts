import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrainingJob } from './record.ts';

/** The directory that stands for `/opt/ml` during a training job. */
export interface TrainingBaseDir {
  readonly root: string;
  readonly model: string;
  readonly outputData: string;
  readonly checkpoints: string;
  readonly failureFile: string;
  channel(name: string): string;
}

/** The one host of a job that runs here, by the name SageMaker gives the first. */
export const hostName = 'algo-1';

/** Where the service keeps checkpoints unless told otherwise; elsewhere is refused here. */
export const defaultCheckpointPath = '/opt/ml/checkpoints';

/** Lays out `/opt/ml` below `root` and writes the configuration files, as SageMaker does before it starts the container. */
export async function makeTrainingBaseDir(root: string, job: TrainingJob): Promise<TrainingBaseDir> {
  const config = join(root, 'input', 'config');
  const base: TrainingBaseDir = {
    root,
    model: join(root, 'model'),
    outputData: join(root, 'output', 'data'),
    checkpoints: join(root, 'checkpoints'),
    failureFile: join(root, 'output', 'failure'),
    channel: (name) => join(root, 'input', 'data', name),
  };
  for (const folder of [config, join(root, 'input', 'data'), base.model, base.outputData, base.checkpoints]) {
    await mkdir(folder, { recursive: true });
  }
  await writeJson(join(config, 'hyperparameters.json'), job.HyperParameters ?? {});
  await writeJson(join(config, 'resourceconfig.json'), resourceConfig(job));
  await writeJson(join(config, 'inputdataconfig.json'), inputDataConfig(job));
  if (job.CheckpointConfig !== undefined)
    await writeJson(join(config, 'checkpointconfig.json'), {
      LocalPath: defaultCheckpointPath,
      ...job.CheckpointConfig,
    });
  return base;
}

/** The content of `resourceconfig.json`. */
export function resourceConfig(job: TrainingJob): Record<string, unknown> {
  const type = job.ResourceConfig.SelectedInstanceType ?? job.ResourceConfig.InstanceType;
  return {
    current_host: hostName,
    current_instance_type: type,
    current_group_name: 'homogeneousCluster',
    hosts: [hostName],
    instance_groups: [{ instance_group_name: 'homogeneousCluster', instance_type: type, hosts: [hostName] }],
    network_interface_name: 'lo',
  };
}

/** The content of `inputdataconfig.json`: each channel with its defaults filled in. */
export function inputDataConfig(job: TrainingJob): Record<string, Record<string, string>> {
  const channels = (job.InputDataConfig ?? []).map((channel) => [
    channel.ChannelName,
    {
      TrainingInputMode: channel.InputMode ?? job.AlgorithmSpecification.TrainingInputMode,
      S3DistributionType: channel.DataSource.S3DataSource?.S3DataDistributionType ?? 'FullyReplicated',
      RecordWrapperType: channel.RecordWrapperType ?? 'None',
      ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
    },
  ]);
  return Object.fromEntries(channels) as Record<string, Record<string, string>>;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(value));
}
