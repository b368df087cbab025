import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';

const ACTION = 'actions/register-model';

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

/** Trains and judges; what the next step is handed. */
async function judged(): Promise<Record<string, string>> {
  const config = { config: 'mlops.yml' };
  const train = await job.step('actions/start-sagemaker-training', { inputs: config });
  const training = { 'training-job': train.outputs['job-name'] ?? '' };
  const validate = await job.step('actions/validate-model', { inputs: { ...config, ...training } });
  return { ...training, 'gate-id': validate.outputs['gate-id'] ?? '' };
}

describe('the action register-model', () => {
  it('registers the judged model with plain inputs, and the stage finds it unchanged', async () => {
    const handed = await judged();
    const first = await job.step(ACTION, { inputs: { model: 'threshold', ...handed } });
    const lineage = readFileSync(first.outputs['lineage-file'] ?? '', 'utf8');
    const again = await job.step(ACTION, { inputs: { config: 'mlops.yml', ...handed } });
    const stage = await job.step('train');

    expect(first).toMatchObject({ exitCode: 0, annotations: [] });
    expect(first.outputs).toEqual({
      outcome: 'registered',
      'package-version': '1',
      approval: 'PendingManualApproval',
      'model-digest': stage.outputs['model-digest'],
      'lineage-file': stage.outputs['lineage-file'],
    });
    expect(first.summary).toMatch(/^## ✅ Registered `threshold` version 1\n/);
    expect(again.outputs).toEqual({ ...first.outputs, outcome: 'unchanged' });
    expect(stage.outputs).toMatchObject({ outcome: 'unchanged', 'package-version': '1' });
    expect(readFileSync(stage.outputs['lineage-file'] ?? '', 'utf8')).toBe(lineage);
    const quality = { ContentType: 'application/json', S3Uri: expect.stringMatching(/\/model-quality\.json$/) };
    expect(await job.state()).toMatchObject({
      trainingJobs: [{}],
      processingJobs: [{}],
      modelPackages: [{ ModelMetrics: { ModelQuality: { Statistics: quality } } }],
    });
  });

  it('registers in a dry run what the gates refused, and says so in the version', async () => {
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
    job.edit('mlops.yml', 'validate:', 'validate:\n  mode: dry-run');
    const step = await job.step(ACTION, { inputs: { model: 'threshold', ...(await judged()) } });

    expect(step).toMatchObject({ exitCode: 0, outputs: { outcome: 'registered' } });
    expect(await job.state()).toMatchObject({
      modelPackages: [{ CustomerMetadataProperties: { 'gate-mode': 'dry-run' } }],
    });
  });

  it('registers nothing on a verdict that blocks', async () => {
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
    const step = await job.step(ACTION, { inputs: { model: 'threshold', ...(await judged()) } });

    expect(step).toMatchObject({ exitCode: 1, outputs: {} });
    expect(step.annotations).toEqual([
      expect.stringMatching(/^::error title=GATE_REJECTED::.*gate "accuracy-floor" needs ≥ 0\.99/),
    ]);
    expect((await job.state()).modelPackages).toEqual([]);
  });

  it('registers nothing on a gate id that nobody gave', async () => {
    const handed = { ...(await judged()), 'gate-id': '0123456789ab' };
    const step = await job.step(ACTION, { inputs: { model: 'threshold', ...handed } });

    expect(step.annotations).toEqual([expect.stringMatching(/^::error title=GATE_RECORD_MISSING::.*"0123456789ab"/)]);
  });

  it('names every missing and wrong input at once', async () => {
    const { annotations } = await job.step(ACTION, { inputs: { approval: 'nobody' } });

    for (const input of ['model', 'training-job', 'gate-id', 'approval'])
      expect(annotations[0]).toContain(`%0A  ${input}: `);
  });
});
