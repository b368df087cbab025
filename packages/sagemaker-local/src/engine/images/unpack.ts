import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../contracts.ts';
import { digestOfFile } from '../files/digest.ts';
import { extractTar } from '../files/extract.ts';
import type { ImageManifest } from './manifest.ts';
import { ImageError, imageBucket } from './reference.ts';

/**
 * Unpacks the build context of an image below `folder`, once: the tar's digest is checked, then the finished tree is
 * renamed into place. Images with the same context share it. Returns the directory.
 */
export async function unpackContext(objects: ObjectStore, manifest: ImageManifest, folder: string): Promise<string> {
  const { digest } = manifest.context;
  const name = digest.replace(':', '-');
  const target = join(folder, name);
  if (await exists(target)) return target;
  const blob = await objects.open(imageBucket, `contexts/${name}.tar`);
  if (blob === undefined) throw new ImageError(`The build context ${digest} is missing.`);
  if ((await digestOfFile(blob.path)) !== digest) throw new ImageError(`The build context ${digest} is damaged.`);
  const draft = join(folder, `${name}.${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { recursive: true });
  try {
    await extractTar(blob.path, draft, { readOnly: true });
    await moveIntoPlace(draft, target);
  } catch (error) {
    throw new ImageError(`The build context ${digest} cannot be unpacked: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

async function moveIntoPlace(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    // Someone else was first with the same tree.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
