import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { pathBelow } from './safe-path.ts';

export interface ExtractOptions {
  /** Read through gunzip first. */
  readonly gzip?: boolean;
  /** Take the write permission off every file. */
  readonly readOnly?: boolean;
}

/**
 * Unpacks a tar file below `target`, which must be private to the caller. Only folders and plain files come out:
 * links, devices, names that leave the folder and names that come twice are refused by throwing, because an archive
 * is data from outside and a link is how it would write elsewhere.
 */
export async function extractTar(archive: string, target: string, options: ExtractOptions = {}): Promise<void> {
  await mkdir(target, { recursive: true });
  const entries = extract();
  const reading = options.gzip
    ? pipeline(createReadStream(archive), createGunzip(), entries)
    : pipeline(createReadStream(archive), entries);
  const writing = writeEntries(entries, target, options.readOnly ?? false);
  // The first failure destroys the stream, which makes the other side fail too: the cause is the one to report.
  writing.catch((error: unknown) => entries.destroy(error as Error));
  await Promise.all([reading, writing]);
}

type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

async function writeEntries(entries: Extract, target: string, readOnly: boolean): Promise<void> {
  for await (const entry of entries) {
    const { name, type } = entry.header;
    if (type === 'directory') await makeFolder(target, name);
    else if (type === 'file' || type === 'contiguous-file') await writeFile(entry, pathBelow(target, name), readOnly);
    else throw new Error(`the archive holds ${JSON.stringify(name)}, a ${type}; only files and folders are unpacked`);
    entry.resume();
  }
}

async function makeFolder(target: string, name: string): Promise<void> {
  // `tar -C model .` writes the folder itself as `./`.
  if (!/^(\.\/?)+$/.test(name)) await mkdir(pathBelow(target, name), { recursive: true });
}

async function writeFile(entry: Entry, file: string, readOnly: boolean): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const executable = ((entry.header.mode ?? 0) & 0o100) !== 0;
  const mode = (executable ? 0o755 : 0o644) & (readOnly ? 0o555 : 0o777);
  await pipeline(entry as AsyncIterable<Buffer>, createWriteStream(file, { flags: 'wx', mode }));
}
