import type { TrainingJob } from '../../../src/engine/training/record.ts';
import { eventually, type Home, type TestEngine } from './home.ts';

/** A CreateTrainingJob request with one channel and two metrics. */
export function trainingRequest(image: string, name: string, changes: Record<string, unknown> = {}) {
  return {
    TrainingJobName: name,
    RoleArn: 'arn:aws:iam::000000000000:role/job',
    AlgorithmSpecification: {
      TrainingImage: image,
      TrainingInputMode: 'File',
      MetricDefinitions: ['rows', 'loss'].map((Name) => ({ Name, Regex: `metric ${Name}=([-+0-9.eE]+)` })),
    },
    HyperParameters: { trees: '300', name: 'plain' },
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/in/train.csv' } },
      },
    ],
    OutputDataConfig: { S3OutputPath: 's3://data/out' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    ...changes,
  };
}

/** The job's record once it has ended. */
export function endedTraining(engine: TestEngine, name: string): Promise<TrainingJob> {
  return eventually(async () => {
    const job = await engine.call<TrainingJob>('DescribeTrainingJob', { TrainingJobName: name });
    return ['Completed', 'Failed', 'Stopped'].includes(job.TrainingJobStatus) ? job : undefined;
  });
}

/** What training jobs printed, without the names of their streams. */
export function logged(home: Home): readonly string[] {
  return home.logLines('/aws/sagemaker/TrainingJobs').map((line) => line.slice(line.indexOf(': ') + 2));
}
