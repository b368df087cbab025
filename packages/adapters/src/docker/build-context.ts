import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageRequest, MlopsError, sha256, unlessAbsent } from '@mlops-actions/core';
import { deterministicTar } from '../process-image/archive.ts';
import { contextFiles, insideContext } from '../process-image/context.ts';

export interface BuildContext {
  /** Path of the Dockerfile inside the tar. */
  readonly dockerfile: string;
  readonly dockerfileText: string;
  readonly tar: Buffer;
  /** sha256 hex of the tar: paths, contents and executable bits, the Dockerfile among them. */
  readonly digest: string;
  readonly files: number;
}

/** Where a Dockerfile is looked for when none is named. */
const DOCKERFILES = ['model/dockerfile', 'Dockerfile'] as const;

/**
 * The files that docker gets, the same as those of a process image and the Dockerfile, which is always there whatever
 * .dockerignore says. Throws DOCKERFILE_MISSING, IMAGE_CONTEXT_INVALID.
 */
export async function buildContext(request: ImageRequest, root: string, home: string): Promise<BuildContext> {
  const context = join(root, request.context);
  const { path, text } = await readDockerfile(context, request);
  const keptOut = [home, ...request.exclude.map((excluded) => join(root, excluded)), join(context, path)];
  const files = await contextFiles(
    context,
    keptOut.flatMap((excluded) => insideContext(context, excluded)),
  );
  if (files.length === 0)
    throw new MlopsError('IMAGE_CONTEXT_INVALID', { context: request.context, reason: 'it has no file' });
  const { requirements } = request;
  if (requirements !== undefined && !files.some((file) => file.path === requirements))
    throw new MlopsError('IMAGE_CONTEXT_INVALID', {
      context: request.context,
      reason: `"${requirements}" is not in it`,
    });
  const dockerfile = { path, file: join(context, path), executable: false };
  const tar = await deterministicTar([...files, dockerfile]);
  return { dockerfile: path, dockerfileText: text, tar, digest: sha256(tar), files: files.length };
}

async function readDockerfile(context: string, request: ImageRequest): Promise<{ path: string; text: string }> {
  for (const path of request.dockerfile === undefined ? DOCKERFILES : [request.dockerfile]) {
    const text = await unlessAbsent(readFile(join(context, path), 'utf8'));
    if (text !== undefined) return { path, text };
  }
  throw new MlopsError('DOCKERFILE_MISSING', {
    context: request.context,
    dockerfile: request.dockerfile ?? DOCKERFILES[0],
  });
}
