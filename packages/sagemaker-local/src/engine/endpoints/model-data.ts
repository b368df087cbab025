import { mkdir } from 'node:fs/promises';
import type { ObjectStore } from '../../contracts.ts';
import { extractTar } from '../files/extract.ts';
import { parseS3Uri } from '../files/s3-uri.ts';
import { download } from '../jobs/download.ts';
import type { ModelData } from './container-of.ts';
import { DeployError } from './deploy-error.ts';

/** Puts a model's files into `folder`. Throws {@link DeployError} when they are missing or cannot be unpacked. */
export async function provideModelData(
  objects: ObjectStore,
  data: ModelData | undefined,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (data === undefined) return;
  try {
    if (data.form === 'archive') await unpack(objects, data.uri, folder);
    else await download(objects, { S3Uri: data.uri, S3DataType: 'S3Prefix' }, folder);
  } catch (error) {
    const text = `Failed to provide model data from "${data.uri}": ${(error as Error).message}`;
    throw new DeployError(text, { cause: error });
  }
}

async function unpack(objects: ObjectStore, uri: string, folder: string): Promise<void> {
  const { bucket, key } = parseS3Uri(uri);
  const blob = await objects.open(bucket, key);
  if (blob === undefined) throw new Error('please ensure that there is an object located at the URL.');
  await extractTar(blob.path, folder, { gzip: true });
}
