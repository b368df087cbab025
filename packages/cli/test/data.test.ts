import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

it('tells one JSON document of valid data and ends with 0; nothing is trained', async () => {
  const { exitCode, stdout } = await mlops(job.workspace, ['data', '--json', '--suggest'], home);
  const result = JSON.parse(stdout);

  expect({ exitCode, outcome: result.outcome }).toEqual({ exitCode: 0, outcome: 'valid' });
  expect(result.findings).toMatchObject([
    { code: 'ROWS_DUPLICATED', severity: 'warning' },
    { code: 'TEST_ROWS_IN_TRAINING', severity: 'warning' },
  ]);
  expect(existsSync(result.profileFile)).toBe(true);
  expect(result.suggestion).toEqual({ file: 'data/schema.yml', outcome: 'written' });
  expect(readFileSync(join(job.workspace, 'data/schema.yml'), 'utf8')).toContain('version: 1');
  expect((await job.state()).trainingJobs).toEqual([]);
});

it('ends with 3 and every finding for invalid data', async () => {
  writeFileSync(join(job.workspace, 'data/test.csv'), 'id,x,label\n1,0.5,yes\n1,0.6,\n');
  const { exitCode, stdout } = await mlops(job.workspace, ['data'], home);

  expect(exitCode).toBe(3);
  expect(stdout).toContain('❌ The data of threshold is invalid');
  expect(stdout).toContain('❌ LABEL_MISSING held-out.label: 1 of 2 held-out rows have no label. (data/test.csv:3)');
});

it('ends with 4 for drift that blocks, and with 0 for drift that is only told', async () => {
  const rows = Array.from({ length: 400 }, (_, row) => `h${row},${5 + row / 400},${row % 2 === 0 ? 'yes' : 'no'}`);
  writeFileSync(join(job.workspace, 'data/test.csv'), ['id,x,label', ...rows, ''].join('\n'));
  const told = await mlops(job.workspace, ['data'], home);
  const blocked = await mlops(job.workspace, ['data', '--drift', 'block'], home);

  expect([told.exitCode, blocked.exitCode]).toEqual([0, 4]);
  expect(blocked.stdout).toContain('⚠️ DISTRIBUTION_DRIFTED held-out.x');
});

it('ends with 1 when nothing could be checked', async () => {
  const { exitCode, stderr } = await mlops(job.workspace, ['data', '--config', 'nowhere.yml'], home);

  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('CONFIG_NOT_FOUND') });
});
