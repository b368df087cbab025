import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { hostName, inputDataConfig, resourceConfig, type TrainingBaseDir } from './base-dir.ts';
import type { TrainingJob } from './record.ts';

/**
 * The variables of a training program: the platform's own, and those that the sagemaker-training toolkit derives from
 * the configuration files inside of SageMaker's own images. Hyperparameters arrive as strings; in SM_HPS they are
 * decoded as JSON where they are JSON, as the toolkit does.
 */
export function trainingEnvironment(job: TrainingJob, base: TrainingBaseDir): Record<string, string> {
  const hyperparameters = Object.entries(job.HyperParameters ?? {}).map(
    ([name, text]) => [name, decode(text)] as const,
  );
  const channels = (job.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName);
  const output = join(base.root, 'output');
  return {
    TRAINING_JOB_NAME: job.TrainingJobName,
    TRAINING_JOB_ARN: job.TrainingJobArn,
    SM_MODEL_DIR: base.model,
    SM_INPUT_DIR: join(base.root, 'input'),
    SM_INPUT_CONFIG_DIR: join(base.root, 'input', 'config'),
    SM_INPUT_DATA_CONFIG: JSON.stringify(inputDataConfig(job)),
    SM_OUTPUT_DIR: output,
    SM_OUTPUT_DATA_DIR: base.outputData,
    SM_RESOURCE_CONFIG: JSON.stringify(resourceConfig(job)),
    SM_CURRENT_HOST: hostName,
    SM_HOSTS: JSON.stringify([hostName]),
    SM_NETWORK_INTERFACE_NAME: 'lo',
    SM_NUM_CPUS: String(availableParallelism()),
    SM_NUM_GPUS: '0',
    SM_CHANNELS: JSON.stringify(channels.toSorted()),
    SM_HPS: JSON.stringify(Object.fromEntries(hyperparameters)),
    ...Object.fromEntries(channels.map((name) => [`SM_CHANNEL_${variableName(name)}`, base.channel(name)])),
    ...Object.fromEntries(hyperparameters.map(([name, value]) => [`SM_HP_${variableName(name)}`, asText(value)])),
    ...job.Environment,
  };
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A plain string is no JSON: it is its own value.
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function variableName(name: string): string {
  return name.toUpperCase();
}
