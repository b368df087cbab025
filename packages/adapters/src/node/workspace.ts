import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { isFile } from './is-file.ts';

/** The user's files and the folder of records beside the state. All paths are relative to the folder of mlops.yml. */
export interface Workspace {
  path(relativePath: string): string;
  read(relativePath: string): Promise<Uint8Array | undefined>;
  files(relativePath: string): Promise<readonly string[]>;
  write(relativePath: string, text: string): Promise<void>;
  /** Writes `<records>/<name>` and returns its absolute path. */
  record(name: string, text: string): Promise<string>;
}

export function workspace(root: string, records: string): Workspace {
  const path = (relativePath: string) => resolve(root, relativePath);
  return {
    path,
    read: async (relativePath) => unlessAbsent(readFile(path(relativePath))),
    files: (relativePath) => filesUnder(root, path(relativePath)),
    write: (relativePath, text) => replaceFile(path(relativePath), text),
    record: async (name, text) => {
      const file = join(records, name);
      await replaceFile(file, text);
      return file;
    },
  };
}

/** Written beside and renamed into place: a reader sees the old file or the new one, never half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.part`;
  await writeFile(draft, text);
  await rename(draft, file);
}

async function filesUnder(root: string, path: string): Promise<readonly string[]> {
  const found = await unlessAbsent(stat(path));
  if (found === undefined) return [];
  if (found.isFile()) return [portable(relative(root, path))];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries.map(async (entry) => ((await isFile(entry)) ? [join(entry.parentPath, entry.name)] : [])),
  );
  return files
    .flat()
    .map((file) => portable(relative(root, file)))
    .sort((a, b) => (a < b ? -1 : 1));
}

const portable = (path: string) => path.split(sep).join(posix.sep);

/** A missing file is an answer, every other failure (no permission, a folder in its place) stays an error. */
async function unlessAbsent<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR')
      return undefined;
    throw error;
  }
}
