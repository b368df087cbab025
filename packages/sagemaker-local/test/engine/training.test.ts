import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { TrainingJob } from '../../src/engine/training/record.ts';
import { eventually, type Home, type TestEngine, withEngine } from './helpers/home.ts';
import { putImage } from './helpers/process-image.ts';

const trainer = `
import json, os, pathlib, sys
base = pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"])
rows = (base / "input/data/train/train.csv").read_text()
params = json.loads((base / "input/config/hyperparameters.json").read_text())
print("word", sys.argv[1])
print("metric rows=%d" % len(rows.splitlines()))
print("metric loss=nan")
print("metric loss=0.25")
(base / "model" / "deep").mkdir()
(base / "model" / "deep" / "weights.txt").write_text(rows + params["trees"])
(base / "model" / "environment.json").write_text(json.dumps(sorted(os.environ)))
(base / "output/data/metrics.json").write_text("{}")
`;

describe('a training job', () => {
  it('runs the image on its channels and leaves a model, its output, its metrics and its log', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/train.csv', 'a\nb\n');
      const image = await putImage(home, { files: { 'main.py': trainer } });

      const created = await engine.call('CreateTrainingJob', request(image, 'first'));
      const job = await ended(engine, 'first');

      expect(created).toEqual({ TrainingJobArn: 'arn:aws:sagemaker:eu-west-1:000000000000:training-job/first' });
      expect(job.FailureReason).toBeUndefined();
      expect(job.SecondaryStatusTransitions.map(({ Status }) => Status)).toEqual([
        'Starting',
        'Downloading',
        'Training',
        'Uploading',
        'Completed',
      ]);
      expect(job.FinalMetricDataList?.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
        ['rows', 2],
        ['loss', 0.25],
      ]);
      expect(job.ModelArtifacts.S3ModelArtifacts).toBe('s3://data/out/first/output/model.tar.gz');
      expect(contents(home, 'out/first/output/model.tar.gz')).toEqual(['deep/weights.txt', 'environment.json']);
      expect(contents(home, 'out/first/output/output.tar.gz')).toEqual(['metrics.json']);
      expect(home.logLines('/aws/sagemaker/TrainingJobs')[0]).toMatch(/^first\/algo-1-\d{10}: word train$/);
    });
  });
});

function request(image: string, name: string, changes: Record<string, unknown> = {}) {
  return {
    TrainingJobName: name,
    RoleArn: 'arn:aws:iam::000000000000:role/job',
    AlgorithmSpecification: {
      TrainingImage: image,
      TrainingInputMode: 'File',
      MetricDefinitions: ['rows', 'loss'].map((Name) => ({ Name, Regex: `metric ${Name}=([-+0-9.eE]+)` })),
    },
    HyperParameters: { trees: '300' },
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

function ended(engine: TestEngine, name: string): Promise<TrainingJob> {
  return eventually(async () => {
    const job = await engine.call<TrainingJob>('DescribeTrainingJob', { TrainingJobName: name });
    return ['Completed', 'Failed', 'Stopped'].includes(job.TrainingJobStatus) ? job : undefined;
  });
}

function contents(home: Home, key: string): readonly string[] {
  const path = home.objects.open('data', key)?.path ?? '';
  return execFileSync('tar', ['tzf', path]).toString().trim().split('\n');
}
