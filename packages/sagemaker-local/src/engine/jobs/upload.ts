import { rm } from 'node:fs/promises';
import type { ObjectStore } from '../../contracts.ts';
import { packFolder } from '../files/archive.ts';
import { joinS3Uri, parseS3Uri } from '../files/s3-uri.ts';
import { filesBelow } from '../files/walk.ts';
import { JobError } from './job-error.ts';

/** Packs a folder and stores it at `uri`. `draft` is where the archive is written first; it is removed again. */
export async function uploadArchive(objects: ObjectStore, folder: string, draft: string, uri: string): Promise<void> {
  await uploading(async () => {
    await packFolder(folder, draft);
    await put(objects, uri, draft);
    await rm(draft);
  });
}

/** Stores every file below a folder under `uri`, by its relative name. */
export async function uploadFolder(objects: ObjectStore, folder: string, uri: string): Promise<void> {
  await uploading(async () => {
    for (const { name, path } of await filesBelow(folder)) await put(objects, joinS3Uri(uri, name), path);
  });
}

async function put(objects: ObjectStore, uri: string, file: string): Promise<void> {
  const { bucket, key } = parseS3Uri(uri);
  if (!(await objects.bucketExists(bucket))) throw new Error(`the bucket ${bucket} does not exist`);
  await objects.putFile(bucket, key, file);
}

async function uploading(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new JobError('ClientError', `Artifact upload failed:${(error as Error).message}`, { cause: error });
  }
}
