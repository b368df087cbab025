import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
          'out-of-reach': '',
          'changed-files': '["mlops.yml","model/\\"a b\\".py"]',
        },
      ],
    });
    expect(step.summary).toMatch(/^## 1 model changed\n/);
  });

  it('says that none changed, with an empty matrix that nobody may use', async () => {
    writeFileSync(join(job.workspace, 'README.md'), 'x');
    commit();

    expect((await changed()).outputs).toEqual({ any: 'false', count: '0', matrix: '{"include":[]}' });
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

  it('names data that only a pointer of DVC stands for', async () => {
    git('rm', '--quiet', 'data/train.csv');
    writeFileSync(join(job.workspace, 'data/train.csv.dvc'), 'outs: []\n');
    commit();
    const { outputs, summary } = await changed();

    expect(JSON.parse(outputs['matrix'] ?? '').include).toMatchObject([
      { 'out-of-reach': 'of data/train.csv there is only its pointer data/train.csv.dvc' },
    ]);
    expect(summary).toContain('is not readable here: of data/train.csv there is only its pointer');
  });

  it('takes one configuration, written as a path', async () => {
    job.edit('mlops.yml', 'cut: 0.5', 'cut: 0.6');
    commit();

    expect((await changed({ configs: './mlops.yml' })).outputs['count']).toBe('1');
    expect((await changed({ configs: './none/mlops.yml' })).outputs['count']).toBe('0');
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
