import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';
import { mlops } from './mlops.ts';

let job: Job;
let home: Readonly<Record<string, string>>;
beforeEach(() => {
  job = startJob();
  home = { MLOPS_HOME: job.home };
});
afterEach(() => job.end());

it('trains with one JSON document on stdout and keeps the summary beside the verdict', async () => {
  const { exitCode, stdout } = await mlops(job.workspace, ['train', '--json'], home);
  const result = JSON.parse(stdout);

  expect({ exitCode, outcome: result.outcome }).toEqual({ exitCode: 0, outcome: 'registered' });
  expect(existsSync(result.records.gate)).toBe(true);
  expect(readFileSync(result.summary, 'utf8')).toContain('## ✅ Registered `threshold` version 1');
});

it('says "unchanged" of everything a second run finds again, and status shows one job', async () => {
  await mlops(job.workspace, ['train'], home);
  const again = await mlops(job.workspace, ['train'], home);
  const status = JSON.parse((await mlops(job.workspace, ['status', '--json'], home)).stdout);

  expect(again.stdout).toMatch(/^unchanged: threshold-[0-9a-f]{12} \([0-9a-f]{64}\)$/m);
  expect(status.jobs.filter(({ kind }: { kind: string }) => kind === 'training')).toHaveLength(1);
});

it('ends with 1 when a gate said no, with the deciding sentence', async () => {
  job.edit('mlops.yml', 'min: 0.6', 'min: 0.99');
  const { exitCode, stdout } = await mlops(job.workspace, ['train'], home);

  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/❌ Refused the candidate of threshold[\s\S]*gate "accuracy-floor" needs ≥ 0\.99/);
});

it('stops the training job on Ctrl-C and ends with 130', async () => {
  job.edit('mlops.yml', '{ cut: 0.5 }', '{ cut: 0.5, wait: true }');
  const { exitCode, stderr } = await mlops(job.workspace, ['train'], home, 'waiting for a signal');

  expect(exitCode).toBe(130);
  expect(stderr).toContain('CANCELLED');
  expect((await job.state()).trainingJobs).toMatchObject([{ TrainingJobStatus: expect.stringMatching(/^Stopp/) }]);
});
