import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventually, type Home, steppedClock, withEngine } from './helpers/home.ts';
import { putImage, sha256 } from './helpers/process-image.ts';
import { endedTraining as ended, logged, trainingRequest as request } from './helpers/training.ts';

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

  it('sees its own settings and nothing of the server', async () => {
    await withEngine(async (engine, home) => {
      process.env['GITHUB_TOKEN_FOR_TEST'] = 'server-secret';
      process.env['AWS_SECRET_ACCESS_KEY'] = 'server-secret';
      await home.put('data', 'in/train.csv', 'a\n');
      const image = await putImage(home, {
        files: { 'main.py': 'import json, os\nprint(json.dumps(dict(os.environ)))' },
      });

      await engine.call('CreateTrainingJob', request(image, 'env', { Environment: { MINE: 'yes', PATH: '/nowhere' } }));
      await ended(engine, 'env');
      const seen = JSON.parse(logged(home)[0] ?? '');

      expect(JSON.stringify(seen)).not.toContain('server-secret');
      expect(Object.keys(seen).filter((name) => /^(AWS|GITHUB|INPUT)_/.test(name))).toEqual(['AWS_REGION']);
      expect(seen).toMatchObject({
        MINE: 'yes',
        AWS_REGION: 'eu-west-1',
        OMP_NUM_THREADS: '1',
        TRAINING_JOB_NAME: 'env',
        SM_CHANNELS: '["train"]',
        SM_CHANNEL_TRAIN: `${seen.SAGEMAKER_BASE_DIR}/input/data/train`,
        SM_MODEL_DIR: `${seen.SAGEMAKER_BASE_DIR}/model`,
        SM_HPS: '{"trees":300,"name":"plain"}',
        SM_HP_TREES: '300',
        SM_HP_NAME: 'plain',
        SM_CURRENT_HOST: 'algo-1',
      });
      expect(seen.HOME).toContain('/work/runs/training/env/home');
      delete process.env['GITHUB_TOKEN_FOR_TEST'];
      delete process.env['AWS_SECRET_ACCESS_KEY'];
    });
  });

  it('makes the same archive, byte for byte, from the same model', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/train.csv', 'a\nb\n');
      const writes = (order: string) => `
import os, pathlib, time
model = pathlib.Path(os.environ["SM_MODEL_DIR"])
for name in ${order}:
    (model / name).mkdir(parents=True)
    (model / name / "part.bin").write_bytes(name.encode() * 50000)
os.utime(model / "a" / "part.bin", (${order.length}, 5))
`;
      for (const [name, order] of [
        ['one', '["a", "b"]'],
        ['two', '["b", "a"]'],
      ] as const) {
        const image = await putImage(home, { files: { 'main.py': writes(order) } });
        await engine.call('CreateTrainingJob', request(image, name));
        await ended(engine, name);
      }

      const archives = ['one', 'two'].map((name) => readFileSync(archive(home, `out/${name}/output/model.tar.gz`)));

      expect(sha256(archives[0] ?? '')).toBe(sha256(archives[1] ?? ''));
      expect(archives[0]?.subarray(0, 10).toString('hex')).toMatch(/^1f8b0800000000000.ff$/);
    });
  });

  it('fails with what the program wrote into its failure file', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/train.csv', 'a\n');
      const program = `
import os, pathlib, sys
pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"], "output", "failure").write_text("ValueError: bad data" + "!" * 2000)
sys.exit(3)`;
      const image = await putImage(home, { files: { 'main.py': program } });

      await engine.call('CreateTrainingJob', request(image, 'bad'));
      const job = await ended(engine, 'bad');

      expect(job).toMatchObject({ TrainingJobStatus: 'Failed', SecondaryStatus: 'Failed' });
      expect(job.FailureReason).toMatch(/^AlgorithmError: ValueError: bad data!+, exit code: 3$/);
      expect(job.FailureReason).toHaveLength(1024);
    });
  });

  it.each([
    [
      'a program that only exits',
      'import sys; sys.exit(4)',
      'AlgorithmError: See job logs for more information, exit code: 4',
    ],
    [
      'a program that is killed',
      'import os; os.kill(os.getpid(), 9)',
      'AlgorithmError: See job logs for more information, exit code: 137',
    ],
  ])('fails %s with its exit code', async (_, program, reason) => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/train.csv', 'a\n');
      const image = await putImage(home, { files: { 'main.py': program } });

      await engine.call('CreateTrainingJob', request(image, 'bad'));

      expect((await ended(engine, 'bad')).FailureReason).toBe(reason);
    });
  });

  it("fails as the client's error when a channel, the image or the output bucket is not there", async () => {
    await withEngine(async (engine, home) => {
      const image = await putImage(home, { files: { 'main.py': '' } });
      const absent = `local/none@sha256:${'0'.repeat(64)}`;
      await engine.call('CreateTrainingJob', request(image, 'no-data'));
      await engine.call('CreateTrainingJob', request(absent, 'no-image', { InputDataConfig: undefined }));
      await engine.call(
        'CreateTrainingJob',
        request('registry.example/a:1', 'foreign', { InputDataConfig: undefined }),
      );
      const elsewhere = { InputDataConfig: undefined, OutputDataConfig: { S3OutputPath: 's3://no-such-bucket/out' } };
      await engine.call('CreateTrainingJob', request(image, 'no-bucket', elsewhere));

      const reason = async (name: string) => (await ended(engine, name)).FailureReason;
      expect(await reason('no-data')).toContain(
        'ClientError: Data download failed:No S3 objects found under S3 URL "s3://data/in/train.csv"',
      );
      expect(await reason('no-image')).toBe(`ClientError: Requested image ${absent} not found.`);
      expect(await reason('foreign')).toContain(
        'CannotStartContainerError: registry.example/a:1 is not a process image',
      );
      expect(await reason('no-bucket')).toBe(
        'ClientError: Artifact upload failed:the bucket no-such-bucket does not exist',
      );
    });
  });

  it('saves its work when it is stopped', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/train.csv', 'a\n');
      const image = await putImage(home, { files: { 'main.py': stoppable } });
      await engine.call('CreateTrainingJob', request(image, 'long'));
      await eventually(() => logged(home).find((line) => line === 'ready'));

      await engine.call('StopTrainingJob', { TrainingJobName: 'long' });
      const stopping = await engine.call('DescribeTrainingJob', { TrainingJobName: 'long' });
      const job = await ended(engine, 'long');

      expect(stopping).toMatchObject({ TrainingJobStatus: 'Stopping', SecondaryStatus: 'Stopping' });
      expect(job.TrainingJobStatus).toBe('Stopped');
      expect(job.SecondaryStatusTransitions.map(({ Status }) => Status).slice(2)).toEqual([
        'Training',
        'Stopping',
        'Uploading',
        'Stopped',
      ]);
      expect(contents(home, 'out/long/output/model.tar.gz')).toEqual(['saved.txt']);
      await expect(engine.call('StopTrainingJob', { TrainingJobName: 'long' })).rejects.toMatchObject({
        type: 'ValidationException',
        message: 'The request was rejected because the training job is in status Stopped.',
      });
    });
  });

  it('is stopped when its time is over, and keeps what it has made', async () => {
    const clock = steppedClock();
    await withEngine(
      async (engine, home) => {
        await home.put('data', 'in/train.csv', 'a\n');
        const image = await putImage(home, { files: { 'main.py': stoppable } });
        await engine.call(
          'CreateTrainingJob',
          request(image, 'late', { StoppingCondition: { MaxRuntimeInSeconds: 3600 } }),
        );
        await eventually(() => logged(home).find((line) => line === 'ready'));

        clock.advance(3_600_000);
        const job = await ended(engine, 'late');

        expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' });
        expect(job.TrainingTimeInSeconds).toBe(3600);
        expect(contents(home, 'out/late/output/model.tar.gz')).toEqual(['saved.txt']);
      },
      { clock },
    );
  });

  it('is killed 120 seconds after a stop that it ignores', async () => {
    const clock = steppedClock();
    await withEngine(
      async (engine, home) => {
        await home.put('data', 'in/train.csv', 'a\n');
        const stubborn = stoppable.replace('stop)', 'lambda *_: print("no", flush=True))');
        const image = await putImage(home, { files: { 'main.py': stubborn } });
        await engine.call('CreateTrainingJob', request(image, 'stubborn'));
        await eventually(() => logged(home).find((line) => line === 'ready'));
        await engine.call('StopTrainingJob', { TrainingJobName: 'stubborn' });
        await eventually(() => logged(home).find((line) => line === 'no'));

        clock.advance(120_000);

        expect((await ended(engine, 'stubborn')).TrainingJobStatus).toBe('Stopped');
      },
      { clock },
    );
  });

  it('hands over every object of a prefix and every object of a manifest', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'rows/a.csv', 'A');
      await home.put('data', 'rows/deep/b.csv', 'B');
      await home.put('data', 'rows.csv', 'not below the folder');
      await home.put('data', 'list.json', JSON.stringify([{ prefix: 's3://data/rows/' }, 'deep/b.csv']));
      const image = await putImage(home, { files: { 'main.py': lister } });
      const channels = [
        { ChannelName: 'all', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/rows/' } } },
        {
          ChannelName: 'some',
          DataSource: { S3DataSource: { S3DataType: 'ManifestFile', S3Uri: 's3://data/list.json' } },
        },
      ];

      await engine.call('CreateTrainingJob', request(image, 'many', { InputDataConfig: channels }));
      await ended(engine, 'many');

      expect(logged(home)).toEqual(['all/a.csv', 'all/deep/b.csv', 'some/deep/b.csv']);
    });
  });

  it('runs the entrypoint and the arguments of the request when it names them', async () => {
    await withEngine(async (engine, home) => {
      const image = await putImage(home, { files: { 'main.py': '', 'other.py': 'import sys; print(sys.argv)' } });
      const algorithm = {
        TrainingImage: image,
        TrainingInputMode: 'File',
        ContainerEntrypoint: ['python', 'other.py'],
        ContainerArguments: ['a b', '$HOME'],
      };

      await engine.call(
        'CreateTrainingJob',
        request(image, 'own', { AlgorithmSpecification: algorithm, InputDataConfig: undefined }),
      );
      await ended(engine, 'own');

      expect(logged(home)).toEqual(["['other.py', 'a b', '$HOME']"]);
    });
  });

  it('has a name of its own, is listed, and can be deleted once it has ended', async () => {
    await withEngine(async (engine, home) => {
      const image = await putImage(home, { files: { 'main.py': '' } });
      for (const name of ['alpha-1', 'alpha-2', 'beta-1']) {
        await engine.call(
          'CreateTrainingJob',
          request(image, name, { InputDataConfig: undefined, Tags: [{ Key: 'k', Value: name }] }),
        );
        await ended(engine, name);
      }

      const first = await engine.call<Listing>('ListTrainingJobs', { NameContains: 'alpha', MaxResults: 1 });
      const second = await engine.call<Listing>('ListTrainingJobs', {
        NameContains: 'alpha',
        MaxResults: 1,
        NextToken: first.NextToken,
      });
      await engine.call('DeleteTrainingJob', { TrainingJobName: 'beta-1' });

      expect(first.TrainingJobSummaries).toMatchObject([
        { TrainingJobName: 'alpha-2', TrainingJobStatus: 'Completed' },
      ]);
      expect(second).toMatchObject({ TrainingJobSummaries: [{ TrainingJobName: 'alpha-1' }] });
      expect(second.NextToken).toBeUndefined();
      expect(home.deps.tags.get('arn:aws:sagemaker:eu-west-1:000000000000:training-job/alpha-1')).toEqual([
        { Key: 'k', Value: 'alpha-1' },
      ]);
      await expect(engine.call('CreateTrainingJob', request(image, 'alpha-1'))).rejects.toMatchObject({
        type: 'ResourceInUse',
      });
      await expect(engine.call('DescribeTrainingJob', { TrainingJobName: 'beta-1' })).rejects.toMatchObject({
        type: 'ValidationException',
        message: 'Requested resource not found.',
      });
    });
  });

  it.each([
    ['two instances', { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 1 } }],
    [
      'a metric that is no expression',
      {
        AlgorithmSpecification: {
          TrainingImage: 'x',
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'm', Regex: '(' }],
        },
      },
    ],
    ['pipe mode', { AlgorithmSpecification: { TrainingImage: 'x', TrainingInputMode: 'Pipe' } }],
  ])('is refused for %s', async (_, changes) => {
    await withEngine(async (engine) => {
      await expect(engine.call('CreateTrainingJob', request('x', 'no', changes))).rejects.toMatchObject({
        type: 'ValidationException',
      });
      expect(await engine.call('ListTrainingJobs', {})).toEqual({ TrainingJobSummaries: [] });
    });
  });
});

interface Listing {
  readonly TrainingJobSummaries: readonly Record<string, unknown>[];
  readonly NextToken?: string;
}

const stoppable = `
import os, pathlib, signal, sys, time
def stop(*_):
    pathlib.Path(os.environ["SM_MODEL_DIR"], "saved.txt").write_text("so far")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
while True:
    time.sleep(1)
`;

const lister = `
import os, pathlib
data = pathlib.Path(os.environ["SM_INPUT_DIR"], "data")
for file in sorted(data.rglob("*")):
    if file.is_file():
        print(file.relative_to(data))
`;

function archive(home: Home, key: string): string {
  return home.objects.open('data', key)?.path ?? '';
}

function contents(home: Home, key: string): readonly string[] {
  return execFileSync('tar', ['tzf', archive(home, key)])
    .toString()
    .trim()
    .split('\n');
}
