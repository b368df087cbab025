import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
        notEvaluated: expect.stringMatching(/^the mlops\.yml of the base cannot be read: mlops\.yml:3 /),
      },
      { model: 'naive', baseConfig: 'naïve "one"/mlops.yml' },
    ]);
  });

  it.each([
    ["'model': churn", 'quoted'],
    ['"model": churn', 'quoted twice'],
  ])('are not hidden by a name that is written %s', async (name) => {
    write('churn/mlops.yml', CONFIG('churn').replace('model: churn', name));
    commit();

    expect(await compared()).toMatchObject({ models: [{ model: 'churn' }], removed: [] });
  });

  it('are not hidden by a slip in the key of their name: it is a mistake', async () => {
    write('churn/mlops.yml', CONFIG('churn').replace('model: churn', 'modell: churn'));
    commit();

    await expect(compared()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('that were renamed and moved at once are what git calls them, by half of their mlops.yml', async () => {
    rmSync(join(root, 'churn'), { recursive: true });
    write('models/leaving/mlops.yml', CONFIG('leaving').replace('min: 0.5', 'min: 0.1'));
    commit();

    expect(await compared()).toMatchObject({
      models: [
        {
          model: 'leaving',
          baseConfig: 'churn/mlops.yml',
          reasons: expect.arrayContaining(['it was churn in churn/mlops.yml before']),
        },
      ],
      removed: [],
    });
  });

  it('that were renamed, moved and written anew are not evaluated, for they may be those that are removed', async () => {
    rmSync(join(root, 'churn'), { recursive: true });
    write('models/leaving/mlops.yml', `# ${'another text '.repeat(200)}\n${CONFIG('leaving')}`);
    // Whatever is no configuration of a model hides nothing.
    write('models/copy.yml', CONFIG('churn'));
    commit();

    const { models, removed } = await compared();
    expect(models).toMatchObject([
      {
        model: 'leaving',
        notEvaluated: expect.stringMatching(/^the model is new while churn \(churn\/mlops\.yml\) is removed: /),
      },
    ]);
    expect(models[0]).not.toHaveProperty('baseConfig');
    expect(removed).toEqual([{ model: 'churn', config: 'churn/mlops.yml' }]);
  });

  it('that are new while none is removed are judged by their own gates', async () => {
    write('price/mlops.yml', CONFIG('price'));
    commit();

    const { models } = await compared();
    expect(models).toMatchObject([{ model: 'price', reasons: ['the model is new', expect.anything()] }]);
    expect(models[0]).not.toHaveProperty('notEvaluated');
  });

  it('are not gone because the base has got one since', async () => {
    git('checkout', '--quiet', 'main');
    write('later/mlops.yml', CONFIG('later'));
    commit();
    git('checkout', '--quiet', 'change');
    write('price/mlops.yml', CONFIG('price'));
    commit();

    const { models, removed } = await compared();
    expect(removed).toEqual([]);
    expect(models).toMatchObject([{ model: 'price' }]);
    expect(models[0]).not.toHaveProperty('notEvaluated');
  });

  it.each(['none/mlops.yml', 'churn/train.py'])(
    'are not none where %j is asked for, which is no model',
    async (path) => {
      const asked = findChanged({ base: 'main', head: 'HEAD', configs: [path] }, gitHistory(root));

      await expect(asked).rejects.toMatchObject({ code: 'CONFIG_NOT_FOUND', details: { file: path } });
    },
  );

  it('are found by a path that reads like a pattern, also when they are removed', async () => {
    write('price [v2]/mlops.yml', CONFIG('price'));
    commit();
    const configs = ['price [v2]/mlops.yml'];

    expect((await findChanged({ base: 'main', head: 'HEAD', configs }, gitHistory(root))).models).toHaveLength(1);
    expect((await findChanged({ base: 'HEAD', head: 'main', configs }, gitHistory(root))).models).toHaveLength(0);
    git('rm', '--quiet', 'churn/mlops.yml');
    commit();
    const gone = await findChanged({ base: 'main', head: 'HEAD', configs: ['churn/mlops.yml'] }, gitHistory(root));
    expect(gone).toMatchObject({ models: [], removed: [{ model: 'churn' }] });
  });

  it('are not hidden by a symbolic link in the place of their mlops.yml', async () => {
    write('configs/churn.yml', CONFIG('churn').replace('min: 0.5', 'min: 0.1'));
    rmSync(join(root, 'churn/mlops.yml'));
    symlinkSync('../configs/churn.yml', join(root, 'churn/mlops.yml'));
    commit();

    await expect(compared()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { problems: [{ file: 'churn/mlops.yml', message: expect.stringMatching(/symbolic link.*extends/) }] },
    });
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

describe('data of a changed model', () => {
  const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
  const TABLE = 'data: { table: data.csv, label: y }';
  const parts = (train: string, heldOut: string) =>
    CONFIG('churn').replace(
      TABLE,
      `data: { channels: { train: "${train}" }, held-out: "${heldOut}", columns: { id: id, label: y } }`,
    );
  /** What of the model cannot be read, once files are written to the head. */
  async function reach(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) write(`churn/${path}`, text);
    commit();
    const { models } = await compared();
    return models[0];
  }

  it.each([
    ['a pointer of DVC', { 'data.csv.dvc': 'outs: []\n' }, 'its pointer churn/data.csv.dvc'],
    ['a pointer of Git LFS', { 'data.csv': LFS }, 'a pointer of Git LFS'],
    ['a pointer of Git LFS beside one of DVC', { 'data.csv': LFS, 'data.csv.dvc': '' }, 'a pointer of Git LFS'],
  ])('is out of reach where there is only %s', async (_what, files, text) => {
    expect(await reach(files)).toMatchObject({
      outOfReach: [`of churn/data.csv there is only ${text}`],
      notEvaluated: `data not readable here: of churn/data.csv there is only ${text}`,
    });
  });

  it('is out of reach where its folder is a pointer of DVC, whose change is one of the model', async () => {
    write('churn/mlops.yml', parts('../data/train.csv', '../data/test.csv'));
    write('data.dvc', 'outs: []\n');
    commit();
    git('checkout', '--quiet', '-B', 'later');
    write('data.dvc', 'outs: [{ path: data }]\n');
    commit();

    const { models } = await findChanged({ base: 'change', head: 'later', configs: USUAL_CONFIGS }, gitHistory(root));
    expect(models).toMatchObject([
      {
        model: 'churn',
        changedFiles: ['data.dvc'],
        outOfReach: ['train', 'test'].map((name) => `of data/${name}.csv there is only its pointer data.dvc`),
      },
    ]);
  });

  it('is out of reach in a folder and by a pattern, of which a part is a pointer', async () => {
    const files = {
      'mlops.yml': parts('train', 'held/*.csv'),
      'train/1.csv': 'id,y\n',
      'train/2.csv': LFS,
      'held/1.csv': LFS,
    };

    expect(await reach(files)).toMatchObject({
      outOfReach: ['train', 'held/*.csv'].map((table) => `of churn/${table} there is only a pointer of Git LFS`),
    });
  });

  it('is within reach where its files are, with or without a pointer', async () => {
    const model = await reach({ 'mlops.yml': parts('train', 'test.csv'), 'train/1.csv': 'id,y\n', 'train.dvc': '' });

    expect(model).toMatchObject({ outOfReach: [] });
    expect(model).not.toHaveProperty('notEvaluated');
  });

  it('of the base that is out of reach leaves that of the head to be checked, but nothing to be judged', async () => {
    git('checkout', '--quiet', 'main');
    write('churn/data.csv.dvc', 'outs: []\n');
    commit();
    git('checkout', '--quiet', '-B', 'change');
    rmSync(join(root, 'churn/data.csv.dvc'));

    expect(await reach({ 'data.csv': 'id,y\n' })).toMatchObject({
      outOfReach: [],
      notEvaluated: 'data not readable here: of churn/data.csv there is only its pointer churn/data.csv.dvc',
    });
  });
});
