import { describe, expect, it } from '@jest/globals';
import type { ProcessingJob } from '../../src/engine/processing/record.ts';
import { eventually, steppedClock, type TestEngine, withEngine } from './helpers/home.ts';
import { putImage } from './helpers/process-image.ts';

const scorer = `
import json, os, pathlib, sys
base = pathlib.Path(os.environ["SAGEMAKER_BASE_DIR"])
rows = (base / "processing/input/held-out/rows.csv").read_text()
out = base / "processing/output/predictions"
(out / "deep").mkdir()
(out / "predictions.csv").write_text(rows.upper())
(out / "deep" / "report.json").write_text("{}")
config = json.loads((base / "config/processingjobconfig.json").read_text())
(base / "output/message").write_text("scored for " + config["ProcessingJobName"])
print(sys.argv[1:], os.environ["MLOPS_ID_COLUMN"])
`;

describe('a processing job', () => {
  it('puts its inputs where the request says and uploads its outputs', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/rows.csv', 'id\n1\n');
      const image = await putImage(home, { files: { 'main.py': scorer } });

      await engine.call('CreateProcessingJob', request(image, 'score-1'));
      const job = await ended(engine, 'score-1');

      expect(job).toMatchObject({
        ProcessingJobArn: 'arn:aws:sagemaker:eu-west-1:000000000000:processing-job/score-1',
        ProcessingJobStatus: 'Completed',
        ExitMessage: 'scored for score-1',
      });
      expect(home.objects.list('data', 'scored/').map(({ key }) => key)).toEqual([
        'scored/deep/report.json',
        'scored/predictions.csv',
      ]);
      expect(home.logLines('/aws/sagemaker/ProcessingJobs')).toEqual([
        expect.stringMatching(/^score-1\/algo-1-\d{10}: \[\] row$/),
      ]);
    });
  });

  it('fails with its exit code, keeps its message, and uploads nothing', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/rows.csv', 'id\n1\n');
      const image = await putImage(home, { files: { 'main.py': `${scorer}\nsys.exit(2)` } });

      await engine.call('CreateProcessingJob', request(image, 'score-1'));
      const job = await ended(engine, 'score-1');

      expect(job).toMatchObject({
        ProcessingJobStatus: 'Failed',
        FailureReason: 'AlgorithmError: See job logs for more information, exit code: 2',
        ExitMessage: 'scored for score-1',
      });
      expect(home.objects.list('data', 'scored/')).toEqual([]);
    });
  });

  it('can be stopped once, and is stopped when its time is over', async () => {
    const clock = steppedClock();
    await withEngine(
      async (engine, home) => {
        await home.put('data', 'in/rows.csv', 'id\n1\n');
        const image = await putImage(home, {
          files: { 'main.py': 'import time\nprint("ready", flush=True)\ntime.sleep(600)' },
        });
        await engine.call('CreateProcessingJob', request(image, 'stopped'));
        await engine.call('CreateProcessingJob', request(image, 'late'));
        await eventually(() => (home.logLines('/aws/sagemaker/ProcessingJobs').length === 2 ? true : undefined));

        await engine.call('StopProcessingJob', { ProcessingJobName: 'stopped' });
        const stopped = await ended(engine, 'stopped');
        clock.advance(60_000);
        const late = await ended(engine, 'late');

        expect(stopped).toMatchObject({ ProcessingJobStatus: 'Stopped' });
        expect(late).toMatchObject({
          ProcessingJobStatus: 'Stopped',
          FailureReason: expect.stringContaining('MaxRuntime'),
        });
        await expect(engine.call('StopProcessingJob', { ProcessingJobName: 'late' })).rejects.toMatchObject({
          message: 'The request was rejected because the processing job is in status Stopped.',
        });
      },
      { clock },
    );
  });

  it('has a name of its own, is listed by status, and can be deleted', async () => {
    await withEngine(async (engine, home) => {
      const image = await putImage(home, { files: { 'main.py': '' } });
      const without = { ProcessingInputs: [], ProcessingOutputConfig: { Outputs: [] } };
      await engine.call('CreateProcessingJob', request(image, 'one', without));
      await ended(engine, 'one');
      await engine.call('CreateProcessingJob', request(image, 'two'));
      await ended(engine, 'two');

      const failed = await engine.call('ListProcessingJobs', { StatusEquals: 'Failed' });

      expect(failed).toMatchObject({ ProcessingJobSummaries: [{ ProcessingJobName: 'two' }] });
      await expect(engine.call('CreateProcessingJob', request(image, 'one'))).rejects.toMatchObject({
        type: 'ResourceInUse',
      });
      await engine.call('DeleteProcessingJob', { ProcessingJobName: 'one' });
      await expect(engine.call('DescribeProcessingJob', { ProcessingJobName: 'one' })).rejects.toMatchObject({
        message: 'Could not find requested job with name: one',
      });
    });
  });

  it('fails for a path outside of /opt/ml', async () => {
    await withEngine(async (engine, home) => {
      await home.put('data', 'in/rows.csv', 'id\n1\n');
      const image = await putImage(home, { files: { 'main.py': scorer } });
      const escaping = request(image, 'escaping', { ProcessingInputs: [input('/opt/ml/processing/../../etc')] });

      await engine.call('CreateProcessingJob', escaping);

      expect((await ended(engine, 'escaping')).FailureReason).toContain(
        'LocalPath must begin with /opt/ml/processing/',
      );
    });
  });
});

function input(LocalPath: string) {
  const S3Input = { S3Uri: 's3://data/in/rows.csv', LocalPath, S3DataType: 'S3Prefix', S3InputMode: 'File' };
  return { InputName: 'held-out', S3Input };
}

function request(image: string, name: string, changes: Record<string, unknown> = {}) {
  const S3Output = {
    S3Uri: 's3://data/scored',
    LocalPath: '/opt/ml/processing/output/predictions',
    S3UploadMode: 'EndOfJob',
  };
  return {
    ProcessingJobName: name,
    RoleArn: 'arn:aws:iam::000000000000:role/job',
    AppSpecification: { ImageUri: image },
    ProcessingInputs: [input('/opt/ml/processing/input/held-out')],
    ProcessingOutputConfig: { Outputs: [{ OutputName: 'predictions', S3Output }] },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
    Environment: { MLOPS_ID_COLUMN: 'row' },
    ...changes,
  };
}

function ended(engine: TestEngine, name: string): Promise<ProcessingJob> {
  return eventually(async () => {
    const job = await engine.call<ProcessingJob>('DescribeProcessingJob', { ProcessingJobName: name });
    return ['Completed', 'Failed', 'Stopped'].includes(job.ProcessingJobStatus) ? job : undefined;
  });
}
