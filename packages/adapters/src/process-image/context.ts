import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import dockerignore from '@balena/dockerignore';

export interface ContextFile {
  /** Path inside the image, forward slashes. */
  readonly path: string;
  readonly file: string;
  readonly executable: boolean;
}

/**
 * Never part of an image, whatever .dockerignore says: history, our state, caches and virtual environments; and what no job
 * runs, so that a changed threshold or sentence does not train the model anew.
 */
const ALWAYS_EXCLUDED = [
  '.git',
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
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(context, file).split(sep).join(posix.sep) }))
    .filter(({ path }) => !rules.ignores(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return Promise.all(
    files.map(async (entry) => ({ ...entry, executable: ((await stat(entry.file)).mode & 0o100) !== 0 })),
  );
}

async function ignoreFile(context: string): Promise<string> {
  try {
    return await readFile(join(context, '.dockerignore'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
