import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from './atomic-file.ts';

/** A blob on its way in: the file is complete and fsynced, but not yet under its name. */
export interface ReceivedBlob {
  readonly file: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly md5: string;
}

export interface BlobStore {
  /** Writes a stream aside. The caller checks it and then either keeps or discards it. */
  receive(content: Readable): Promise<ReceivedBlob>;
  keep(blob: ReceivedBlob): void;
  discard(blob: ReceivedBlob): void;
  path(sha256: string): string;
  /**
   * Removes what nothing refers to. Only at a start: while the server runs, a blob may be open for reading under a name
   * that was overwritten meanwhile.
   */
  collect(referenced: ReadonlySet<string>): void;
}

/** Content by sha256 in `<folder>/sha256/<two digits>/<hex>`, with `<folder>/incoming` for unfinished writes. */
export function blobStore(folder: string): BlobStore {
  const incoming = join(folder, 'incoming');
  const path = (sha256: string) => join(folder, 'sha256', sha256.slice(0, 2), sha256);
  mkdirSync(incoming, { recursive: true });
  let count = 0;
  return {
    path,
    receive: (content) => {
      count += 1;
      return receiveInto(join(incoming, `${process.pid}-${count}`), content);
    },
    keep: (blob) => moveInto(blob.file, path(blob.sha256)),
    discard: (blob) => rmSync(blob.file, { force: true }),
    collect(referenced) {
      for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { force: true });
      for (const sha256 of storedBlobs(join(folder, 'sha256'))) if (!referenced.has(sha256)) rmSync(path(sha256));
    },
  };
}

async function receiveInto(file: string, content: Readable): Promise<ReceivedBlob> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  let size = 0;
  try {
    await pipeline(
      content,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          sha256.update(chunk);
          md5.update(chunk);
          size += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(file, { flush: true }),
    );
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return { file, size, sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

function moveInto(file: string, target: string): void {
  if (existsSync(target)) {
    rmSync(file);
    return;
  }
  mkdirSync(join(target, '..'), { recursive: true });
  renameSync(file, target);
  syncFolder(join(target, '..'));
}

function storedBlobs(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((prefix) => readdirSync(join(folder, prefix)));
}

/** A blob's bytes, or those of `[start, end]` (both included). */
export function readBlob(file: string, range?: { readonly start: number; readonly end: number }): Readable {
  return createReadStream(file, range);
}
