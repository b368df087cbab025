import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../contracts.ts';
import { digestOf, digestOfFile } from '../files/digest.ts';
import { pathBelow } from '../files/safe-path.ts';
import type { RunCommand } from '../run/run-command.ts';
import { type ImageManifest, parseManifest } from './manifest.ts';
import { findPython, type HostPython } from './python.ts';
import { ImageError, imageBucket, parseImageReference } from './reference.ts';
import { unpackContext } from './unpack.ts';
import { type Lock, prepareVirtualEnvironment } from './virtual-environment.ts';

export { ImageError, imageBucket } from './reference.ts';

/** An image ready to run. */
export interface PreparedImage {
  /** `local/<model>@sha256:<hex>`. */
  readonly reference: string;
  /** The build context on disk: the program's working directory. */
  readonly contextDir: string;
  readonly venvBin: string;
  readonly entrypoint: readonly string[];
}

export interface Images {
  /** Throws {@link ImageError} when the image does not exist, is damaged or is not for this machine. */
  prepare(image: string): Promise<PreparedImage>;
}

/** Process images out of the object store, unpacked below `workDir`, their environments below `cacheDir`. */
export function openImages(objects: ObjectStore, workDir: string, cacheDir: string, run: RunCommand): Images {
  let python: HostPython | undefined;
  return {
    async prepare(image) {
      const { hex } = parseImageReference(image);
      const manifest = await readManifest(objects, image, hex);
      python ??= await findPython(run);
      requireMachine(image, manifest, python);
      const contextDir = await unpackContext(objects, manifest, join(workDir, 'images'));
      const lock = await lockOf(manifest, contextDir);
      const venvBin = await prepareVirtualEnvironment(cacheDir, lock, python, run).catch((cause: Error) => {
        throw new ImageError(`The environment of ${image} cannot be built: ${cause.message}`, { cause });
      });
      return { reference: image, contextDir, venvBin, entrypoint: manifest.entrypoint };
    },
  };
}

async function readManifest(objects: ObjectStore, image: string, hex: string): Promise<ImageManifest> {
  const blob = await objects.open(imageBucket, `manifests/sha256-${hex}.json`);
  if (blob === undefined) throw new ImageError(`Requested image ${image} not found.`);
  const bytes = await readFile(blob.path);
  if (digestOf(bytes) !== `sha256:${hex}`) throw new ImageError(`The manifest of ${image} does not have its digest.`);
  return parseManifest(bytes.toString('utf8'));
}

function requireMachine(image: string, manifest: ImageManifest, python: HostPython): void {
  const needed = `${manifest.platform}, Python ${manifest.python}`;
  const present = `${python.platform}, Python ${python.version}`;
  if (needed !== present) {
    throw new ImageError(
      `The image ${image} was built for ${needed}; this machine is ${present}. Build it again here.`,
    );
  }
}

async function lockOf(manifest: ImageManifest, contextDir: string): Promise<Lock | undefined> {
  if (manifest.requirements === null || manifest.lock === null) return undefined;
  const file = pathBelow(contextDir, manifest.requirements);
  const digest = await digestOfFile(file);
  if (digest === manifest.lock) return { digest, file };
  throw new ImageError(`${manifest.requirements} has digest ${digest}; the manifest says ${manifest.lock}.`);
}
