import { glob, readdir, stat } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { unlessAbsent } from '@mlops-actions/core';
import { isFile } from './is-file.ts';

/** Characters that make a path a pattern, for which nothing lies at the path itself. */
const PATTERN = /[*?[{]/;

/** The file at a path below `root`, the files under it, or those that the pattern names: with forward slashes and in order. */
export async function filesAt(root: string, path: string): Promise<readonly string[]> {
  const place = resolve(root, path);
  const found = await unlessAbsent(stat(place));
  if (found === undefined) return PATTERN.test(path) ? sorted(await matching(root, path)) : [];
  if (found.isFile()) return [portable(relative(root, place))];
  return sorted((await filesUnder(place)).map((file) => relative(root, file)));
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries.map(async (entry) => ((await isFile(entry)) ? [join(entry.parentPath, entry.name)] : [])),
  );
  return files.flat();
}

async function matching(root: string, pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const path of glob(pattern, { cwd: root })) {
    const place = resolve(root, path);
    if ((await stat(place)).isFile()) files.push(relative(root, place));
  }
  return files;
}

const sorted = (files: readonly string[]) => files.map(portable).sort((a, b) => (a < b ? -1 : 1));

const portable = (path: string) => path.split(sep).join(posix.sep);
