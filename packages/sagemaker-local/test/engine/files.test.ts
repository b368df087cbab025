import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packFolder } from '../../src/engine/files/archive.ts';
import { extractTar } from '../../src/engine/files/extract.ts';
import { download } from '../../src/engine/jobs/download.ts';
import { openHome } from './helpers/home.ts';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'files-'));
  mkdirSync(join(dir, 'model'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a packed folder', () => {
  it('comes out as it went in, programs included, whatever the length of its names', async () => {
    const long = `${'deep/'.repeat(30)}${'n'.repeat(200)}.bin`;
    mkdirSync(join(dir, 'model', 'deep/'.repeat(30)), { recursive: true });
    writeFileSync(join(dir, 'model', long), 'x'.repeat(100_000));
    writeFileSync(join(dir, 'model', 'run.sh'), '#!/bin/sh\necho fine\n', { mode: 0o755 });

    await packFolder(join(dir, 'model'), join(dir, 'model.tar.gz'));
    await extractTar(join(dir, 'model.tar.gz'), join(dir, 'out'), { gzip: true });

    expect(readFileSync(join(dir, 'out', long), 'utf8')).toHaveLength(100_000);
    expect(execFileSync(join(dir, 'out', 'run.sh')).toString()).toBe('fine\n');
  });

  it('holds the file that a link inside of it points at, and refuses a link that leads out', async () => {
    writeFileSync(join(dir, 'model', 'real.txt'), 'content');
    symlinkSync('real.txt', join(dir, 'model', 'alias.txt'));
    await packFolder(join(dir, 'model'), join(dir, 'model.tar.gz'));
    await extractTar(join(dir, 'model.tar.gz'), join(dir, 'out'), { gzip: true });
    symlinkSync('/etc/hostname', join(dir, 'model', 'escape.txt'));

    expect(readFileSync(join(dir, 'out', 'alias.txt'), 'utf8')).toBe('content');
    await expect(packFolder(join(dir, 'model'), join(dir, 'bad.tar.gz'))).rejects.toThrow(
      /escape\.txt is a symbolic link/,
    );
  });

  it('may be empty, or not there at all', async () => {
    await packFolder(join(dir, 'model'), join(dir, 'empty.tar.gz'));
    await packFolder(join(dir, 'absent'), join(dir, 'absent.tar.gz'));

    expect(readFileSync(join(dir, 'empty.tar.gz'))).toEqual(readFileSync(join(dir, 'absent.tar.gz')));
  });
});

describe('a download', () => {
  it.each([
    ['a folder', 's3://data/rows/', ['rows/a.csv', 'rows/deep/b.csv'], ['a.csv', 'deep/b.csv']],
    ['a folder without its slash', 's3://data/rows', ['rows/a.csv'], ['a.csv']],
    ['one object', 's3://data/rows/a.csv', ['rows/a.csv'], ['a.csv']],
    [
      'the beginning of names',
      's3://data/rows/part-',
      ['rows/part-1.csv', 'rows/part-2.csv'],
      ['part-1.csv', 'part-2.csv'],
    ],
    ['a whole bucket', 's3://data', ['a.csv', 'rows/b.csv'], ['a.csv', 'rows/b.csv']],
  ])('lays out %s as SageMaker does', async (_, uri, keys, names) => {
    const home = openHome({ dir: join(dir, 'home') });
    for (const key of keys) await home.put('data', key, key);

    await download(home.objects, { S3Uri: uri, S3DataType: 'S3Prefix' }, join(dir, 'channel'));

    expect(names.map((name) => readFileSync(join(dir, 'channel', name), 'utf8'))).toEqual(keys);
  });

  it('does not follow a key out of its folder, and says when a manifest names nothing', async () => {
    const home = openHome({ dir: join(dir, 'home') });
    await home.put('data', 'rows/../../../evil.txt', 'x');
    await home.put('data', 'list.json', JSON.stringify([{ prefix: 's3://data/' }, 'absent.csv']));
    const fetch = (S3Uri: string, S3DataType: string) =>
      download(home.objects, { S3Uri, S3DataType }, join(dir, 'channel'));

    await expect(fetch('s3://data/rows/', 'S3Prefix')).rejects.toThrow(/leaves its folder/);
    await expect(fetch('s3://data/list.json', 'ManifestFile')).rejects.toThrow(/s3:\/\/data\/absent\.csv, named in/);
    await expect(fetch('s3://data/none.json', 'ManifestFile')).rejects.toThrow(/Manifest file .* does not exist/);
  });

  it('hands over a copy: what a job does to its input does not reach the stored object', async () => {
    const home = openHome({ dir: join(dir, 'home') });
    await home.put('data', 'rows.csv', 'original');

    await download(home.objects, { S3Uri: 's3://data/rows.csv' }, join(dir, 'channel'));
    writeFileSync(join(dir, 'channel', 'rows.csv'), 'changed');

    expect(readFileSync(home.objects.open('data', 'rows.csv')?.path ?? '', 'utf8')).toBe('original');
  });
});
