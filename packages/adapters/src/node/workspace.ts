import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ByteSource, unlessAbsent } from '@mlops-actions/core';
import { fileSource } from './file-source.ts';
import { filesAt } from './files.ts';

/** The user's files and the folder of records beside the state. All paths are relative to the folder of mlops.yml. */
export interface Workspace {
  path(relativePath: string): string;
  read(relativePath: string): Promise<Uint8Array | undefined>;
  /** The file to be read as a stream, undefined when there is none. */
  open(relativePath: string): Promise<ByteSource | undefined>;
  /** The file itself, all files under a folder, or those that a pattern like `data/*.csv` names; with forward slashes and in order. */
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
    open: async (relativePath) => {
      const found = await unlessAbsent(stat(path(relativePath)));
      return found?.isFile() === true ? fileSource(relativePath, path(relativePath), found.size) : undefined;
    },
    files: (relativePath) => filesAt(root, relativePath),
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
