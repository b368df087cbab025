import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { digestOf } from '@mlops-actions/core';
import { callUnless } from './call.ts';

/**
 * What lies under an `s3://` URI, told apart by name, size and ETag of each object: S3 gives a changed object another ETag.
 * Undefined when nothing lies there. `digest` is the sha256 hex of that list.
 */
export async function fingerprint(
  client: S3Client,
  uri: string,
): Promise<{ readonly digest: string; readonly bytes: number } | undefined> {
  const { Bucket, Prefix } = parts(uri);
  const objects = await callUnless('ListObjectsV2', ['NoSuchBucket'], async () => {
    const found: (readonly [name: string, size: number, tag: string])[] = [];
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix }))
      for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? [])
        if (!Key.endsWith('/')) found.push([Key.slice(Prefix.length), Size, ETag]);
    return found;
  });
  if (objects === undefined || objects.length === 0) return undefined;
  return { digest: digestOf(objects), bytes: objects.reduce((sum, [, size]) => sum + size, 0) };
}

function parts(uri: string): { readonly Bucket: string; readonly Prefix: string } {
  const [, Bucket = '', Prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { Bucket, Prefix };
}
