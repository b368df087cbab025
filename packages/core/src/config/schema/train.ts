import { z } from 'zod';
import { leaf, section } from '../notes.ts';
import { duration, instanceType, instanceTypeSlip, pathInImage, whole } from './values.ts';

/** CreateTrainingJob: at most 100 hyperparameters, names of 256 and values of 2,500 characters. */
const MAX_HYPERPARAMETERS = 100;
const MAX_VALUE_LENGTH = 2_500;

/** CreateTrainingJob: at most 100 variables, names of letters, digits and underscores, values of 512 characters. */
const MAX_VARIABLES = 100;
/** CreateTrainingJob: at most 40 metric definitions; some are ours. */
const MAX_METRICS = 30;

/** InstancePreferences of CreateTrainingJob takes 1 to 5 types. */
export const instanceTypes = leaf(z.union([instanceType(), z.array(instanceType()).min(1).max(5)]), {
  expects: 'a SageMaker instance type, e.g. ml.m5.large, or a list of 1 to 5 in order of preference',
  slip: instanceTypeSlip,
});

/** SageMaker stops no training job later than after 28 days. */
export const maxRuntime = duration('1m', '28d');

export const volumeSize = whole(1, 16_384, 'a number of gigabytes');

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const hyperparameter = leaf(z.union([scalar, z.array(scalar)]), {
  expects: 'a text, a number, true or false, or a list of them',
  slip: (value) => {
    const { length } = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return length > MAX_VALUE_LENGTH
      ? `The value has ${length} characters; SageMaker takes at most ${MAX_VALUE_LENGTH} per hyperparameter.`
      : undefined;
  },
});

const hyperparameters = leaf(
  z.record(leaf(z.string().min(1).max(256), { expects: 'a name of at most 256 characters' }), hyperparameter),
  {
    expects: 'a map of names to values, e.g. { trees: 300 }',
    slip: (value) => {
      const count = Object.keys(Object(value)).length;
      return count > MAX_HYPERPARAMETERS
        ? `There are ${count} hyperparameters; SageMaker takes at most ${MAX_HYPERPARAMETERS}.`
        : undefined;
    },
  },
);

const environment = leaf(
  z.record(
    leaf(
      z
        .string()
        .max(512)
        .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
      { expects: 'a name of letters, digits and underscores' },
    ),
    leaf(z.string().max(512), { expects: 'a text of at most 512 characters' }),
  ),
  {
    expects: 'a map of texts, e.g. { TOKENIZERS_PARALLELISM: "false" }',
    slip: (value) => tooMany(value, MAX_VARIABLES, 'variables'),
  },
);

const metrics = leaf(
  z.record(
    leaf(z.string().min(1).max(255), { expects: 'a name of at most 255 characters' }),
    leaf(z.string().min(1).max(500), {
      expects: 'a regular expression with one group, e.g. "loss=([0-9.]+)"',
      slip: expressionSlip,
    }),
  ),
  {
    expects: 'a map from names to regular expressions, e.g. { loss: "loss=([0-9.]+)" }',
    slip: (value) => tooMany(value, MAX_METRICS, 'metrics'),
  },
);

function tooMany(value: unknown, most: number, what: string): string | undefined {
  const count = Object.keys(Object(value)).length;
  return count > most ? `There are ${count} ${what}; SageMaker takes at most ${most}.` : undefined;
}

/** SageMaker takes the first group of a match as the value, so an expression without one never finds anything. */
function expressionSlip(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const groups = groupsOf(value);
  if (groups === undefined) return `"${value}" is no regular expression.`;
  return groups === 0 ? `"${value}" has no group; put the number in parentheses, e.g. "loss=([0-9.]+)".` : undefined;
}

function groupsOf(expression: string): number | undefined {
  try {
    return (new RegExp(`${expression}|`).exec('')?.length ?? 1) - 1;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const toggle = (expects: string) => leaf(z.boolean(), { expects });

/** What a training job costs and whether it survives an interruption; an environment may say it differently. */
export const capacity = {
  spot: toggle('true or false').optional().describe('Runs on spare capacity, for less money and with interruptions.'),
  'max-wait': maxRuntime
    .optional()
    .describe('With `spot`: the longest time from start to end, waiting included; else twice `max-runtime`.'),
  checkpoints: toggle('true or false')
    .optional()
    .describe('Keeps `/opt/ml/checkpoints` in the bucket while the job runs and restores it after an interruption.'),
};

export const train = section(
  {
    script: pathInImage('model/train.py').describe(
      'File with the function `train`, or a script that reads /opt/ml itself.',
    ),
    'instance-type': instanceTypes
      .default('ml.m5.large')
      .describe('Machine of the training job; of a list, the first with capacity is taken.'),
    hyperparameters: hyperparameters.default({}).describe('Handed to `train` with the types they have here.'),
    'max-runtime': maxRuntime.default('1h').describe('The job is stopped after this time.'),
    'volume-size-gb': volumeSize.default(30).describe('Disk of the training machine in GB.'),
    environment: environment.optional().describe('Environment variables of the job. No place for secrets.'),
    metrics: metrics
      .optional()
      .describe('More metrics to read from the log: name → regular expression whose first group is the number.'),
    ...capacity,
  },
  'a map such as { script: model/train.py }',
).describe('The training job.');
