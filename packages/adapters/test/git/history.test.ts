import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findChanged, USUAL_CONFIGS } from '@mlops-actions/core';
import { gitHistory } from '../../src/git/history.ts';

const CONFIG = (model: string, more = '') =>
  `version: 1\nmodel: ${model}\ntask: binary\n${more}data: { table: data.csv, label: y }\ntrain: { script: train.py }\nvalidate: { gates: [{ metric: accuracy, min: 0.5 }] }\n`;

let root: string;
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=acme', '-c', 'user.email=acme@example.com', ...args], { cwd: root });
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const commit = () => {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'x');
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mlops-history-'));
  git('init', '--quiet', '--initial-branch=main');
  write('churn/mlops.yml', CONFIG('churn'));
  write('churn/train.py', 'pass\n');
  write('naïve "one"/mlops.yml', CONFIG('naive'));
  commit();
  git('checkout', '--quiet', '-b', 'change');
});

afterEach(() => rmSync(root, { recursive: true }));

const compared = () => findChanged({ base: 'main', head: 'HEAD', configs: USUAL_CONFIGS }, gitHistory(root));

describe('the history of a repository', () => {
  it('gives a renamed file under both names, whatever they hold, and nothing that the base alone did', async () => {
    renameSync(join(root, 'churn/train.py'), join(root, 'churn/tab\tand\nline.py'));
    commit();
    git('checkout', '--quiet', 'main');
    write('other.txt', 'of main\n');
    commit();
    git('checkout', '--quiet', 'change');

    expect(await gitHistory(root).changedPaths('main', 'HEAD')).toEqual(['churn/tab\tand\nline.py', 'churn/train.py']);
  });

  it('reads a file of a commit, and answers undefined for one that is not there', async () => {
    write('churn/train.py', 'changed\n');

    expect(await gitHistory(root).fileAt('main', 'churn/train.py')).toBe('pass\n');
    expect(await gitHistory(root).fileAt('main', 'churn')).toBeUndefined();
    expect(await gitHistory(root).fileAt('main', 'churn/none.py')).toBeUndefined();
  });

  it.each(['--output=x', '', 'a..b', 'main main', '$(true)'])('takes %j for no commit', async (name) => {
    await expect(gitHistory(root).changedPaths(name, 'HEAD')).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  it('says what git says of a base that was not fetched', async () => {
    await expect(gitHistory(root).changedPaths('0123456789abcdef0123456789abcdef01234567', 'HEAD')).rejects.toThrow(
      /GIT_FAILED|git diff failed/,
    );
  });
});

describe('the changed models of a repository', () => {
  it('are none where none changed', async () => {
    write('README.md', 'x\n');
    commit();

    expect(await compared()).toEqual({ models: [], removed: [] });
  });

  it('are found from the history, not from what lies in the folder', async () => {
    write('churn/train.py', 'changed\n');
    commit();
    rmSync(join(root, 'churn'), { recursive: true });

    expect((await compared()).models).toMatchObject([{ model: 'churn', changedFiles: ['churn/train.py'] }]);
  });

  it('are those that extend a file or watch it; the file itself is none', async () => {
    write('mlops.shared.yml', 'version: 1\ntask: binary\n');
    write('churn/mlops.yml', CONFIG('churn', 'extends: ../mlops.shared.yml\nwatch: [../libs/**]\n'));
    commit();
    git('checkout', '--quiet', '-b', 'later');
    write('mlops.shared.yml', 'version: 1\ntask: binary\nimage: { context: . }\n');
    write('libs/a/b.py', 'pass\n');
    commit();

    const { models } = await findChanged({ base: 'change', head: 'later', configs: USUAL_CONFIGS }, gitHistory(root));
    expect(models).toMatchObject([{ model: 'churn', changedFiles: ['libs/a/b.py', 'mlops.shared.yml'] }]);
  });

  it('are not new because of a mistake in their base, or in that of another', async () => {
    write('churn/mlops.yml', CONFIG('churn').replace('binary', 'binry'));
    commit();
    git('checkout', '--quiet', '-b', 'mended');
    write('churn/mlops.yml', CONFIG('churn'));
    write('naïve "one"/train.py', 'pass\n');
    commit();

    const { models } = await findChanged({ base: 'change', head: 'mended', configs: USUAL_CONFIGS }, gitHistory(root));
    expect(models).toMatchObject([
      {
        model: 'churn',
        baseConfig: 'churn/mlops.yml',
        reasons: expect.arrayContaining(['its base churn/mlops.yml cannot be read']),
      },
      { model: 'naive', baseConfig: 'naïve "one"/mlops.yml' },
    ]);
  });

  it('are out of reach with data that is a pointer of Git LFS, and not with small data', async () => {
    write('churn/data.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    write('naïve "one"/data.csv', 'id,y\n');
    commit();

    expect((await compared()).models).toMatchObject([
      { model: 'churn', outOfReach: ['of churn/data.csv there is only a pointer of Git LFS'] },
      { model: 'naive', outOfReach: [] },
    ]);
  });

  it('are known to be within reach by a few calls of git, however many small files a table has', async () => {
    for (let part = 0; part < 30; part += 1) write(`churn/data/part-${part}.csv`, `id,y\n${part},1\n`);
    commit();
    const paths = await gitHistory(root).filesAt('HEAD');
    const started = mkdtempSync(join(root, '.git/started-'));
    process.env['GIT_TRACE2_EVENT'] = started;

    try {
      expect(await gitHistory(root).hasLfsPointer('HEAD', paths)).toBe(false);
      expect(readdirSync(started)).toHaveLength(2);
    } finally {
      delete process.env['GIT_TRACE2_EVENT'];
    }
  });

  it('are asked for with the mistakes of every file at once', async () => {
    write('churn/mlops.yml', CONFIG('churn').replace('binary', 'binry'));
    write('second/mlops.yml', CONFIG('second').replace('label', 'labl'));
    commit();

    await expect(compared()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: {
        problems: expect.arrayContaining([
          expect.objectContaining({ file: 'churn/mlops.yml', line: 3 }),
          expect.objectContaining({ file: 'second/mlops.yml' }),
        ]),
      },
    });
  });
});
