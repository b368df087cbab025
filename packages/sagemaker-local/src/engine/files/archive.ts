import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { type FileBelow, filesBelow } from './walk.ts';

/**
 * Packs a folder as `.tar.gz` whose bytes depend on names, contents and the executable bit only: entries sorted, no
 * times, no owners, and a gzip header without the operating system. The same model gives the same digest.
 */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const tar = pack();
  const writing = pipeline(tar, createGzip(), neutralGzipHeader(), createWriteStream(archive));
  const adding = addFiles(tar, await filesBelow(folder));
  adding.catch((error: unknown) => tar.destroy(error as Error));
  await Promise.all([writing, adding]);
}

async function addFiles(tar: Pack, files: readonly FileBelow[]): Promise<void> {
  for (const { name, path, size, executable } of files) {
    const mode = executable ? 0o755 : 0o644;
    await pipeline(createReadStream(path), tar.entry({ name, size, mode, mtime: new Date(0), uid: 0, gid: 0 }));
  }
  tar.finalize();
}

/** RFC 1952: byte 9 names the operating system (3 Unix, 19 Darwin as zlib sets it); 255 is "unknown". */
function neutralGzipHeader(): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const at = 9 - seen;
      seen += chunk.length;
      if (at >= 0 && at < chunk.length) chunk[at] = 255;
      done(null, chunk);
    },
  });
}
