import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { TrainingJob } from '../../src/engine/training/record.ts';
import { eventually, type Home, steppedClock, type TestEngine, withEngine } from './helpers/home.ts';
import { putImage } from './helpers/process-image.ts';
import { endedTraining as ended, logged, trainingRequest as request } from './helpers/training.ts';

/** Counts its starts in a checkpoint, and waits to be interrupted at the first. */
const resuming = `
import os, pathlib, signal, sys
base = pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"])
checkpoint = base / "checkpoints" / "deep" / "epoch.txt"
epoch = int(checkpoint.read_text()) if checkpoint.exists() else 0
checkpoint.parent.mkdir(exist_ok=True)
checkpoint.write_text(str(epoch + 1))
print("metric rows=%d" % epoch, flush=True)
print("epoch", epoch, flush=True)
if epoch == 0:
    signal.pause()
(base / "model" / "weights.txt").write_text(str(epoch))
`;

const spot = {
  EnableManagedSpotTraining: true,
  CheckpointConfig: { S3Uri: 's3://data/checkpoints/job' },
  StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
};

const contentOf = (home: Home, key: string) => {
  const blob = home.objects.open('data', key);
  return blob === undefined ? undefined : readFileSync(blob.path, 'utf8');
};

const printed = (home: Home, line: string) => eventually(() => (logged(home).includes(line) ? true : undefined));

const statuses = (job: TrainingJob) => job.SecondaryStatusTransitions.map(({ Status }) => Status);

async function create(engine: TestEngine, home: Home, program: string, changes: Record<string, unknown>, name = 'job') {
  await home.put('data', 'in/train.csv', 'a\n');
  const image = await putImage(home, { files: { 'main.py': program } });
  return engine.call('CreateTrainingJob', request(image, name, changes));
}

describe('a spot training job', () => {
  it('that loses its instance starts again from its checkpoint, and does not pay for the gap', async () => {
    await withEngine(async (engine, home) => {
      await create(engine, home, resuming, spot);
      await printed(home, 'epoch 0');
      engine.interrupt('job');
      const job = await ended(engine, 'job');

      expect(statuses(job)).toEqual([
        'Starting',
        'Downloading',
        'Training',
        'Interrupted',
        'Starting',
        'Downloading',
        'Training',
        'Uploading',
        'Completed',
      ]);
      expect(logged(home)).toEqual(['metric rows=0', 'epoch 0', 'metric rows=1', 'epoch 1']);
      expect(job.FinalMetricDataList).toMatchObject([{ MetricName: 'rows', Value: 1 }]);
      expect(contentOf(home, 'checkpoints/job/deep/epoch.txt')).toBe('2');
      expect(job.BillableTimeInSeconds).toBeLessThanOrEqual(job.TrainingTimeInSeconds ?? 0);
    });
  });

  it('hands its checkpoints over to the next job at the same place', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'checkpoints/job/deep/epoch.txt', '4');
      await create(engine, home, resuming, spot);
      await ended(engine, 'job');

      expect(logged(home)).toContain('epoch 4');
      expect(contentOf(home, 'checkpoints/job/deep/epoch.txt')).toBe('5');
    });
  });

  it('saves its checkpoints when it is stopped and when it fails', async () => {
    await withEngine(async (engine, home) => {
      await create(engine, home, resuming, spot);
      await printed(home, 'epoch 0');
      await engine.call('StopTrainingJob', { TrainingJobName: 'job' });

      expect(await ended(engine, 'job')).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
      expect(contentOf(home, 'checkpoints/job/deep/epoch.txt')).toBe('1');

      await create(engine, home, `${resuming}\nsys.exit(3)`, spot, 'failing');

      expect(await ended(engine, 'failing')).toMatchObject({ TrainingJobStatus: 'Failed' });
      expect(contentOf(home, 'checkpoints/job/deep/epoch.txt')).toBe('2');
    });
  });

  it('saves its checkpoints while it runs', async () => {
    const clock = steppedClock();
    await withEngine(
      async (engine, home) => {
        await create(engine, home, resuming, spot);
        await printed(home, 'epoch 0');
        clock.advance(5_000);

        expect(await eventually(() => contentOf(home, 'checkpoints/job/deep/epoch.txt'))).toBe('1');
      },
      { clock },
    );
  });

  it('is stopped when its time to wait is over, although its time to run is not', async () => {
    const clock = steppedClock();
    await withEngine(
      async (engine, home) => {
        const limits = { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 3600 };
        await create(engine, home, resuming, { ...spot, StoppingCondition: limits });
        clock.advance(1_000_000);
        await printed(home, 'epoch 0');
        clock.advance(2_600_000);

        expect(await ended(engine, 'job')).toMatchObject({
          TrainingJobStatus: 'Stopped',
          SecondaryStatus: 'MaxWaitTimeExceeded',
        });
      },
      { clock },
    );
  });

  it('leaves a description of its checkpoints beside its other settings', async () => {
    await withEngine(async (engine, home) => {
      await create(
        engine,
        home,
        'import os; print(open(os.environ["SAGEMAKER_BASE_DIR"] + "/input/config/checkpointconfig.json").read())',
        spot,
      );
      await ended(engine, 'job');

      expect(JSON.parse(logged(home)[0] ?? '')).toEqual({
        LocalPath: '/opt/ml/checkpoints',
        S3Uri: 's3://data/checkpoints/job',
      });
    });
  });
});

describe('a request for spot capacity is refused', () => {
  it.each([
    [
      'with a wait alone',
      { StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 } },
      /only supported when EnableManagedSpotTraining is set to true/,
    ],
    ['without a wait', { EnableManagedSpotTraining: true }, /must be present and be greater than or equal/],
    [
      'with a wait shorter than the training',
      { EnableManagedSpotTraining: true, StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 59 } },
      /must be present and be greater than or equal/,
    ],
    [
      'with instances in order of preference',
      { ...spot, ResourceConfig: { InstanceCount: 1, InstancePreferences: [{ InstanceType: 'ml.m5.large' }] } },
      /InstancePreferences is not supported/,
    ],
    [
      'with checkpoints elsewhere',
      { CheckpointConfig: { S3Uri: 's3://data/c', LocalPath: '/tmp/c' } },
      /a CheckpointConfig\.LocalPath other than \/opt\/ml\/checkpoints/,
    ],
  ])('%s', async (_what, changes, message) => {
    await withEngine(async (engine, home) => {
      await expect(create(engine, home, resuming, changes)).rejects.toMatchObject({
        type: 'ValidationException',
        message: expect.stringMatching(message),
      });
    });
  });
});

it('an interruption of a job that is on no spot capacity is refused', async () => {
  await withEngine(async (engine, home) => {
    await create(engine, home, resuming, { CheckpointConfig: spot.CheckpointConfig });
    await printed(home, 'epoch 0');

    expect(() => engine.interrupt('job')).toThrow('No training job job runs on spot capacity.');
    expect(() => engine.interrupt('absent')).toThrow('No training job absent runs on spot capacity.');
  });
});

it('network isolation and encryption between containers are taken as they are', async () => {
  await withEngine(async (engine, home) => {
    const asked = { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true };
    await create(engine, home, 'print(1)', asked);

    expect(await ended(engine, 'job')).toMatchObject({ ...asked, TrainingJobStatus: 'Completed' });
  });
});
