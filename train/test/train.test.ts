import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../test/bundles/job.ts';

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

describe('the action train', () => {
  it('registers a model, gives every output, and finds it unchanged the second time', async () => {
    const first = await job.step('train');
    const second = await job.step('train');

    expect(first).toMatchObject({ exitCode: 0, annotations: [] });
    expect(first.outputs).toEqual({
      outcome: 'registered',
      verdict: 'pass',
      'job-name': expect.stringMatching(/^threshold-[0-9a-f]{12}$/),
      'model-digest': expect.stringMatching(/^[0-9a-f]{64}$/),
      'image-digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      'package-version': '1',
      'gate-file': expect.stringMatching(/\/gate\.json$/),
      'lineage-file': expect.stringMatching(/\/lineage\.json$/),
      'report-file': expect.stringMatching(/\/report\.json$/),
      'report-html': expect.stringMatching(/\/report\.html$/),
      'metrics-file': expect.stringMatching(/\/metrics\.json$/),
      'model-card': expect.stringMatching(/\/model-card\.md$/),
      rows: expect.stringMatching(/^\d+$/),
      'failed-gates': '',
      'inconclusive-gates': '',
    });
    expect(first.summary).toContain('## ✅ Registered `threshold` version 1');
    expect(second.outputs).toMatchObject({ outcome: 'unchanged', 'job-name': first.outputs['job-name'] });
    expect((await job.state()).trainingJobs).toHaveLength(1);
  });

  it('writes outputs and summary of a refused model, then fails with the deciding sentence', async () => {
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
    const step = await job.step('train');

    expect(step).toMatchObject({
      exitCode: 1,
      outputs: { outcome: 'rejected', verdict: 'fail', 'package-version': '' },
    });
    expect(step.summary).toContain('## ❌ Refused the candidate of `threshold`');
    expect(step.outputs['failed-gates']).toBe('accuracy-floor');
    expect(step.annotations).toEqual([
      expect.stringMatching(
        /^::error title=Gate accuracy-floor failed,file=mlops\.yml,line=\d+::Metric "accuracy" is /,
      ),
      expect.stringMatching(/^::error title=GATE_REJECTED::.*gate "accuracy-floor" needs ≥ 0\.99/),
    ]);
  });

  it('registers in a dry run what the gates refuse, and scores nothing when validation is off', async () => {
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
    job.edit('mlops.yml', 'validate:', 'validate:\n  mode: dry-run');
    const dry = await job.step('train');
    job.edit('mlops.yml', 'mode: dry-run', 'mode: off');
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.51');
    const off = await job.step('train');

    expect(dry).toMatchObject({ exitCode: 0, outputs: { outcome: 'registered', verdict: 'fail' } });
    expect(dry.summary).toContain('## ⚠️ Registered `threshold` version 1 – Dry run: would have been refused: 0 of 1');
    expect(off).toMatchObject({ exitCode: 0, outputs: { outcome: 'registered', verdict: 'off' } });
    expect(off.summary).toContain('## ⚪ Registered `threshold` version 2 – Not judged: validation is off');
    expect((await job.state()).processingJobs).toHaveLength(1);
  });

  it('shows a mistake of mlops.yml beside its line, relative to the workspace', async () => {
    job.edit('mlops.yml', 'task: binary', 'task: binry');
    const step = await job.step('train', { inputs: { 'working-directory': '.' } });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatch(/^::error title=CONFIG_INVALID,file=mlops\.yml,line=3,col=7::task: .*binry/);
  });
});

describe('a cancelled train', () => {
  beforeEach(() => job.edit('mlops.yml', '{ cut: 0.5 }', '{ cut: 0.5, wait: true }'));

  it('stops its training job, and the post step finds nothing running', async () => {
    const main = await job.step('train', { signals: [{ after: 'waiting for a signal', signal: 'SIGINT' }] });
    const post = await job.step('train', { state: main.state });

    expect(main.exitCode).toBe(130);
    expect(main.annotations).toEqual([expect.stringContaining('::error title=CANCELLED::')]);
    expect(post).toMatchObject({ exitCode: 0 });
    expect(post.log).toMatch(/The training job threshold-[0-9a-f]{12} (had ended|is being stopped) already\./);
    expect((await job.state()).trainingJobs).toMatchObject([{ TrainingJobStatus: expect.stringMatching(/^Stopp/) }]);
  });

  it('that was killed has its training job stopped by the post step', async () => {
    const main = await job.step('train', { signals: [{ after: 'waiting for a signal', signal: 'SIGKILL' }] });
    const post = await job.step('train', { state: main.state });
    const again = await job.step('train', { state: main.state });

    expect(main).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(post.log).toMatch(/The training job threshold-[0-9a-f]{12} was still running and has been stopped\./);
    expect(again.log).toMatch(/(had ended|is being stopped) already\./);
  });
});
