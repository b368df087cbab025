import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Report, readReport, reportComment } from '@mlops-actions/core';
import { type Job, startJob } from '../../../test/bundles/job.ts';

const ACTION = 'actions/changed-models';

let job: Job;
beforeEach(() => {
  job = startJob();
  git('init', '--quiet', '--initial-branch=main');
  commit();
  git('checkout', '--quiet', '-b', 'better');
});
afterEach(() => job.end());

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: job.workspace });
const commit = () => {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'x');
};
const changed = (inputs: Readonly<Record<string, string>> = {}) =>
  job.step(ACTION, { inputs: { base: 'main', ...inputs } });

describe('the action changed-models', () => {
  it('gives a matrix with a leg for each changed model, of which variants without a name are none', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.6');
    writeFileSync(join(job.workspace, 'model/"a b".py'), '');
    commit();
    const step = await changed();

    expect(step).toMatchObject({ exitCode: 0, annotations: [], outputs: { any: 'true', count: '1' } });
    expect(JSON.parse(step.outputs['matrix'] ?? '')).toEqual({
      include: [
        {
          model: 'threshold',
          slug: 'threshold',
          config: 'mlops.yml',
          'base-config': 'mlops.yml',
        },
      ],
    });
    expect(step.outputs['data-matrix']).toBe(step.outputs['matrix']);
    expect(JSON.parse(step.outputs['rehearsal-matrix'] ?? '').include).toMatchObject([
      { slug: 'threshold', 'changed-files': '["mlops.yml","model/\\"a b\\".py"]' },
    ]);
    expect(step.outputs).toMatchObject({ 'not-evaluated': '', reports: '' });
    expect(step.summary).toMatch(/^## 1 model changed\n/);
  });

  it('says that none changed, with an empty matrix that nobody may use', async () => {
    writeFileSync(join(job.workspace, 'README.md'), 'x');
    commit();

    expect((await changed()).outputs).toEqual({
      any: 'false',
      count: '0',
      matrix: '{"include":[]}',
      'data-matrix': '',
      'rehearsal-matrix': '',
      'not-evaluated': '',
      reports: '',
    });
  });

  it('tells two configurations of one model apart by their place, and a new one by its missing base', async () => {
    mkdirSync(join(job.workspace, 'second'));
    const text = 'extends: ../mlops.yml\nmodel: threshold\n';
    writeFileSync(join(job.workspace, 'second/mlops.yml'), text);
    job.edit('model/train.py', 'import json', 'import json  # changed');
    commit();
    const { include } = JSON.parse((await changed()).outputs['matrix'] ?? '');

    expect(new Set(include.map(({ slug }: { slug: string }) => slug)).size).toBe(2);
    expect(include.map((leg: Readonly<Record<string, string>>) => [leg['slug'], leg['base-config']])).toEqual([
      [expect.stringMatching(/^threshold-[0-9a-f]{6}$/), 'mlops.yml'],
      [expect.stringMatching(/^threshold-[0-9a-f]{6}$/), ''],
    ]);
  });

  it('takes one configuration, written as a path', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.6');
    commit();

    expect((await changed({ configs: './mlops.yml\n' })).outputs['count']).toBe('1');
  });

  it('fails for a path that is no model, which would be green for ever', async () => {
    const step = await changed({ configs: './none/mlops.yml' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('CONFIG_NOT_FOUND');
  });

  it('shows mistakes of every mlops.yml beside their lines', async () => {
    job.edit('mlops.yml', 'task: binary', 'task: binry');
    commit();
    const step = await changed();

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toMatch(/^::error title=CONFIG_INVALID,file=mlops\.yml,line=3,col=7::task: /);
  });

  it.each([
    ['no base', { base: '' }, 'base: This input is needed'],
    ['a base that was not fetched', { base: '0123456789abcdef0123456789abcdef01234567' }, 'GIT_FAILED'],
  ])('says what is wrong with %s', async (_what, inputs, text) => {
    const step = await changed(inputs);

    expect(step.exitCode).toBe(1);
    expect(step.annotations.join('\n')).toContain(text);
  });
});

describe('models that cannot be judged', () => {
  const HEAD_SHA = '1'.repeat(40);
  const reportOf = ({ outputs }: { readonly outputs: Readonly<Record<string, string>> }, slug: string): Report =>
    readReport(readFileSync(join(outputs['reports'] ?? '', slug, 'report.json'), 'utf8'));
  const base = () => git('rev-parse', 'main').toString().trim();

  /** A second model of its own folder, with all that the first one has. */
  function second() {
    cpSync(job.workspace, `${job.workspace}-second`, {
      recursive: true,
      filter: (path) => !/\/\.git$|mlops\.[a-z]+\.yml$/.test(path),
    });
    renameSync(`${job.workspace}-second`, join(job.workspace, 'second'));
    job.edit('second/mlops.yml', 'model: threshold', 'model: second');
  }

  it('have no leg among those that are, but one among the tests, and a report that says why', async () => {
    git('checkout', '--quiet', 'main');
    second();
    commit();
    git('checkout', '--quiet', '-B', 'better');
    git('rm', '--quiet', 'data/train.csv');
    writeFileSync(join(job.workspace, 'data/train.csv.dvc'), 'outs: []\n');
    job.edit('second/mlops.yml', 'cut: 0.5', 'cut: 0.6');
    commit();
    const step = await changed({ 'head-sha': HEAD_SHA });
    const slugs = (output: string) =>
      JSON.parse(step.outputs[output] ?? '').include.map(({ slug }: { slug: string }) => slug);

    expect(['matrix', 'data-matrix', 'rehearsal-matrix'].map(slugs)).toEqual([
      ['threshold', 'second'],
      ['second'],
      ['second'],
    ]);
    expect(step.outputs['not-evaluated']).toBe('threshold');
    expect(reportOf(step, 'threshold')).toMatchObject({
      verdict: { verdict: 'incomplete', model: 'threshold', gates: [] },
      rehearsal: {
        head: HEAD_SHA,
        base: base(),
        changedFiles: ['data/train.csv', 'data/train.csv.dvc'],
        notEvaluated: 'data not readable here: of data/train.csv there is only its pointer data/train.csv.dvc',
      },
      provenance: { commit: HEAD_SHA, run: '4711' },
    });
    expect(readFileSync(join(step.outputs['reports'] ?? '', 'threshold/report.html'), 'utf8')).toContain(
      'Not evaluated',
    );
    expect(readdirSync(step.outputs['reports'] ?? '')).toEqual(['threshold']);
    expect(step.summary).toContain('⚪ **Not evaluated:** `threshold`. This is no pass: data not readable here: ');
  });

  it('have a report that says how the change would judge, although nobody judges', async () => {
    git('rm', '--quiet', 'data/train.csv');
    writeFileSync(join(job.workspace, 'data/train.csv.dvc'), 'outs: []\n');
    job.edit('mlops.yml', 'min: 0.6', 'min: 0.1');
    writeFileSync(join(job.workspace, 'model/validate.py'), 'def score(model_dir, rows):\n    return rows\n');
    commit();
    const { outputs } = await changed();
    const report = reportOf({ outputs }, 'threshold');

    expect(report.rehearsal?.rules).toEqual([
      { what: 'gates', text: 'gate "accuracy-floor": min 0.6 becomes 0.1', file: 'mlops.yml', loosens: true },
      { what: 'scorer', text: 'the scorer model/validate.py is another one', file: 'model/validate.py' },
    ]);
    const comment = reportComment(report, { links: {} });
    expect(comment).toContain('⚠️ **makes the judging easier**');
    for (const text of [comment, readFileSync(join(outputs['reports'] ?? '', 'threshold/report.html'), 'utf8')]) {
      expect(text).toContain('accuracy-floor');
      expect(text.toLowerCase()).not.toContain('the rules of the base were used');
    }
  });

  it('have their data checked where only the base cannot be read', async () => {
    git('checkout', '--quiet', 'main');
    job.edit('mlops.yml', 'task: binary', 'task: binry');
    commit();
    git('checkout', '--quiet', '-B', 'better');
    job.edit('mlops.yml', 'task: binry', 'task: binary');
    commit();
    const step = await changed();

    expect(JSON.parse(step.outputs['data-matrix'] ?? '').include).toMatchObject([{ slug: 'threshold' }]);
    expect(step.outputs).toMatchObject({ 'rehearsal-matrix': '', 'not-evaluated': 'threshold' });
    expect(reportOf(step, 'threshold').rehearsal).toMatchObject({
      head: git('rev-parse', 'HEAD').toString().trim(),
      notEvaluated: expect.stringMatching(/^the mlops\.yml of the base cannot be read: mlops\.yml:3 /),
    });
  });

  it('are those that may be a removed one under another name, whose gates are not their own', async () => {
    second();
    git('rm', '--quiet', 'mlops.yml');
    writeFileSync(
      join(job.workspace, 'second/mlops.yml'),
      `${'# written anew\n'.repeat(100)}${readFileSync(join(job.workspace, 'second/mlops.yml'), 'utf8')}`,
    );
    job.edit('second/mlops.yml', 'min: 0.6', 'min: 0.1');
    commit();
    const step = await changed();

    expect(step.outputs).toMatchObject({ 'rehearsal-matrix': '', 'not-evaluated': 'second' });
    expect(reportOf(step, 'second').rehearsal?.notEvaluated).toContain('threshold (mlops.yml) is removed');
  });
});
