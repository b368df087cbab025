import { describe, expect, it } from '@jest/globals';
import type { Placement, TrainingRequest } from '@mlops-actions/core';
import { trainingInput } from '../../src/aws/training.ts';

const request: TrainingRequest = {
  kind: 'training',
  image: `repo@sha256:${'a'.repeat(64)}`,
  entrypoint: ['python', 'train.py'],
  environment: { MODE: 'fast' },
  instanceTypes: ['ml.m5.large'],
  volumeSizeGb: 30,
  maxRuntimeSeconds: 3_600,
  hyperparameters: { trees: '300' },
  channels: { train: { uri: 's3://bucket/data/', digest: 'b'.repeat(64) } },
  metrics: { loss: 'loss=(.+)' },
};
const placement: Placement = {
  role: 'arn:aws:iam::111111111111:role/job',
  outputUri: 's3://bucket/jobs',
  tags: { 'mlops:spec': 's' },
};

const inputOf = (changes: Partial<TrainingRequest> = {}, terms: Partial<Placement> = {}) =>
  trainingInput('churn-1', { ...request, ...changes }, { ...placement, ...terms });

describe('the request for a training job', () => {
  it('says of capacity, network and checkpoints nothing that was not asked for', () => {
    expect(Object.keys(inputOf())).toEqual([
      'TrainingJobName',
      'RoleArn',
      'AlgorithmSpecification',
      'HyperParameters',
      'InputDataConfig',
      'OutputDataConfig',
      'ResourceConfig',
      'StoppingCondition',
      'Environment',
      'Tags',
    ]);
    expect(inputOf().StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3_600 });
  });

  it('asks for spot capacity with its wait, checkpoints, isolation, network and key', () => {
    const terms: Partial<Placement> = {
      spot: { maxWaitSeconds: 7_200 },
      checkpointUri: 's3://bucket/checkpoints/churn-1',
      networkIsolation: true,
      encryptInterContainer: true,
      subnets: ['subnet-1'],
      securityGroups: ['sg-1'],
      kmsKey: 'alias/mlops',
    };

    expect(inputOf({}, terms)).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 3_600, MaxWaitTimeInSeconds: 7_200 },
      CheckpointConfig: { S3Uri: 's3://bucket/checkpoints/churn-1' },
      EnableNetworkIsolation: true,
      EnableInterContainerTrafficEncryption: true,
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      OutputDataConfig: { S3OutputPath: 's3://bucket/jobs', KmsKeyId: 'alias/mlops' },
    });
  });

  it('leaves the start to the image when there is no entrypoint', () => {
    expect(inputOf({ entrypoint: [] }).AlgorithmSpecification).not.toHaveProperty('ContainerEntrypoint');
  });

  it('gives one instance type as such, and several in their order of preference', () => {
    expect(inputOf().ResourceConfig).toEqual({ InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 });
    expect(inputOf({ instanceTypes: ['ml.m5.large', 'ml.m4.large'] }).ResourceConfig).toEqual({
      InstanceCount: 1,
      InstancePreferences: [{ InstanceType: 'ml.m5.large' }, { InstanceType: 'ml.m4.large' }],
      VolumeSizeInGB: 30,
    });
  });

  it('tells the program of a channel what it was told', () => {
    const train = { uri: 's3://bucket/x/', digest: 'c', contentType: 'text/csv', inputMode: 'FastFile' } as const;

    expect(inputOf({ channels: { train } }).InputDataConfig).toMatchObject([
      { ChannelName: 'train', ContentType: 'text/csv', InputMode: 'FastFile' },
    ]);
  });
});
