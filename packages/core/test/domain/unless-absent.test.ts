import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { unlessAbsent } from '../../src/domain/unless-absent.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mlops-absent-'));
  await writeFile(join(folder, 'there'), 'text');
});
afterEach(() => rm(folder, { recursive: true }));

const read = (path: string) => unlessAbsent(readFile(join(folder, path), 'utf8'));

it('gives what is there', async () => {
  expect(await read('there')).toBe('text');
});

it.each(['absent', 'absent/below', 'there/below'])('answers undefined for %s', async (path) => {
  expect(await read(path)).toBeUndefined();
});

it('throws what is no absence', async () => {
  await expect(read('.')).rejects.toMatchObject({ code: 'EISDIR' });
});
