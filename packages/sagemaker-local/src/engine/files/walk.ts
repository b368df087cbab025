import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export interface FileBelow {
  /** Relative to the folder, with forward slashes. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly executable: boolean;
}

/**
 * Every file below a folder, sorted by name in code unit order; a folder that does not exist has none. A symbolic link
 * counts as the file it points at, and throws when that lies outside: a job must not publish the machine's files.
 */
export async function filesBelow(folder: string): Promise<FileBelow[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (found.length === 0) return [];
  const root = await realpath(folder);
  const paths = found.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map((path) => fileBelow(folder, root, path)));
  return files.filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function fileBelow(folder: string, root: string, path: string): Promise<FileBelow | undefined> {
  const name = path
    .slice(folder.length + 1)
    .split(sep)
    .join('/');
  if (!(await realpath(path)).startsWith(root + sep)) {
    throw new Error(`${name} is a symbolic link to a file outside of its folder`);
  }
  const facts = await stat(path);
  return facts.isFile() ? { name, path, size: facts.size, executable: (facts.mode & 0o100) !== 0 } : undefined;
}
