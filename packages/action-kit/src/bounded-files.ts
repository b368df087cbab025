import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface Bounds {
  /** Name of the file that is looked for in the folder and in each folder below it. */
  readonly name: string;
  readonly mostFiles: number;
  readonly mostBytes: number;
}

export interface BoundedFile {
  /** Name of the folder that it lies in, which a stranger may have chosen. */
  readonly folder: string;
  readonly text: string;
}

export interface BoundedFiles {
  readonly files: readonly BoundedFile[];
  /** Why each of the others was not read; sentences without a name that a stranger chose. */
  readonly refused: readonly string[];
}

/**
 * Reads files that a stranger sent: plain files of one name, at most two levels deep, few and small. A link is never followed, and
 * nothing else in the folder is looked at.
 */
export async function boundedFiles(folder: string, { name, mostFiles, mostBytes }: Bounds): Promise<BoundedFiles> {
  const found = await candidates(folder, name);
  const files: BoundedFile[] = [];
  const refused: string[] = [];
  for (const path of found.slice(0, mostFiles)) {
    const { size } = await lstat(path);
    if (size > mostBytes) refused.push(`One has ${size} bytes; at most ${mostBytes} are read.`);
    else files.push({ folder: basename(dirname(path)), text: await readFile(path, 'utf8') });
  }
  if (found.length > mostFiles) refused.push(`There are ${found.length}; the first ${mostFiles} are read.`);
  return { files, refused };
}

async function candidates(folder: string, name: string): Promise<readonly string[]> {
  const entries = await entriesOf(folder);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  const places = [folder, ...folders.sort()].map((place) => join(place, name));
  const plain = await Promise.all(places.map(async (path) => ((await isPlainFile(path)) ? [path] : [])));
  return plain.flat();
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(unlessAbsent([]));
}

async function isPlainFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(unlessAbsent(undefined));
  return found?.isFile() ?? false;
}

const unlessAbsent =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return instead;
    throw error;
  };
