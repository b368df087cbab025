import { chmod, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deterministicTar } from '../../src/process-image/archive.ts';
import { contextFiles, insideContext } from '../../src/process-image/context.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const paths = async (context: string, exclude: readonly string[] = []) =>
  (await contextFiles(context, exclude)).map((file) => file.path);

describe('contextFiles', () => {
  it('leaves out history, state, environments, configuration and documents without being told', async () => {
    await using folder = await temporaryFolder({
      'mlops_runtime.py': '',
      'model/train.py': '',
      'model/__pycache__/train.cpython-311.pyc': '',
      '.git/HEAD': '',
      '.mlops/state': '',
      '.github/workflows/train.yml': '',
      '.venv/bin/python': '',
      'mlops.yml': '',
      'mlops.weaker.yml': '',
      'README.md': '',
      'docs/model.md': '',
    });

    expect(await paths(folder.path)).toEqual(['mlops_runtime.py', 'model/train.py']);
  });

  it('follows .dockerignore and the declared data', async () => {
    await using folder = await temporaryFolder({
      '.dockerignore': 'tests\n!tests/keep.py\n',
      'data/train.csv': '',
      'data/prepare.py': '',
      'tests/test_a.py': '',
      'tests/keep.py': '',
    });

    expect(await paths(folder.path, ['data/train.csv'])).toEqual(['.dockerignore', 'data/prepare.py', 'tests/keep.py']);
  });
});

describe('insideContext', () => {
  it.each([
    ['the folder of mlops.yml', '/repo/m', ['data/test.csv']],
    ['a folder above it', '/repo', ['m/data/test.csv']],
    ['a folder two above it', '/', ['repo/m/data/test.csv']],
    ['a folder below it', '/repo/m/data', ['test.csv']],
    ['a folder beside the data', '/repo/m/app', []],
    ['a folder whose name begins alike', '/repo/m/da', []],
  ])('names held-out data as %s sees it', (_what, context, expected) => {
    expect(insideContext(context, '/repo/m/data/test.csv')).toEqual(expected);
  });
});

describe('deterministicTar', () => {
  it('depends on paths, contents and the executable bit, not on times or other modes', async () => {
    await using one = await temporaryFolder({ 'b.py': 'b', 'a/c.py': 'c' });
    await using two = await temporaryFolder({ 'a/c.py': 'c', 'b.py': 'b' });
    await utimes(join(two.path, 'b.py'), 1, 1);
    await chmod(join(two.path, 'b.py'), 0o600);
    const tarOf = async (path: string) => deterministicTar(await contextFiles(path, []));
    const before = await tarOf(two.path);

    expect(before.equals(await tarOf(one.path))).toBe(true);

    await chmod(join(two.path, 'b.py'), 0o755);
    expect(before.equals(await tarOf(two.path))).toBe(false);
  });
});
