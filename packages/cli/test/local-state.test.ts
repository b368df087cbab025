import { expect, it } from '@jest/globals';
import { generationOf } from '@mlops-actions/core';
import { overviewOf } from '../src/local-state.ts';

const EMPTY = { trainingJobs: [], processingJobs: [], models: [], endpoints: [], modelPackages: [] };

it('shows one job per specification: the newest try and how many there were', () => {
  const names = ['churn-0123456789ab', 'churn-0123456789ab-10', 'churn-0123456789ab-2', 'churn-ba9876543210'];
  const trainingJobs = names.map((name) => ({
    TrainingJobName: name,
    TrainingJobStatus: name.endsWith('-10') ? 'Completed' : 'Failed',
  }));

  expect(overviewOf({ ...EMPTY, trainingJobs }, generationOf).jobs).toEqual([
    { kind: 'training', name: 'churn-0123456789ab-10', status: 'Completed', tries: 3 },
    { kind: 'training', name: 'churn-ba9876543210', status: 'Failed', tries: 1 },
  ]);
});

it('shows what an endpoint serves, by generation, configuration and model digest', () => {
  const config = 'churn-g7-0123456789ab';
  const state = {
    ...EMPTY,
    models: [{ ModelName: config, PrimaryContainer: { Environment: { MLOPS_MODEL_DIGEST: 'e'.repeat(64) } } }],
    endpoints: [{ EndpointName: 'churn', EndpointStatus: 'InService', EndpointConfigName: config }],
  };

  expect(overviewOf(state, generationOf).endpoints).toEqual([
    { name: 'churn', status: 'InService', config, generation: 7, modelDigest: 'e'.repeat(64) },
  ]);
});

it('shows packages with their approval', () => {
  const modelPackages = [
    {
      ModelPackageGroupName: 'churn',
      ModelPackageVersion: 3,
      ModelApprovalStatus: 'Approved',
      CustomerMetadataProperties: { 'model-digest': 'abc' },
    },
  ];

  expect(overviewOf({ ...EMPTY, modelPackages }, generationOf).packages).toEqual([
    { group: 'churn', version: 3, approval: 'Approved', modelDigest: 'abc' },
  ]);
});
