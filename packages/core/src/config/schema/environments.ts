import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { approval } from './register.ts';
import { serveKeys } from './serve.ts';
import { capacity, instanceTypes, maxRuntime, volumeSize } from './train.ts';

const role = leaf(z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/), {
  expects: 'the ARN of a role, e.g. arn:aws:iam::111111111111:role/mlops-job',
});

const listOf = (pattern: RegExp, most: number, example: string) =>
  leaf(
    z
      .array(leaf(z.string().regex(pattern), { expects: `an id, e.g. ${example}` }))
      .min(1)
      .max(most),
    {
      expects: `a list of 1 to ${most} ids, e.g. [${example}]`,
    },
  );

const network = section(
  {
    subnets: listOf(/^subnet-[0-9a-z]+$/, 16, 'subnet-0a1b2c').describe('Subnets of jobs and endpoints.'),
    'security-groups': listOf(/^sg-[0-9a-z]+$/, 5, 'sg-0a1b2c').describe('Security groups of jobs and endpoints.'),
  },
  'a map with the keys subnets and security-groups',
);

/** SageMaker takes 50 tags; ours need some of them. */
const tags = leaf(
  z.record(
    leaf(
      z
        .string()
        .min(1)
        .max(128)
        .regex(/^(?!aws:|mlops:)/i),
      {
        expects: 'a tag key of at most 128 characters that does not start with "aws:" or "mlops:"',
      },
    ),
    leaf(z.string().max(256), { expects: 'a text of at most 256 characters' }),
  ),
  {
    expects: 'a map of texts, e.g. { CostCenter: "4711" }',
    slip: (value) => (Object.keys(Object(value)).length > 40 ? 'There are more than 40 tags.' : undefined),
  },
);

const DESTINATIONS_NOT_YET = ['azure', 'gcp', 'vertex', 'kubernetes', 'k8s', 'databricks', 'docker'];

/** The keys of an environment block that override the top level. Gates and data are not among them on purpose. */
const overrides = {
  train: section(
    {
      'instance-type': instanceTypes.optional().describe('Overrides `train.instance-type`.'),
      'max-runtime': maxRuntime.optional().describe('Overrides `train.max-runtime`.'),
      'volume-size-gb': volumeSize.optional().describe('Overrides `train.volume-size-gb`.'),
      spot: capacity.spot.describe('Overrides `train.spot`.'),
      'max-wait': capacity['max-wait'].describe('Overrides `train.max-wait`.'),
      checkpoints: capacity.checkpoints.describe('Overrides `train.checkpoints`.'),
    },
    'a map of keys of train that say where it runs',
  )
    .optional()
    .describe('Overrides of `train` in this environment.'),
  register: section(
    { approval: approval.optional().describe('Overrides `register.approval`.') },
    'a map with the key approval',
  )
    .optional()
    .describe('Overrides of `register` in this environment.'),
  serve: section(
    {
      'instance-type': serveKeys.instanceType.optional().describe('Overrides `serve.instance-type`.'),
      'instance-count': serveKeys.instanceCount.optional().describe('Overrides `serve.instance-count`.'),
      endpoint: serveKeys.endpoint.optional().describe('Overrides `serve.endpoint`.'),
      'startup-timeout': serveKeys.startupTimeout.optional().describe('Overrides `serve.startup-timeout`.'),
      smoke: serveKeys.smoke.optional().describe('Overrides `serve.smoke`.'),
    },
    'a map of keys of serve',
  )
    .optional()
    .describe('Overrides of `serve` in this environment.'),
};

export const environment = section(
  {
    like: leaf(z.string().min(1), { expects: 'the name of another environment' })
      .optional()
      .describe('Takes everything from that environment; keys written here win.'),
    destination: choice(['aws', 'local'], { later: DESTINATIONS_NOT_YET })
      .optional()
      .describe('Amazon SageMaker, or sagemaker-local on this machine.'),
    region: leaf(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/), { expects: 'an AWS region, e.g. eu-west-1' })
      .optional()
      .describe('AWS region.'),
    'assume-role': role.optional().describe('Role that a workflow takes on to call AWS.'),
    'execution-role': role.optional().describe('Role that jobs and endpoints run as.'),
    bucket: leaf(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), {
      expects: 'the name of an S3 bucket, e.g. acme-mlops-staging',
      slip: (value) =>
        typeof value === 'string' && value.startsWith('s3://')
          ? `"${value}" is an address; write the bucket name "${value.slice(5).split('/')[0]}" alone.`
          : undefined,
    })
      .optional()
      .describe('Bucket for data, models and records.'),
    'kms-key': leaf(z.string().min(1).max(2048), { expects: 'the id, ARN or alias of a KMS key, e.g. alias/mlops' })
      .optional()
      .describe('Key that encrypts objects and volumes.'),
    network: network.optional().describe('Network of jobs and endpoints.'),
    tags: tags.optional().describe('Tags for everything that is created.'),
    ...overrides,
  },
  'a map such as { destination: local }',
);

export const environmentName = leaf(
  z
    .string()
    .max(63)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  {
    expects: 'a kebab-case name, e.g. staging',
  },
);
