import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Contexts, evaluate } from './evaluate.ts';
import { parseWorkflow, readRepositoryFile } from './repository.ts';

const { jobs } = parseWorkflow(readRepositoryFile('.github/workflows/validate-pr.yml'));
const scriptOf = (job: string): string => jobs[job]?.steps?.find(({ run }) => run !== undefined)?.run ?? '';

/** What a job can come to beside success. */
const OTHERWISE = ['failure', 'cancelled', 'skipped'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-validate-pr-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Whether a job runs, beside what its needs came to: a function of GitHub is taken as given. */
const runs = (job: string, contexts: Contexts): unknown =>
  evaluate((jobs[job]?.if ?? '').replace('always()', 'true'), contexts);

describe('what a pull request changes', () => {
  const outputs = { matrix: '{"include":[{}]}', any: 'true', 'data-matrix': '', 'rehearsal-matrix': '' };
  const jobsThatRun = (differing: Partial<typeof outputs>, rehearsal = true) =>
    ['tests', 'data', 'rehearsal'].filter((job) =>
      runs(job, { needs: { changed: { outputs: { ...outputs, ...differing } } }, inputs: { rehearsal } }),
    );

  test.each<readonly [string, Partial<typeof outputs>, readonly string[]]>([
    ['all is within reach', { 'data-matrix': '{}', 'rehearsal-matrix': '{}' }, ['tests', 'data', 'rehearsal']],
    ['only the head is within reach', { 'data-matrix': '{}' }, ['tests', 'data']],
    ['nothing is within reach', {}, ['tests']],
    ['it is no model', { any: 'false' }, []],
    ['nobody said what it is', { any: '', matrix: '' }, []],
  ])('has no job that could be green for what cannot be judged: %s', (_what, differing, expected) => {
    expect(jobsThatRun(differing)).toEqual(expected);
  });

  test('is rehearsed only where that was asked for', () => {
    expect(jobsThatRun({ 'data-matrix': '{}', 'rehearsal-matrix': '{}' }, false)).toEqual(['tests', 'data']);
  });

  test('keeps the reports of what cannot be judged under a name that no model has', () => {
    const upload = jobs['changed']?.steps?.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    const keeps = (rehearsal: boolean, reports: string) =>
      evaluate(upload?.if ?? '', { inputs: { rehearsal }, steps: { changed: { outputs: { reports } } } });

    expect([keeps(true, '/reports'), keeps(true, ''), keeps(false, '/reports')]).toEqual([true, false, false]);
    expect(upload?.with).toMatchObject({ name: expect.stringMatching(/^mlops-report-\w*_\w*$/) });
  });
});

describe('the verdict of a pull request', () => {
  test('looks at every other job, and reports whatever became of them', () => {
    const others = Object.keys(jobs).filter((id) => id !== 'verdict');

    expect(jobs['verdict']).toMatchObject({ needs: others, if: expect.stringMatching(/^\$\{\{ always\(\) && /) });
  });

  /** Results of tests, data and rehearsal. */
  const reported = (results: string, rehearsal = true) => {
    const [tests, data, rehearsed] = results.split(' ').map((result) => ({ result }));
    return runs('verdict', { needs: { tests, data, rehearsal: rehearsed }, inputs: { rehearsal } });
  };

  test.each([
    ['success skipped skipped', true],
    ['success success skipped', true],
    ['success skipped skipped', false],
  ])('is skipped, thus grey, when tests hold and nothing else was judged: %s, rehearsal %s', (results, rehearsal) => {
    expect(reported(results, rehearsal)).toBe(false);
  });

  test.each([
    ['success success success', true],
    ['success success failure', true],
    ['success failure skipped', true],
    ['success cancelled skipped', true],
    ['failure skipped skipped', true],
    ['skipped skipped skipped', true],
    ['success success skipped', false],
    ['success failure skipped', false],
    ['failure skipped skipped', false],
  ])('is reported after %s, rehearsal %s', (results, rehearsal) => {
    expect(reported(results, rehearsal)).toBe(true);
  });

  const all = {
    CHANGED: 'success',
    ANY: 'true',
    TESTS: 'success',
    DATA: 'success',
    REHEARSAL: 'success',
    REHEARSED: 'true',
    NOT_EVALUATED: '',
  };

  test('is green when everything is', () => {
    expect(bash('verdict', all).status).toBe(0);
  });

  test.each(['CHANGED', 'TESTS', 'DATA', 'REHEARSAL'].flatMap((job) => OTHERWISE.map((result) => [job, result])))(
    'is red when %s is %s',
    (job, result) => {
      expect(bash('verdict', { ...all, [job]: result }).status).not.toBe(0);
    },
  );

  test('is green for what was judged, and names what was not', () => {
    expect(bash('verdict', { ...all, NOT_EVALUATED: 'churn, price' }).status).toBe(0);
    expect(summary()).toContain('⚪ **Not evaluated:** churn, price. This is no pass');
  });

  test('is green when no model changed, and says so', () => {
    const skipped = { ANY: 'false', TESTS: 'skipped', DATA: 'skipped', REHEARSAL: 'skipped' };

    expect(bash('verdict', { ...all, ...skipped }).status).toBe(0);
    expect(summary()).toContain('No model changed');
  });

  test('is red when nobody said whether a model changed', () => {
    expect(bash('verdict', { ...all, CHANGED: 'failure', ANY: '' }).status).not.toBe(0);
    expect(bash('verdict', { ...all, ANY: '', TESTS: 'skipped' }).status).not.toBe(0);
  });

  test('does without a rehearsal only where none was asked for, and says what nobody looked at', () => {
    expect(bash('verdict', { ...all, REHEARSED: 'false', REHEARSAL: 'skipped' }).status).toBe(0);
    expect(summary()).toContain('**Not rehearsed:** no gate was asked');
    expect(bash('verdict', { ...all, REHEARSED: 'false', REHEARSAL: 'skipped', DATA: 'failure' }).status).not.toBe(0);
  });
});

describe('the jobs of a pull request', () => {
  const rights = Object.entries(jobs).map(([id, { permissions }]) => [id, permissions ?? {}] as const);

  test.each(rights)('%s reads the repository at most', (_id, permissions) => {
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
  });

  test.each([
    ['success', 'pass', false],
    ['failure', 'fail', false],
    ['neutral', 'off', false],
    ['neutral', 'incomplete', true],
    ['', '', false],
  ])('turn red where only the runner knows that nothing can be judged: %s %s', (conclusion, verdict, red) => {
    const step = jobs['rehearsal']?.steps?.find(({ run }) => run?.includes('exit 1'));

    expect(evaluate(step?.if ?? '', { steps: { rehearsal: { outputs: { conclusion, verdict } } } })).toBe(red);
  });

  test.each([
    [true, 'mlops.yml', false],
    [false, 'mlops.yml', true],
    [false, '', false],
  ])('look for held-out rows of the base where nothing is rehearsed: %s "%s"', (rehearsal, base, looks) => {
    const step = jobs['data']?.steps?.find(({ uses }) => uses === '$/actions/rehearse-change');

    expect(evaluate(step?.if ?? '', { inputs: { rehearsal }, matrix: { 'base-config': base } })).toBe(looks);
    expect(step?.with).toMatchObject({ train: 'false' });
  });

  test('name no secret, no token and no environment', () => {
    const text = JSON.stringify(jobs);

    expect(text).not.toMatch(/secrets\.|github\.token|GITHUB_TOKEN|id-token/);
    expect(Object.values(jobs).filter(({ environment }) => environment !== undefined)).toEqual([]);
  });

  test.each(['rehearsal', 'data'])('the base lies where no image looks: %s', (job) => {
    const [, base] = (jobs[job]?.steps ?? []).filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(base?.with).toMatchObject({
      path: '.mlops/base',
      ref: expect.stringContaining(' github.event.pull_request.base.sha '),
    });
  });
});

describe('the unit tests of a pull request', () => {
  const paths = { CONFIG: 'mlops.yml', TESTS: 'tests', REQUIREMENTS: 'tests/requirements.txt' };

  test('pass where there are none, and say so', () => {
    const { status, stdout } = bash('tests', paths);

    expect({ status, summary: summary() }).toEqual({ status: 0, summary: expect.stringContaining('nothing was run') });
    expect(stdout).toContain('::notice title=No unit tests::');
  });

  test('are those beside the mlops.yml of the model', () => {
    mkdirSync(join(folder, 'models/-x/tests'), { recursive: true });

    expect(bash('tests', { ...paths, CONFIG: 'models/-x/mlops.yml' }).stdout).toContain('No lock for the tests');
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
