import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { unlessAbsent } from '@mlops-actions/core';

export interface Bounds {
  /** Name of the file that is looked for in the folder and in the folders below it. */
  readonly name: string;
  readonly mostFiles: number;
  readonly mostBytes: number;
}

export interface BoundedFile {
  /** Name of the outermost folder that it lies in, below the one that was asked, which a stranger may have chosen; empty for none. */
  readonly folder: string;
  readonly text: string;
}

export interface BoundedFiles {
  readonly files: readonly BoundedFile[];
  /** Why each of the others was not read; sentences without a name that a stranger chose. */
  readonly refused: readonly string[];
}

/**
 * Reads files that a stranger sent: plain files of one name, at most three levels deep, few and small. A link is never followed, and
 * nothing else in the folder is looked at.
 */
export async function boundedFiles(folder: string, { name, mostFiles, mostBytes }: Bounds): Promise<BoundedFiles> {
  const found = await candidates(folder, name);
  const files: BoundedFile[] = [];
  const refused: string[] = [];
  for (const path of found.slice(0, mostFiles)) {
    const { size } = await lstat(path);
    if (size > mostBytes) refused.push(`One has ${size} bytes; at most ${mostBytes} are read.`);
    else
      files.push({
        folder: relative(folder, path).split(sep).slice(0, -1)[0] ?? '',
        text: await readFile(path, 'utf8'),
      });
  }
  if (found.length > mostFiles) refused.push(`There are ${found.length}; the first ${mostFiles} are read.`);
  return { files, refused };
}

async function candidates(folder: string, name: string): Promise<readonly string[]> {
  const below = await foldersIn(folder);
  const places = [folder, ...(await Promise.all(below.map(async (one) => [one, ...(await foldersIn(one))]))).flat()];
  const files = places.map((place) => join(place, name));
  const plain = await Promise.all(files.map(async (path) => ((await isPlainFile(path)) ? [path] : [])));
  return plain.flat();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = (await unlessAbsent(readdir(folder, { withFileTypes: true }))) ?? [];
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  return folders.sort();
}

const isPlainFile = async (path: string): Promise<boolean> => (await unlessAbsent(lstat(path)))?.isFile() ?? false;
