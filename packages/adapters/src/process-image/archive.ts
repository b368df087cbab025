import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { ContextFile } from './context.ts';

/** A tar whose bytes depend on nothing but paths, contents and the executable bit. */
export async function deterministicTar(files: readonly ContextFile[]): Promise<Buffer> {
  const tar = pack();
  const bytes = buffer(tar);
  for (const { path, file, executable } of files) {
    tar.entry(
      { name: path, mode: executable ? 0o755 : 0o644, mtime: new Date(0), uid: 0, gid: 0 },
      await readFile(file),
    );
  }
  tar.finalize();
  return bytes;
}
