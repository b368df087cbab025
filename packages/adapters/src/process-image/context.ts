import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { unlessAbsent } from '@mlops-actions/core';
import { isFile } from '../node/is-file.ts';

export interface ContextFile {
  /** Path inside the image, forward slashes. */
  readonly path: string;
  readonly file: string;
  readonly executable: boolean;
}

/**
 * Never part of an image, whatever .dockerignore says: history, our state, caches and virtual environments; and what no job
 * runs, so that a changed threshold, workflow or sentence does not train the model anew.
 */
const ALWAYS_EXCLUDED = [
  '.git',
  '.github',
  '.mlops',
  '**/__pycache__',
  '**/.venv',
  '**/venv',
  '**/node_modules',
  '**/.pytest_cache',
  'mlops.yml',
  'mlops.*.yml',
  '**/*.md',
];

/**
 * The files of a build context in order, as `docker build` would send them. `exclude` are context-relative paths that must
 * stay out, e.g. the declared data: an image must not change because the data did.
 */
export async function contextFiles(context: string, exclude: readonly string[]): Promise<readonly ContextFile[]> {
  const rules = dockerignore
    .default({ ignorecase: false })
    .add(await ignoreFile(context))
    .add([...ALWAYS_EXCLUDED, ...exclude]);
  const entries = await readdir(context, { recursive: true, withFileTypes: true });
  const kept = entries
    .map((entry) => ({ entry, file: join(entry.parentPath, entry.name) }))
    .map(({ entry, file }) => ({ entry, file, path: relative(context, file).split(sep).join(posix.sep) }))
    .filter(({ path }) => !rules.ignores(path));
  const files = await Promise.all(
    kept.map(async ({ entry, file, path }) => ((await isFile(entry)) ? [{ file, path }] : [])),
  );
  return Promise.all(
    files
      .flat()
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(async (entry) => ({ ...entry, executable: ((await stat(entry.file)).mode & 0o100) !== 0 })),
  );
}

/** An absolute path as the context names it; nothing for a path outside of it. The context may be a folder above mlops.yml. */
export function insideContext(context: string, path: string): readonly string[] {
  const inside = relative(context, path).split(sep).join(posix.sep);
  return inside === '' || inside === '..' || inside.startsWith('../') ? [] : [inside];
}

const ignoreFile = async (context: string): Promise<string> =>
  (await unlessAbsent(readFile(join(context, '.dockerignore'), 'utf8'))) ?? '';
