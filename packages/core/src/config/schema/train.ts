import { z } from 'zod';
import { leaf, section } from '../notes.ts';
import { duration, instanceType, instanceTypeSlip, pathInImage, whole } from './values.ts';

/** CreateTrainingJob: at most 100 hyperparameters, names of 256 and values of 2,500 characters. */
const MAX_HYPERPARAMETERS = 100;
const MAX_VALUE_LENGTH = 2_500;

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
  },
  'a map such as { script: model/train.py }',
).describe('The training job.');
