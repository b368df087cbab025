import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';
import { REGISTRY_IN_STAGING } from '../../../test/bundles/registry.ts';
import { THRESHOLD_DATA } from '../../../test/bundles/threshold-data.ts';

const ACTION = 'actions/validate-model';
const PLAIN = {
  ...THRESHOLD_DATA,
  gates: [
    '- { id: accuracy-floor, metric: accuracy, min: 0.6 }',
    '- { id: auc-champion, metric: roc-auc, vs: champion, rule: not-worse, margin: 0.01 }',
  ].join('\n'),
};

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

describe('the action validate-model', () => {
  it('gives the verdict of the stage, for a file and for plain inputs, and scores nothing anew', async () => {
    const stage = await job.step('train');
    const training = { 'training-job': stage.outputs['job-name'] ?? '' };
    const file = await job.step(ACTION, { inputs: { config: 'mlops.yml', ...training } });
    const plain = await job.step(ACTION, { inputs: { ...PLAIN, ...training } });

    expect(file).toMatchObject({ exitCode: 0, annotations: [] });
    expect(file.outputs).toEqual({
      verdict: 'pass',
      'gate-id': expect.stringMatching(/^[0-9a-f]{12}$/),
      'gate-file': stage.outputs['gate-file'],
      'report-file': stage.outputs['report-file'],
      'report-html': stage.outputs['report-html'],
      'metrics-file': stage.outputs['metrics-file'],
      'model-card': stage.outputs['model-card'],
      rows: stage.outputs['rows'],
      'failed-gates': '',
      'inconclusive-gates': '',
      policy: expect.stringMatching(/^[0-9a-f]{64}$/),
      'held-out-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      'model-digest': stage.outputs['model-digest'],
      'champion-version': '',
      'scoring-jobs': expect.stringMatching(/^threshold-[0-9a-f]{12}$/),
      metrics: expect.stringMatching(/^\{"accuracy":0\.\d+,.*"roc-auc":[01](\.\d+)?/),
    });
    expect(plain.outputs).toEqual(file.outputs);
    expect(stage.outputs['gate-file']).toContain(`/${file.outputs['gate-id']}/`);
    expect((await job.state()).processingJobs).toHaveLength(1);
  });

  it('leads the summary with the verdict and the comparison', async () => {
    const stage = await job.step('train');
    const training = { 'training-job': stage.outputs['job-name'] ?? '' };
    const { summary } = await job.step(ACTION, { inputs: { config: 'mlops.yml', ...training } });

    expect(summary).toMatch(/^## ✅ Passed the candidate of `threshold`: 1 of 1 gates holds\n/);
    expect(summary).toContain('| metric | candidate [95 %] | champion | Δ [90 %] | rule |  |');
    expect(summary).toContain(`- **Training job** \`${stage.outputs['job-name']}\``);
  });

  it('writes the outputs of a verdict that blocks, then fails with the deciding sentence', async () => {
    const stage = await job.step('train');
    const gates = '[{ metric: accuracy, min: 0.99 }]';
    const step = await job.step(ACTION, {
      inputs: { ...PLAIN, gates, 'training-job': stage.outputs['job-name'] ?? '' },
    });

    expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    expect(step.summary).toContain('## ❌ Refused the candidate of `threshold`: 0 of 1 gates hold');
    expect(step.annotations).toEqual([
      expect.stringMatching(/^::error title=Gate accuracy-min failed::/),
      expect.stringMatching(/^::error title=GATE_REJECTED::.*gate "accuracy-min" needs ≥ 0\.99/),
    ]);
    expect(JSON.parse(readFileSync(step.outputs['gate-file'] ?? '', 'utf8')).verdict).toBe('fail');
  });

  it('compares with the champion, by the same question for a file and for plain inputs', async () => {
    job.edit('mlops.yml', 'serve:', 'register: { approval: automatic }\nserve:');
    await job.step('train');
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.51');
    const train = await job.step('actions/start-sagemaker-training', { inputs: { config: 'mlops.yml' } });
    const training = { 'training-job': train.outputs['job-name'] ?? '' };
    const file = await job.step(ACTION, { inputs: { config: 'mlops.yml', ...training } });
    const plain = await job.step(ACTION, { inputs: { ...PLAIN, ...training } });

    expect(file.outputs).toMatchObject({
      'champion-version': '1',
      'scoring-jobs': expect.stringMatching(/^threshold-[0-9a-f]{12},threshold-[0-9a-f]{12}$/),
    });
    expect(file.summary).toContain('against champion version 1');
    expect(plain.outputs).toEqual(file.outputs);
    expect((await job.state()).processingJobs).toHaveLength(2);
  });

  it('keeps apart what another script scores: the first verdict stays on record', async () => {
    cpSync(join(job.workspace, 'model/validate.py'), join(job.workspace, 'model/again.py'));
    const train = await job.step('actions/start-sagemaker-training', { inputs: { config: 'mlops.yml' } });
    const inputs = { ...PLAIN, 'training-job': train.outputs['job-name'] ?? '' };
    const first = await job.step(ACTION, { inputs });
    const other = await job.step(ACTION, { inputs: { ...inputs, script: 'model/again.py' } });

    expect(other.outputs).toMatchObject({ verdict: 'pass' });
    expect(other.outputs['gate-id']).not.toBe(first.outputs['gate-id']);
  });

  it('takes no model in an environment that has its versions from another one', async () => {
    job.edit('mlops.yml', 'serve:', `${REGISTRY_IN_STAGING}serve:`);
    const inputs = { config: 'mlops.yml', environment: 'production', 'training-job': 'threshold-0123456789ab' };

    expect((await job.step(ACTION, { inputs })).annotations).toEqual([
      expect.stringContaining('title=REGISTRY_ELSEWHERE'),
    ]);
  });

  it('asks for a training job that is there', async () => {
    const step = await job.step(ACTION, { inputs: { config: 'mlops.yml', 'training-job': 'threshold-0123456789ab' } });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatch(/^::error title=JOB_NOT_FOUND::.*"threshold-0123456789ab"/);
  });

  it('judges no model that was trained on other data than is declared now', async () => {
    const train = await job.step('actions/start-sagemaker-training', { inputs: { config: 'mlops.yml' } });
    job.edit('data/train.csv', '\n', '\nlate,0.5,yes\n');
    const step = await job.step(ACTION, {
      inputs: { config: 'mlops.yml', 'training-job': train.outputs['job-name'] ?? '' },
    });

    expect(step.annotations).toEqual([
      expect.stringMatching(/^::error title=DATA_MISMATCH::.*the channel "train" was s3:\/\/.* and is s3:\/\//),
    ]);
    expect((await job.state()).processingJobs).toEqual([]);
  });

  it('names every wrong input at once, and takes no gates beside a file', async () => {
    const plain = await job.step(ACTION, { inputs: { model: 'm', task: 'binry', gates: '[]', 'instance-type': 'm5' } });
    const beside = await job.step(ACTION, { inputs: { config: 'mlops.yml', gates: PLAIN.gates } });

    for (const input of ['task', 'table', 'training-job', 'gates', 'instance-type'])
      expect(plain.annotations[0]).toContain(`%0A  ${input}: `);
    expect(plain.annotations[0]).not.toContain('script');
    const other = await job.step(ACTION, { inputs: { config: 'mlops.yml', endpoint: 'weak', 'training-job': 'any' } });
    expect(other.annotations).toEqual([expect.stringContaining('endpoint: Who the champion is cannot be overridden')]);
    for (const input of ['training-job', 'gates']) expect(beside.annotations[0]).toContain(`%0A  ${input}: `);
  });
});

describe('a cancelled validate-model', () => {
  beforeEach(() => {
    const wait = "import time\n\n    print('waiting for a signal', flush=True)\n    time.sleep(600)\n";
    job.edit('model/validate.py', '    return', `    ${wait}    return`);
  });

  it('stops its scoring job, and the post step finds nothing running', async () => {
    const train = await job.step('actions/start-sagemaker-training', { inputs: { config: 'mlops.yml' } });
    const inputs = { config: 'mlops.yml', 'training-job': train.outputs['job-name'] ?? '' };
    const main = await job.step(ACTION, { inputs, signals: [{ after: 'waiting for a signal', signal: 'SIGINT' }] });
    const post = await job.step(ACTION, { inputs, state: main.state });

    expect(main.exitCode).toBe(130);
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/The processing job threshold-[0-9a-f]{12} (had ended|is being stopped) already\./);
    expect((await job.state()).processingJobs).toMatchObject([
      { ProcessingJobStatus: expect.stringMatching(/^Stopp/) },
    ]);
  });
});
