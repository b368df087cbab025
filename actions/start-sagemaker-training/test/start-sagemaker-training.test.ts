import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';
import { REGISTRY_IN_STAGING } from '../../../test/bundles/registry.ts';

const ACTION = 'actions/start-sagemaker-training';

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

const withConfig = (inputs: Readonly<Record<string, string>> = {}) =>
  job.step(ACTION, { inputs: { config: 'mlops.yml', ...inputs } });

/** What mlops.yml of the fixture says, as inputs. */
const plain = (image: string, inputs: Readonly<Record<string, string>> = {}) =>
  job.step(ACTION, {
    inputs: {
      model: 'threshold',
      image,
      script: 'model/train.py',
      channels: 'train: data/train.csv',
      hyperparameters: '{ cut: 0.5 }',
      ...inputs,
    },
  });

describe('start-sagemaker-training', () => {
  it('trains what mlops.yml says, gives every output, and finds it unchanged the second time', async () => {
    const first = await withConfig();
    const second = await withConfig();

    expect(first).toMatchObject({ exitCode: 0, annotations: [] });
    expect(first.outputs).toEqual({
      outcome: 'trained',
      'job-name': expect.stringMatching(/^threshold-[0-9a-f]{12}$/),
      status: 'Completed',
      'secondary-status': 'Completed',
      'model-uri': expect.stringMatching(/^s3:\/\/.*\/model\.tar\.gz$/),
      'model-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      'image-digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      'instance-type': 'ml.m5.large',
      'training-seconds': expect.stringMatching(/^\d+$/),
      'billable-seconds': expect.stringMatching(/^\d+$/),
      metrics: '{}',
      spec: expect.stringMatching(/^[0-9a-f]{64}$/),
      'failure-reason': '',
    });
    expect(second.outputs).toEqual({ ...first.outputs, outcome: 'unchanged' });
    expect((await job.state()).trainingJobs).toHaveLength(1);
  });

  it('makes the same job from plain inputs, from mlops.yml and in the train stage', async () => {
    const file = await withConfig();
    const inputs = await plain(file.outputs['image-digest'] ?? '');
    const stage = await job.step('train');

    expect(inputs).toMatchObject({ exitCode: 0, outputs: { ...file.outputs, outcome: 'unchanged' } });
    expect(stage.outputs).toMatchObject({
      'job-name': file.outputs['job-name'],
      'model-digest': file.outputs['model-digest'],
    });
    expect((await job.state()).trainingJobs).toHaveLength(1);
  });

  it('lets inputs win over mlops.yml, and shows metrics that it was told to read', async () => {
    const step = await withConfig({
      hyperparameters: '{ cut: 0.4 }',
      metrics: '{ rows: "metric rows=([0-9.]+)" }',
      spot: 'true',
      checkpoints: 'true',
    });

    expect(step).toMatchObject({ exitCode: 0, outputs: { outcome: 'trained', metrics: '{"rows":200}' } });
    expect((await job.state()).trainingJobs).toMatchObject([
      {
        HyperParameters: { cut: '0.4' },
        EnableManagedSpotTraining: true,
        CheckpointConfig: { S3Uri: `s3://mlops-local/checkpoints/${step.outputs['job-name']}` },
      },
    ]);
  });

  it('writes a summary for the reviewer', async () => {
    const { summary, outputs } = await withConfig();

    expect(summary).toContain(`## ✅ Trained \`threshold\` in \`${outputs['job-name']}\``);
    expect(summary).toContain('| Instance | `ml.m5.large` |');
    expect(summary).toContain(`sha256:${outputs['model-digest']}`);
    expect(summary).toMatch(/\| Training \| \d+ \|/);
  });

  it('gives outputs and summary of a failed job, then fails with its reason and last lines', async () => {
    const step = await withConfig({ hyperparameters: '{ cut: 0.5, fail: true }' });

    expect(step.exitCode).toBe(1);
    expect(step.outputs).toMatchObject({
      outcome: 'failed',
      status: 'Failed',
      'model-digest': '',
      'failure-reason': expect.stringContaining('no column of that name'),
    });
    expect(step.summary).toContain('## ❌ Failed: `threshold`');
    expect(step.summary).toContain('Last lines of the log');
    expect(step.annotations).toEqual([expect.stringContaining('title=JOB_FAILED')]);
  });

  it('starts a job without waiting, and a later step follows the very same', async () => {
    const started = await withConfig({ wait: 'false' });
    const followed = await withConfig();

    expect(started).toMatchObject({ exitCode: 0, outputs: { outcome: 'started', 'model-digest': '' } });
    expect(followed.outputs).toMatchObject({
      outcome: expect.stringMatching(/^(trained|unchanged)$/),
      'job-name': started.outputs['job-name'],
      status: 'Completed',
    });
    expect((await job.state()).trainingJobs).toHaveLength(1);
  });

  it('trains anew on request', async () => {
    const first = await withConfig();
    const second = await withConfig({ rerun: 'true' });

    expect(second.outputs).toMatchObject({ outcome: 'trained', 'job-name': `${first.outputs['job-name']}-2` });
  });

  it('trains on objects of a bucket, and anew when they change', async () => {
    const file = await withConfig();
    const channels = (await job.state()).trainingJobs[0]?.InputDataConfig ?? [];
    const uri = channels[0]?.DataSource.S3DataSource.S3Uri ?? '';
    const inBucket = await plain(file.outputs['image-digest'] ?? '', {
      channels: `train: { uri: "${uri}", content-type: text/csv, mode: File }`,
    });

    expect(inBucket).toMatchObject({ exitCode: 0, outputs: { outcome: 'trained' } });
    expect(inBucket.outputs['job-name']).not.toBe(file.outputs['job-name']);
    expect(inBucket.outputs['model-digest']).toBe(file.outputs['model-digest']);
  });
});

describe('start-sagemaker-training refuses', () => {
  it('all unusable inputs at once, by their names', async () => {
    const step = await plain('local/threshold:latest', {
      channels: '{ train: 3 }',
      wait: 'yes',
      'on-cancel': 'ask',
    });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatch(/title=INPUT_INVALID::4 inputs are not usable/);
    for (const input of ['image', 'channels', 'on-cancel', 'wait']) expect(step.annotations[0]).toContain(`${input}:`);
  });

  it('values that mlops.yml would refuse, with the same sentences', async () => {
    const step = await plain(`sha256:${'a'.repeat(64)}`, { 'instance-type': 'm5.large', spot: 'true' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain(`SageMaker's name for it is "ml.m5.large"`);
    expect(step.annotations[0]).toContain('A spot job without checkpoints starts over');
  });

  it.each([
    ['an image is missing', { channels: 'train: data/train.csv' }, /image: is needed/],
    ['channels are missing', { image: `sha256:${'a'.repeat(64)}` }, /channels: is needed/],
    [
      'channels stand beside a file',
      { config: 'mlops.yml', channels: 'train: data/train.csv' },
      /channels: the data is/,
    ],
  ])('when %s', async (_what, inputs, sentence) => {
    const step = await job.step(ACTION, { inputs: { model: 'threshold', ...inputs } });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatch(sentence);
  });

  it('a script beside an entrypoint that would take its place', async () => {
    const step = await plain(`sha256:${'a'.repeat(64)}`, { entrypoint: '[python, train.py]' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('script: has no effect beside "entrypoint"');
  });

  it('data that cannot be used, at its place in the workspace', async () => {
    const step = await plain(`sha256:${'a'.repeat(64)}`, { 'working-directory': 'data', channels: 'train: none.csv' });

    expect(step.annotations[0]).toContain('file=data/none.csv');
  });

  it('an environment that takes its versions from another one, before it asks AWS anything', async () => {
    job.edit('mlops.yml', 'serve:', `${REGISTRY_IN_STAGING}serve:`);
    const step = await withConfig({ environment: 'production' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations).toEqual([expect.stringContaining('title=REGISTRY_ELSEWHERE')]);
  });

  it('a channel with nothing in it, before it starts anything', async () => {
    const step = await plain(`sha256:${'a'.repeat(64)}`, { channels: '{ train: s3://mlops-local/nothing/ }' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('There is no object under this URI.');
    expect((await job.state()).trainingJobs).toEqual([]);
  });
});

describe('start-sagemaker-training whose credentials end', () => {
  const WAIT = { config: 'mlops.yml', hyperparameters: '{ cut: 0.5, wait: true }' };

  const faults = async (method: 'POST' | 'DELETE', rule?: object) => {
    const { url, accessKeyId } = (await job.server('up')) as { readonly url: string; readonly accessKeyId: string };
    const headers = { authorization: `Bearer ${accessKeyId}` };
    await fetch(`${url}/_local/faults`, {
      method,
      headers,
      ...(rule === undefined ? {} : { body: JSON.stringify(rule) }),
    });
  };

  it('leaves its job running with every output, and a later step finds it', async () => {
    // The first two looks find no job, the third finds it running.
    await faults('POST', { operation: 'DescribeTrainingJob', nth: 4, times: 9_999, kind: 'expired' });
    const main = await job.step(ACTION, { inputs: WAIT });
    await faults('DELETE');
    const post = await job.step(ACTION, { inputs: WAIT, state: main.state });
    const again = await job.step(ACTION, { inputs: { ...WAIT, wait: 'false' } });

    expect(main.exitCode).toBe(1);
    expect(main.outputs).toMatchObject({ outcome: 'detached', status: 'InProgress', 'model-digest': '' });
    expect(main.annotations).toEqual([expect.stringContaining('title=JOB_DETACHED')]);
    expect(main.summary).toContain('## ⚠️ Still training `threshold`');
    expect(post.log).toContain('Nothing was left to clean up.');
    expect(again.outputs).toMatchObject({ outcome: 'started', 'job-name': main.outputs['job-name'] });
    expect((await job.state()).trainingJobs).toMatchObject([{ TrainingJobStatus: 'InProgress' }]);
  });
});

describe('a cancelled start-sagemaker-training', () => {
  const WAIT = { hyperparameters: '{ cut: 0.5, wait: true }' };
  const killed = (signal: NodeJS.Signals, inputs: Readonly<Record<string, string>> = {}) =>
    job.step(ACTION, {
      inputs: { config: 'mlops.yml', ...WAIT, ...inputs },
      signals: [{ after: 'waiting for a signal', signal }],
    });
  const post = (state: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) =>
    job.step(ACTION, { inputs: { config: 'mlops.yml', ...WAIT, ...inputs }, state });
  const statuses = async () => (await job.state()).trainingJobs.map(({ TrainingJobStatus }) => TrainingJobStatus);

  it('stops its job, and the post step finds nothing running', async () => {
    const main = await killed('SIGINT');
    const after = await post(main.state);

    expect(main.exitCode).toBe(130);
    expect(after).toMatchObject({ exitCode: 0 });
    expect(after.log).toMatch(/(had ended|is being stopped) already\./);
    expect(await statuses()).toEqual([expect.stringMatching(/^Stopp/)]);
  });

  it('leaves its job when on-cancel says so, and so does the post step', async () => {
    const main = await killed('SIGTERM', { 'on-cancel': 'leave' });
    const after = await post(main.state, { 'on-cancel': 'leave' });

    expect(main.exitCode).toBe(143);
    expect(main.annotations[0]).toContain('was left running, as on-cancel says');
    expect(after.exitCode).toBe(0);
    expect(await statuses()).toEqual(['InProgress']);
  });

  it('that was killed has its job stopped by the post step, once', async () => {
    const main = await killed('SIGKILL');
    const after = await post(main.state);
    const again = await post(main.state);

    expect(after.log).toContain('was still running and has been stopped.');
    expect(again.log).toMatch(/(had ended|is being stopped) already\./);
  });

  it('that was killed while it followed the job of another run leaves that job alone', async () => {
    const first = await job.step(ACTION, {
      inputs: { config: 'mlops.yml', ...WAIT, wait: 'false' },
      environment: { GITHUB_RUN_ID: '7' },
    });
    const main = await killed('SIGKILL');
    const after = await post(main.state);

    expect(first.outputs['outcome']).toBe('started');
    expect(after.log).toContain('belongs to another run and goes on.');
    expect(await statuses()).toEqual(['InProgress']);
  });
});
