import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseWorkflow, readRepositoryFile } from './repository.ts';

const { jobs } = parseWorkflow(readRepositoryFile('.github/workflows/validate-pr.yml'));
const scriptOf = (job: string): string => jobs[job]?.steps?.find(({ run }) => run !== undefined)?.run ?? '';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-validate-pr-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the verdict of a pull request', () => {
  test('looks at every other job, and reports whatever became of them', () => {
    const others = Object.keys(jobs).filter((id) => id !== 'verdict');

    expect(jobs['verdict']).toMatchObject({ needs: others, if: expect.stringContaining('always()') });
  });

  test.each([
    ['success', 'success', 0],
    ['failure', 'success', 1],
    ['success', 'failure', 1],
    ['skipped', 'success', 1],
    ['success', 'cancelled', 1],
  ])('unit tests: %s, data: %s, so the job ends with %i', (tests, data, status) => {
    expect(bash('verdict', { TESTS: tests, DATA: data }).status).toBe(status);
  });
});

describe('the unit tests of a pull request', () => {
  const paths = { TESTS: 'tests', REQUIREMENTS: 'tests/requirements.txt' };

  test('pass where there are none, and say so', () => {
    const { status, stdout } = bash('tests', paths);

    expect({ status, summary: summary() }).toEqual({ status: 0, summary: expect.stringContaining('nothing was run') });
    expect(stdout).toContain('::notice title=No unit tests::');
  });

  test('fail where nothing locks what they need', () => {
    mkdirSync(join(folder, 'tests'));

    const { status, stdout } = bash('tests', paths);

    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining('::error title=No lock for the tests::'),
    });
  });
});

const summary = (): string => readFileSync(join(folder, 'summary.md'), 'utf8');

/** Runs the script of a job as a runner does. */
function bash(job: string, inputs: Readonly<Record<string, string>>) {
  const file = join(folder, 'script.sh');
  writeFileSync(file, scriptOf(job));
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      ...inputs,
    },
  });
}
