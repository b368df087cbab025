import { z } from 'zod';
import { choice, leaf, section } from '../notes.ts';
import { data } from './data.ts';
import { environment, environmentName } from './environments.ts';
import { register } from './register.ts';
import { serve } from './serve.ts';
import { train } from './train.ts';
import { validate } from './validate.ts';
import { path, pathInImage, resourceName } from './values.ts';
import { watch } from './watch.ts';

const TASKS = ['binary', 'multiclass', 'regression', 'ranking'] as const;
const TASKS_NOT_YET = ['clustering', 'forecasting', 'anomaly', 'multilabel', 'generation'];

const image = section(
  {
    context: path('services/churn')
      .default('.')
      .describe('Folder that becomes the image; scripts and requirements are relative to it.'),
    requirements: pathInImage('model/requirements.txt')
      .optional()
      .describe('Python requirements locked by hashes; `model/requirements.txt` when that file exists.'),
    dockerfile: pathInImage('model/dockerfile')
      .optional()
      .describe(
        'Dockerfile of the container image; `model/dockerfile` or `Dockerfile` when that file exists. The local destination needs none.',
      ),
  },
  'a map such as { requirements: model/requirements.txt }',
).describe('The image that trains, scores and serves.');

function versionSlip(value: unknown): string | undefined {
  if (value === 1) return undefined;
  if (value === '1') return '"1" is text because of its quotes; write the number 1.';
  return typeof value === 'number'
    ? `Version ${value} of the format is not known; this release reads version 1.`
    : undefined;
}

/** mlops.yml as it is written: kebab-case, defaults filled in by parsing, nothing converted. */
export const configFile = section(
  {
    version: leaf(z.literal(1), {
      expects: '1',
      slip: versionSlip,
    }).describe('Version of this format.'),
    extends: leaf(z.string().min(1), { expects: 'the path of another file, relative to this one' })
      .optional()
      .describe('File to start from: maps merge, lists and values replace. Relative to the file that holds the key.'),
    model: resourceName('a name for the model').describe(
      'Name of the model; group, jobs and endpoint are named after it.',
    ),
    task: choice(TASKS, { later: TASKS_NOT_YET }).describe(
      'What is predicted: one of two labels, one of several labels, a number, or which rows answer a query best.',
    ),
    watch: watch
      .optional()
      .describe('More files whose change is a change of this model: globs relative to the folder of mlops.yml.'),
    data,
    image: image.prefault({}),
    train,
    validate,
    register: register.prefault({}),
    serve: serve.prefault({}),
    registry: leaf(z.string().min(1), { expects: 'the name of an environment' })
      .optional()
      .describe('Environment that owns training, images, versions and the ledger; the others take models from it.'),
    environments: leaf(z.record(environmentName, environment), {
      expects: 'a map of environments, e.g. { staging: { destination: local } }',
    })
      .optional()
      .describe('Where to run. Without a chosen environment everything runs on this machine.'),
  },
  'a map of keys',
);

/** The parsed file with its defaults. */
export type ConfigFile = z.infer<typeof configFile>;
