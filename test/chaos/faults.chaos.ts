import { expect, it } from '@jest/globals';
import { scenario } from '../bundles/scenario.ts';

const OPERATIONS = [
  'CreateTrainingJob',
  'CreateProcessingJob',
  'CreateModelPackageGroup',
  'CreateModelPackage',
  'UpdateModelPackage',
  'CreateModel',
  'CreateEndpointConfig',
  'CreateEndpoint',
  'DescribeEndpoint',
  'PutObject',
  'CopyObject',
] as const;

/** An answer lost after the effect in three ways, and a service that says something else instead of acting. */
const FAULTS = [
  { kind: '500', phase: 'after', times: 1 },
  { kind: 'reset', phase: 'after', times: 1 },
  { kind: 'html', phase: 'before', times: 1 },
  { kind: 'throttle', phase: 'before', times: 3 },
] as const;

const cells = OPERATIONS.flatMap((operation) => FAULTS.map((fault) => ({ operation, ...fault })));

// A run mostly waits for its jobs: several at once take a fraction of the time.
it.concurrent.each(cells)(
  '$operation with $kind $phase the effect: the run survives, and one of each thing is left',
  async (fault) => {
    await using world = scenario();
    await world.control('POST', 'faults', [fault]);
    const first = [await world.step('train'), await world.step('serve')];
    await world.control('DELETE', 'faults');
    const again = [await world.step('train'), await world.step('serve')];

    expect(first.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(again.map(({ outputs }) => outputs['outcome'])).toEqual(['unchanged', 'unchanged']);
    const { trainingJobs, processingJobs, models, endpointConfigs, endpoints, modelPackages } = await world.state();
    const kinds = [trainingJobs, processingJobs, models, endpointConfigs, endpoints, modelPackages];
    expect(kinds.map(({ length }) => length)).toEqual(kinds.map(() => 1));
    expect(await world.control('GET', 'violations')).toEqual([]);
  },
);
