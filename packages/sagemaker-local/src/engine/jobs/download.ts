import { constants } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ObjectInfo, ObjectStore } from '../../contracts.ts';
import { parseS3Uri } from '../files/s3-uri.ts';
import { pathBelow } from '../files/safe-path.ts';
import { JobError } from './job-error.ts';

/** Where input comes from, in the words of S3DataSource and ProcessingS3Input. */
export interface S3Source {
  readonly S3Uri: string;
  readonly S3DataType?: string | undefined;
}

/**
 * Copies what a source names into a folder, as SageMaker lays it out. `S3Prefix` is every object below the prefix;
 * `ManifestFile` is a JSON list, `[{"prefix": "s3://…/"}, "relative/key", …]`.
 * Throws {@link JobError} `ClientError` when there is nothing to copy, with SageMaker's own words.
 */
export async function download(objects: ObjectStore, source: S3Source, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files =
    source.S3DataType === 'ManifestFile'
      ? await fromManifest(objects, source.S3Uri)
      : await fromPrefix(objects, source.S3Uri);
  for (const { object, name } of files) await copyObject(objects, object, below(folder, name));
}

interface SourceFile {
  readonly object: ObjectInfo;
  readonly name: string;
}

async function fromPrefix(objects: ObjectStore, uri: string): Promise<SourceFile[]> {
  const { bucket, key } = parseS3Uri(uri);
  const found = (await objects.list(bucket, key)).filter((object) => !object.key.endsWith('/'));
  if (found.length === 0) {
    throw new JobError(
      'ClientError',
      `Data download failed:No S3 objects found under S3 URL "${uri}" given in input data source. ` +
        'Please ensure that the bucket exists and that objects exist under that S3 prefix.',
    );
  }
  return found.map((object) => ({ object, name: nameBelow(key, object.key) }));
}

/** `data/` and `data` hand over `data/x.csv` as `x.csv`; `data/tr` hands over `data/train.csv` as `train.csv`. */
function nameBelow(prefix: string, key: string): string {
  if (key === prefix) return basename(key);
  const folder = key[prefix.length] === '/' ? `${prefix}/` : prefix.slice(0, prefix.lastIndexOf('/') + 1);
  return key.slice(folder.length);
}

async function fromManifest(objects: ObjectStore, uri: string): Promise<SourceFile[]> {
  const { bucket, key } = parseS3Uri(uri);
  const blob = await objects.open(bucket, key);
  if (blob === undefined)
    throw new JobError('ClientError', `Data download failed:Manifest file ${uri} does not exist.`);
  const [head, ...keys] = JSON.parse(await readFile(blob.path, 'utf8')) as [{ prefix: string }, ...string[]];
  const prefix = parseS3Uri(head.prefix);
  const named = async (name: string): Promise<SourceFile> => {
    const object = await objects.head(prefix.bucket, prefix.key + name);
    if (object !== undefined) return { object, name };
    throw new JobError('ClientError', `Data download failed:${head.prefix}${name}, named in ${uri}, does not exist.`);
  };
  return Promise.all(keys.map(named));
}

function below(folder: string, name: string): string {
  try {
    return pathBelow(folder, name);
  } catch (error) {
    throw new JobError('ClientError', `Data download failed:${(error as Error).message}`, { cause: error });
  }
}

async function copyObject(objects: ObjectStore, object: ObjectInfo, file: string): Promise<void> {
  const blob = await objects.open(object.bucket, object.key);
  if (blob === undefined) throw new JobError('ClientError', `Data download failed:${object.key} has been deleted.`);
  await mkdir(dirname(file), { recursive: true });
  // A copy, shared on disk where the file system can: the program may write to its input, never to the stored object.
  await copyFile(blob.path, file, constants.COPYFILE_FICLONE);
}
