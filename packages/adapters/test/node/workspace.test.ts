import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { workspace } from '../../src/node/workspace.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const FILES = {
  'data/2026/b.csv': 'b',
  'data/2026/a.csv': 'a',
  'data/2026/deep/c.csv': 'c',
  'data/2026/notes.txt': '',
  'data/odd[1].csv': 'odd',
};

describe('files of the repository', () => {
  it.each([
    ['the file itself', 'data/2026/a.csv', ['data/2026/a.csv']],
    [
      'everything below a folder',
      'data/2026',
      ['a.csv', 'b.csv', 'deep/c.csv', 'notes.txt'].map((n) => `data/2026/${n}`),
    ],
    ['what a pattern names', 'data/2026/*.csv', ['data/2026/a.csv', 'data/2026/b.csv']],
    [
      'what a pattern names at any depth',
      'data/**/*.csv',
      ['2026/a.csv', '2026/b.csv', '2026/deep/c.csv', 'odd[1].csv'].map((n) => `data/${n}`),
    ],
    ['alternatives', './data/2026/{b,a}.csv', ['data/2026/a.csv', 'data/2026/b.csv']],
    ['a file whose name looks like a pattern', 'data/odd[1].csv', ['data/odd[1].csv']],
    ['nothing', 'data/2027/*.csv', []],
    ['nothing at a plain path', 'data/2027', []],
  ])('%s', async (_what, path, files) => {
    await using folder = await temporaryFolder(FILES);

    expect(await workspace(folder.path, folder.path).files(path)).toEqual(files);
  });

  it('a pattern follows links to files and passes over folders', async () => {
    await using folder = await temporaryFolder(FILES);
    await mkdir(join(folder.path, 'data/2026/folder.csv'));
    await symlink(join(folder.path, 'data/2026/deep/c.csv'), join(folder.path, 'data/2026/z.csv'));

    expect(await workspace(folder.path, folder.path).files('data/2026/*.csv')).toEqual([
      'data/2026/a.csv',
      'data/2026/b.csv',
      'data/2026/z.csv',
    ]);
  });
});

describe('an open file', () => {
  it('is read in order and at any place', async () => {
    await using folder = await temporaryFolder({ 'a.csv': '0123456789' });
    const source = await workspace(folder.path, folder.path).open('a.csv');

    expect(source).toMatchObject({ name: 'a.csv', size: 10 });
    expect(await text(source?.stream() ?? Readable.from([]))).toBe('0123456789');
    expect(Buffer.from((await source?.range?.(2, 5)) ?? []).toString()).toBe('234');
    expect(await source?.range?.(8, 99)).toHaveLength(2);
  });

  it.each([
    ['a folder', 'data'],
    ['nothing', 'none.csv'],
  ])('%s is none', async (_what, path) => {
    await using folder = await temporaryFolder(FILES);

    expect(await workspace(folder.path, folder.path).open(path)).toBeUndefined();
  });
});
