import type { StoredObject } from '../store/object-index.ts';
import type { ObjectFacts } from '../store/object-store.ts';
import { decodePath, readBody, type WireRequest } from '../wire/http.ts';
import { fromXml } from '../wire/xml.ts';
import { requireCopySource, requireWritable } from './conditions.ts';
import { s3Errors } from './errors.ts';
import { headerOf, receiveBody } from './receive.ts';
import { emptyAnswer, isoDate, type S3Operation, type S3State, xmlAnswer } from './request.ts';

export const putObject: S3Operation = async ({ request, bucket, key }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  requireWritable(request, key, objects.head(bucket, key));
  const { blob, checksums } = await receiveBody(request, objects.blobs);
  try {
    // Once more after the upload: of two writers that both saw nothing, the second to arrive is refused.
    requireWritable(request, key, objects.head(bucket, key));
  } catch (error) {
    objects.blobs.discard(blob);
    throw error;
  }
  const object = objects.commit(bucket, key, blob, { ...factsOf(request), checksums });
  return emptyAnswer(200, { etag: object.etag, ...checksumHeaders(checksums) });
};

export const copyObject: S3Operation = async ({ request, bucket, key }, state) => {
  const { objects } = state;
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const source = copySource(request, state);
  requireCopySource(request, source);
  requireWritable(request, key, objects.head(bucket, key));
  const replaces = request.header('x-amz-metadata-directive')?.toUpperCase() === 'REPLACE';
  const facts = replaces ? factsOf(request) : { contentType: source.contentType, metadata: source.metadata };
  const object = objects.link(source, bucket, key, { ...facts, checksums: source.checksums });
  return xmlAnswer('CopyObjectResult', { ETag: object.etag, LastModified: isoDate(object.lastModified) });
};

/** Deleting what is not there succeeds, as in S3. */
export const deleteObject: S3Operation = async ({ bucket, key }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  objects.delete(bucket, key);
  return emptyAnswer(204);
};

export const deleteObjects: S3Operation = async ({ request, bucket }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const { Object: listed = [], Quiet } = fromXml('Delete', await bodyText(request)) as {
    readonly Object?: readonly { readonly Key: string }[];
    readonly Quiet?: string;
  };
  for (const { Key } of listed) objects.delete(bucket, Key);
  return xmlAnswer('DeleteResult', Quiet === 'true' ? {} : { Deleted: listed.map(({ Key }) => ({ Key })) });
};

/** What a writer says in headers: type and `x-amz-meta-*`. */
export function factsOf(request: WireRequest): ObjectFacts {
  const metadata = Object.entries(request.message.headers).flatMap(([name, value]) =>
    name.startsWith('x-amz-meta-') && typeof value === 'string'
      ? [[name.slice('x-amz-meta-'.length), value] as const]
      : [],
  );
  return { contentType: request.header('content-type'), metadata: Object.fromEntries(metadata) };
}

export const bodyText = async (request: WireRequest) => (await readBody(request.message, 2 * 1024 * 1024)).toString();

export function checksumHeaders(checksums: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(checksums).map(([name, value]) => [headerOf(name), value]));
}

function copySource(request: WireRequest, { objects }: S3State): StoredObject {
  const [path = '', version] = (request.header('x-amz-copy-source') ?? '').replace(/^\//, '').split('?');
  if (version !== undefined) throw s3Errors.notImplemented('A copy of a version');
  const slash = path.indexOf('/');
  const [bucket, key] = [decodePath(path.slice(0, slash)), decodePath(path.slice(slash + 1))];
  if (slash < 1 || key === '')
    throw s3Errors.invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const source = objects.head(bucket, key);
  if (source === undefined) throw s3Errors.noSuchKey(key);
  return source;
}
