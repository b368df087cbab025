import { z } from 'zod';
import { leaf, section } from '../notes.ts';
import { duration, instanceType, path, pathInImage, resourceName, whole } from './values.ts';

export const serveKeys = {
  instanceType: instanceType(),
  instanceCount: whole(1, 100, 'a number of machines'),
  endpoint: resourceName('a name for the endpoint'),
  /** ContainerStartupHealthCheckTimeoutInSeconds: 60 to 3,600. */
  startupTimeout: duration('1m', '1h'),
  smoke: path('serve/smoke.yml'),
};

const NOT_YET = ['blue-green', 'canary', 'linear', 'rolling', 'shadow', 'a-b', 'ab'];

export const serve = section(
  {
    script: pathInImage('serve/app.py')
      .default('serve/app.py')
      .describe('The app that answers /ping and /invocations.'),
    'instance-type': serveKeys.instanceType.default('ml.m5.large').describe('Machine of the endpoint.'),
    'instance-count': serveKeys.instanceCount.default(1).describe('Number of machines.'),
    endpoint: serveKeys.endpoint.optional().describe('Name of the endpoint; the model name when absent.'),
    'startup-timeout': serveKeys.startupTimeout
      .default('10m')
      .describe('A new machine that does not answer /ping within this time counts as failed.'),
    strategy: leaf(z.literal('all-at-once'), {
      expects: '"all-at-once"',
      slip: (value) =>
        typeof value === 'string' && NOT_YET.includes(value)
          ? `The strategy "${value}" is not implemented in this version; leave it out or write "all-at-once".`
          : undefined,
    })
      .default('all-at-once')
      .describe('How traffic moves to a new model.'),
    smoke: serveKeys.smoke
      .optional()
      .describe('YAML or JSON file of requests that a new deploy must answer as written.'),
  },
  'a map such as { script: serve/app.py }',
).describe('The endpoint.');
