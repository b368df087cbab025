import type { StoredObject } from '../store/object-index.ts';
import type { FileBody, WireAnswer, WireRequest } from '../wire/http.ts';
import { isNotModified } from './conditions.ts';
import { s3Errors } from './errors.ts';
import { byteRange } from './range.ts';
import { headerOf } from './receive.ts';
import { emptyAnswer, type S3Operation } from './request.ts';

export const getObject: S3Operation = async ({ request, bucket, key }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const object = objects.head(bucket, key);
  if (object === undefined) throw s3Errors.noSuchKey(key);
  if (isNotModified(request, object)) return emptyAnswer(304, { etag: object.etag });
  return content(request, object, objects.blobs.path(object.sha256));
};

/** The headers of the GET: the same answer, whose body the server leaves out. */
export const headObject = getObject;

function content(request: WireRequest, object: StoredObject, file: string): WireAnswer {
  const range = byteRange(request.header('range'), object.size);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  const body: FileBody = { file, start, end };
  const headers = {
    ...objectHeaders(object),
    ...(range === undefined
      ? checksumHeaders(request, object)
      : { 'content-range': `bytes ${start}-${end}/${object.size}` }),
    ...askedHeaders(request),
  };
  return { status: range === undefined ? 200 : 206, headers, body };
}

function objectHeaders(object: StoredObject): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  return {
    etag: object.etag,
    'last-modified': new Date(object.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': object.contentType ?? 'binary/octet-stream',
    ...Object.fromEntries(metadata),
  };
}

/** Checksums are those of the whole object, so a part of it comes without. */
function checksumHeaders(request: WireRequest, object: StoredObject): Record<string, string> {
  if (request.header('x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED') return {};
  const checksums = Object.entries(object.checksums).map(([name, value]) => [headerOf(name), value] as const);
  return checksums.length === 0 ? {} : { ...Object.fromEntries(checksums), 'x-amz-checksum-type': 'FULL_OBJECT' };
}

/** The headers that a presigned link may ask for, as `response-content-type=…`. */
const askable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

function askedHeaders({ query }: WireRequest): Record<string, string> {
  return Object.fromEntries(
    askable.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    }),
  );
}
