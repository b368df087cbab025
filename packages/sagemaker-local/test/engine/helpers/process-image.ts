import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Home } from './home.ts';

export interface ImageParts {
  readonly files: Readonly<Record<string, string>>;
  readonly requirements?: string;
  readonly entrypoint?: readonly string[];
  /** Bytes to use as the context instead of a tar of `files`. */
  readonly tar?: Buffer;
  readonly manifest?: Readonly<Record<string, unknown>>;
}

export const hostPythonVersion = execFileSync('python3', ['-c', 'import platform; print(platform.python_version())'])
  .toString()
  .trim();

/** Stores a process image as the image builder does and returns its reference. */
export async function putImage(home: Home, parts: ImageParts): Promise<string> {
  const tar = parts.tar ?? (await tarOf(parts.files));
  const lockText = parts.requirements === undefined ? undefined : (parts.files[parts.requirements] ?? '');
  const manifest = JSON.stringify({
    schema: 'process-image-v1',
    platform: `${process.platform}-${process.arch}`,
    python: hostPythonVersion,
    requirements: parts.requirements ?? null,
    lock: lockText === undefined ? null : `sha256:${sha256(lockText)}`,
    context: { digest: `sha256:${sha256(tar)}`, bytes: tar.length, files: Object.keys(parts.files).length },
    entrypoint: parts.entrypoint ?? ['python', 'main.py'],
    ...parts.manifest,
  });
  await home.put('sagemaker-local-images', `contexts/sha256-${sha256(tar)}.tar`, tar);
  await home.put('sagemaker-local-images', `manifests/sha256-${sha256(manifest)}.json`, manifest);
  return `local/test-model@sha256:${sha256(manifest)}`;
}

/** A tar of text files; `links` adds symbolic links. */
export async function tarOf(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}) {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name, mode: 0o644, mtime: new Date(0) }, text);
  for (const [name, linkname] of Object.entries(links)) tar.entry({ name, type: 'symlink', linkname });
  tar.finalize();
  return buffer(tar);
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
