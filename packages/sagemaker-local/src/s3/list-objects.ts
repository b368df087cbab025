import type { StoredObject } from '../store/object-index.ts';
import { s3Errors } from './errors.ts';
import { isoDate, type S3Operation, xmlAnswer } from './request.ts';

/** A line of a listing: an object, or a common prefix that stands for all keys beneath it. */
interface Entry {
  readonly name: string;
  readonly object?: StoredObject;
}

/** S3's largest page. */
const pageSize = 1_000;

export const listObjectsV2: S3Operation = async ({ request, bucket }, { objects }) => {
  if (!objects.bucketExists(bucket)) throw s3Errors.noSuchBucket(bucket);
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString();
  const limit = Math.min(Number(query.get('max-keys') ?? pageSize), pageSize);
  const entries = entriesOf(objects.list(bucket, prefix), prefix, delimiter).filter(({ name }) => isAfter(name, after));
  const page = entries.slice(0, limit);
  const encode = query.get('encoding-type') === 'url' ? encodeKey : (text: string) => text;

  return xmlAnswer('ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(query.get('encoding-type') === 'url' ? { EncodingType: 'url' } : {}),
    MaxKeys: limit,
    KeyCount: page.length,
    IsTruncated: entries.length > page.length && page.length > 0,
    ...(token === null ? {} : { ContinuationToken: token }),
    ...(entries.length > page.length && page.length > 0 ? { NextContinuationToken: tokenAfter(page.at(-1)) } : {}),
    Contents: page.flatMap(({ object }) => (object === undefined ? [] : [contents(object, encode)])),
    CommonPrefixes: page.flatMap(({ name, object }) => (object === undefined ? [{ Prefix: encode(name) }] : [])),
  });
};

function entriesOf(listed: readonly StoredObject[], prefix: string, delimiter: string): readonly Entry[] {
  if (delimiter === '') return listed.map((object) => ({ name: object.key, object }));
  const entries = new Map<string, Entry>();
  for (const object of listed) {
    const end = object.key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? object.key : object.key.slice(0, end + delimiter.length);
    entries.set(name, end < 0 ? { name, object } : { name });
  }
  return [...entries.values()];
}

const isAfter = (name: string, after: string) =>
  after === '' || Buffer.compare(Buffer.from(name), Buffer.from(after)) > 0;
const tokenAfter = (last: Entry | undefined) => Buffer.from(last?.name ?? '').toString('base64');

function contents(object: StoredObject, encode: (text: string) => string): Record<string, unknown> {
  return {
    Key: encode(object.key),
    LastModified: isoDate(object.lastModified),
    ETag: object.etag,
    Size: object.size,
    StorageClass: 'STANDARD',
  };
}

/** S3 leaves the slash alone and writes a space as +. */
const encodeKey = (text: string) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+');
