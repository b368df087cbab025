import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  type BuiltImage,
  canonicalJson,
  type ImageRequest,
  type Images,
  MlopsError,
  sha256,
} from '@mlops-actions/core';
import { call, callUnless } from '../aws/call.ts';
import { deterministicTar } from './archive.ts';
import { type ContextFile, contextFiles, insideContext } from './context.ts';
import { pythonVersion } from './python.ts';

/** The bucket sagemaker-local reads process images from; part of its contract. */
export const IMAGE_BUCKET = 'sagemaker-local-images';

const ENTRYPOINT = ['python', 'mlops_runtime.py'] as const;

/**
 * Images for sagemaker-local without a container engine: the build context, the lock and the interpreter's version, stored as
 * objects named by their content. Our own state at `home` stays out wherever it lies. Throws IMAGE_CONTEXT_INVALID, PYTHON_NOT_FOUND, AWS_CALL_FAILED.
 */
export function processImages(client: S3Client, root: string, home: string): Images {
  return {
    reference: async (repository, digest) => `local/${repository.toLowerCase()}@${digest}`,
    build: async (request) => {
      const context = join(root, request.context);
      const keptOut = [
        home,
        ...request.exclude.map((path) => join(root, path)),
        // Nothing here reads it: what is the same program stays the same image.
        ...(request.dockerfile === undefined ? [] : [join(context, request.dockerfile)]),
      ];
      const own = await contextFiles(
        context,
        keptOut.flatMap((path) => insideContext(context, path)),
      );
      const files = replaced(own, request.replace ?? {}, root);
      const lock = await lockDigest(context, request, files);
      const tar = await deterministicTar(files);
      const python = await pythonVersion();
      const manifest = canonicalJson({
        schema: 'process-image-v1',
        platform: `${process.platform}-${process.arch}`,
        python,
        requirements: request.requirements ?? null,
        lock,
        context: { digest: `sha256:${sha256(tar)}`, bytes: tar.length, files: files.length },
        entrypoint: ENTRYPOINT,
      });
      const unchanged = await push(client, manifest, tar);
      return built(request, sha256(manifest), unchanged, `${files.length} files, Python ${python}`);
    },
  };
}

/** Files of elsewhere in the place of some of the context, or beside them; in order again. */
function replaced(
  files: readonly ContextFile[],
  replace: Readonly<Record<string, string>>,
  root: string,
): readonly ContextFile[] {
  const others = Object.entries(replace).map(([path, file]) => ({ path, file: join(root, file), executable: false }));
  const kept = files.filter(({ path }) => !Object.hasOwn(replace, path));
  return [...kept, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const built = (request: ImageRequest, digest: string, unchanged: boolean, summary: string): BuiltImage => ({
  reference: `local/${request.model.toLowerCase()}@sha256:${digest}`,
  unchanged,
  summary,
});

async function lockDigest(
  context: string,
  request: ImageRequest,
  files: readonly ContextFile[],
): Promise<string | null> {
  const invalid = (reason: string) => new MlopsError('IMAGE_CONTEXT_INVALID', { context: request.context, reason });
  if (!files.some((file) => file.path === 'mlops_runtime.py')) throw invalid('mlops_runtime.py is not at its root');
  if (request.requirements === undefined) return null;
  if (!files.some((file) => file.path === request.requirements))
    throw invalid(`"${request.requirements}" is not in it`);
  const lock = await readFile(join(context, request.requirements));
  if (!/--hash=sha256:/.test(lock.toString()))
    throw invalid(`"${request.requirements}" is not locked by hashes (uv pip compile --generate-hashes)`);
  return `sha256:${sha256(lock)}`;
}

/** The context first, so that a manifest that exists is always complete. Returns whether the manifest was there already. */
async function push(client: S3Client, manifest: string, tar: Buffer): Promise<boolean> {
  const key = `manifests/sha256-${sha256(manifest)}.json`;
  if (await stored(client, key)) return true;
  await put(client, `contexts/sha256-${sha256(tar)}.tar`, tar);
  await put(client, key, manifest);
  return false;
}

const stored = async (client: S3Client, Key: string) =>
  (await callUnless('HeadObject', ['NotFound', 'NoSuchKey', 'NoSuchBucket'], () =>
    client.send(new HeadObjectCommand({ Bucket: IMAGE_BUCKET, Key })),
  )) !== undefined;

const put = (client: S3Client, Key: string, Body: Buffer | string) =>
  call('PutObject', () => client.send(new PutObjectCommand({ Bucket: IMAGE_BUCKET, Key, Body })));
