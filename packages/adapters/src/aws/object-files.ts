import { matchesGlob } from 'node:path/posix';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { callUnless } from './call.ts';

const PATTERN = /[*?[{]/;

/**
 * The objects at an `s3://` URI, in order: the object itself, all below it as a prefix, or those that a pattern names. A prefix ends at a
 * slash whether it is written or not, so `data/2026` is no part of `data/2026-old`. Markers of folders are no objects. Throws AWS_CALL_FAILED.
 */
export async function filesAt(client: S3Client, uri: string): Promise<readonly string[]> {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  const isPattern = PATTERN.test(path);
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
  const keys = await keysUnder(client, bucket, isPattern ? path.slice(0, path.search(PATTERN)) : path);
  const taken = keys.filter((key) => key === path || (isPattern ? matchesGlob(key, path) : key.startsWith(folder)));
  return taken.map((key) => `s3://${bucket}/${key}`);
}

/** S3 lists keys in the order of their UTF-8 bytes. */
async function keysUnder(client: S3Client, Bucket: string, Prefix: string): Promise<readonly string[]> {
  const keys = await callUnless('ListObjectsV2', ['NoSuchBucket'], async () => {
    const found: string[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix }))
      for (const { Key = '' } of page.Contents ?? []) if (!Key.endsWith('/')) found.push(Key);
    return found;
  });
  return keys ?? [];
}
