import { type ActionDefinition, booleanInput, PLACE_PATHS, placeInputs, yamlInput } from '@mlops-actions/action-kit';
import { z } from 'zod';
import { channels } from './channels.ts';

const inputs = z.object({
  ...placeInputs,
  image: z
    .string()
    .regex(/^(\S+@)?sha256:[0-9a-f]{64}$/, {
      error: 'expected an image by digest, <repository>@sha256:<64 hexadecimal digits>, or the digest alone',
    })
    .optional(),
  script: z.string().optional(),
  entrypoint: yamlInput(
    z.array(z.string(), { error: 'expected a list of texts, e.g. ["python", "train.py"]' }),
  ).optional(),
  channels: yamlInput(channels).optional(),
  hyperparameters: z.string().optional(),
  metrics: z.string().optional(),
  'environment-variables': z.string().optional(),
  'instance-type': z.string().optional(),
  'volume-size-gb': z.string().optional(),
  'max-runtime': z.string().optional(),
  spot: z.string().optional(),
  'max-wait': z.string().optional(),
  checkpoints: z.string().optional(),
  'network-isolation': booleanInput().optional(),
  'encrypt-inter-container': booleanInput().optional(),
  rerun: booleanInput().optional(),
  'on-cancel': z.enum(['stop', 'leave'], { error: 'expected stop or leave' }).optional(),
  wait: booleanInput().optional(),
});

export type TrainingInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  script: 'train.script',
  hyperparameters: 'train.hyperparameters',
  metrics: 'train.metrics',
  'environment-variables': 'train.environment',
  'instance-type': 'train.instance-type',
  'volume-size-gb': 'train.volume-size-gb',
  'max-runtime': 'train.max-runtime',
  spot: 'train.spot',
  'max-wait': 'train.max-wait',
  checkpoints: 'train.checkpoints',
} as const;

const outputs = [
  'outcome',
  'job-name',
  'status',
  'secondary-status',
  'model-uri',
  'model-digest',
  'image-digest',
  'instance-type',
  'training-seconds',
  'billable-seconds',
  'metrics',
  'spec',
  'failure-reason',
] as const;

export type TrainingOutput = (typeof outputs)[number];

export const definition: ActionDefinition<TrainingInputs, TrainingOutput> = {
  name: 'start-sagemaker-training',
  inputs,
  outputs,
};
