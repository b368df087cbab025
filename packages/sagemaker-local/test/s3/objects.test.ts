import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  ChecksumAlgorithm,
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../src/process/health.ts';
import { type LocalServer, localServer, refusal } from '../support/local-server.ts';

const Bucket = 'models';
let server: LocalServer;

beforeAll(async () => {
  server = await localServer();
  await server.s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => server.close());

const put = (Key: string, Body: string, rest: object = {}) =>
  server.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...rest }));
const text = async (Key: string, rest: object = {}) => {
  const { Body } = await server.s3.send(new GetObjectCommand({ Bucket, Key, ...rest }));
  return await Body?.transformToString();
};

describe('buckets', () => {
  it('are listed, found and placed', async () => {
    const { Buckets = [] } = await server.s3.send(new ListBucketsCommand({}));
    const { LocationConstraint } = await server.s3.send(new GetBucketLocationCommand({ Bucket }));
    const { BucketRegion } = await server.s3.send(new HeadBucketCommand({ Bucket }));

    expect(Buckets.map(({ Name }) => Name)).toEqual([Bucket]);
    expect(LocationConstraint).toBeUndefined();
    expect(BucketRegion).toBe('us-east-1');
  });

  it('can be created again by their owner, as in us-east-1', async () => {
    const again = await server.s3.send(new CreateBucketCommand({ Bucket }));

    expect(again.Location).toBe(`/${Bucket}`);
  });

  it('refuse an operation that is not served by its name', async () => {
    expect(await refusal(server.s3.send(new GetBucketAclCommand({ Bucket })))).toEqual({
      name: 'NotImplemented',
      message: 'GET /models/?acl is not an operation of this local server.',
      status: 501,
    });
  });

  it('that do not exist are told apart from keys that do not exist', async () => {
    expect((await refusal(server.s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' })))).name).toBe(
      'NoSuchBucket',
    );
    expect((await refusal(server.s3.send(new GetObjectCommand({ Bucket, Key: 'nothing' })))).name).toBe('NoSuchKey');
    expect((await refusal(server.s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' })))).status).toBe(404);
  });
});

describe('objects', () => {
  it.each(['plain.txt', 'with space + plus & 100%.txt', 'dots/../and//slashes', 'größe/模型.csv'])(
    'keep the key %s',
    async (key) => {
      await put(key, `content of ${key}`);

      const { Contents = [] } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: key }));

      expect(await text(key)).toBe(`content of ${key}`);
      expect(Contents.map(({ Key }) => Key)).toEqual([key]);
    },
  );

  it('carry type, metadata, ETag, length and date', async () => {
    await put('facts.csv', 'a,b\n', { ContentType: 'text/csv', Metadata: { digest: 'sha256:1' } });

    const head = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'facts.csv' }));

    expect(head.ContentType).toBe('text/csv');
    expect(head.Metadata).toEqual({ digest: 'sha256:1' });
    expect(head.ETag).toBe(`"${createHash('md5').update('a,b\n').digest('hex')}"`);
    expect(head.ContentLength).toBe(4);
    expect(head.LastModified?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('leave nothing behind when their writer goes away in the middle', async () => {
    const { port } = new URL(server.endpoint);
    const scope = encodeURIComponent(`${server.accessKeyId}/20260101/us-east-1/s3/aws4_request`);
    const writing = request({
      port,
      path: `/${Bucket}/half?X-Amz-Credential=${scope}`,
      method: 'PUT',
      headers: { 'content-length': 1_000 },
    });
    writing.on('error', () => undefined);
    await new Promise((resolve) => writing.write('half', resolve));
    await eventually(() => readdirSync(join(server.home, 'blobs', 'incoming')).length === 1 || undefined, 10_000);
    writing.destroy(new Error('gone'));

    const entry = await eventually(
      async () => (await server.journal()).find(({ resource }) => resource === `${Bucket}/half`),
      10_000,
    );

    expect(entry).toMatchObject({ operation: 'PutObject', error: 'RequestTimeout', effect: false });
    expect(readdirSync(join(server.home, 'blobs', 'incoming'))).toEqual([]);
    expect(server.reports).toEqual([]);
  });

  it('may be empty', async () => {
    await server.s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: new Uint8Array(0) }));

    expect(await text('empty')).toBe('');
  });

  it.each([
    ['bytes=2-4', 'cde', 'bytes 2-4/10'],
    ['bytes=7-', 'hij', 'bytes 7-9/10'],
    ['bytes=-2', 'ij', 'bytes 8-9/10'],
    ['bytes=5-99', 'fghij', 'bytes 5-9/10'],
  ])('answer the range %s', async (Range, expected, contentRange) => {
    await put('ranged', 'abcdefghij');

    const answer = await server.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', Range }));

    expect(await answer.Body?.transformToString()).toBe(expected);
    expect(answer.ContentRange).toBe(contentRange);
    expect(answer.$metadata.httpStatusCode).toBe(206);
  });

  it('refuse a range past their end', async () => {
    await put('ranged', 'abcdefghij');

    expect(await refusal(text('ranged', { Range: 'bytes=10-' }))).toMatchObject({ name: 'InvalidRange', status: 416 });
  });

  it.each(Object.values(ChecksumAlgorithm).filter((name) => /^(CRC32|CRC32C|CRC64NVME|SHA1|SHA256)$/.test(name)))(
    'are verified by %s and give it back',
    async (ChecksumAlgorithm) => {
      await put(`checked-${ChecksumAlgorithm}`, '123456789', { ChecksumAlgorithm });

      const head = await server.s3.send(
        new HeadObjectCommand({ Bucket, Key: `checked-${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED' }),
      );

      const published = {
        CRC32: 'y/Q5Jg==',
        CRC32C: '4waSgw==',
        CRC64NVME: 'rosUhgp5mIg=',
        SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
        SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
      } as Record<string, string>;
      expect(head[`Checksum${ChecksumAlgorithm}` as 'ChecksumCRC32']).toBe(published[ChecksumAlgorithm]);
    },
  );

  it.each([{ ChecksumCRC32: 'AAAAAA==' }, { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }])(
    'are refused when %j is not theirs',
    async (wrong) => {
      const refused = await refusal(put('tampered', '123456789', wrong));

      expect(refused).toMatchObject({ name: 'BadDigest', status: 400 });
      expect((await refusal(text('tampered'))).name).toBe('NoSuchKey');
    },
  );

  it('are deleted one by one and in lists, and deleting nothing succeeds', async () => {
    for (const key of ['d/1', 'd/2', 'd/3']) await put(key, key);

    await server.s3.send(new DeleteObjectCommand({ Bucket, Key: 'd/1' }));
    const { Deleted = [] } = await server.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'd/2' }, { Key: 'd/none' }] } }),
    );

    const { Contents = [] } = await server.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'd/' }));
    expect(Deleted.map(({ Key }) => Key)).toEqual(['d/2', 'd/none']);
    expect(Contents.map(({ Key }) => Key)).toEqual(['d/3']);
  });

  it('are copied with their facts, or with new ones', async () => {
    await put('source file', 'copied', { ContentType: 'text/x-model', Metadata: { a: '1' } });

    const CopySource = `${Bucket}/${encodeURIComponent('source file')}`;
    await server.s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    await server.s3.send(
      new CopyObjectCommand({ Bucket, Key: 'renamed', CopySource, MetadataDirective: 'REPLACE', Metadata: { b: '2' } }),
    );

    expect(await text('copy')).toBe('copied');
    expect((await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).Metadata).toEqual({ a: '1' });
    expect((await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'renamed' }))).Metadata).toEqual({ b: '2' });
  });
});

describe('conditions', () => {
  it('give a key to one of two writers', async () => {
    const writers = [1, 2, 3].map((writer) => put('claim', `${writer}`, { IfNoneMatch: '*' }));

    const results = await Promise.allSettled(writers);

    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason.name);
    expect(refused).toEqual(['PreconditionFailed', 'PreconditionFailed']);
  });

  it('replace only the object that was read', async () => {
    const { ETag } = await put('versioned', 'one');
    await put('versioned', 'two', { IfMatch: ETag });

    expect((await refusal(put('versioned', 'three', { IfMatch: ETag }))).status).toBe(412);
    expect(await text('versioned')).toBe('two');
    expect((await refusal(put('absent', 'x', { IfMatch: ETag }))).name).toBe('NoSuchKey');
  });

  it('answer 304 for a known ETag and 412 for another', async () => {
    const { ETag } = await put('known', 'content');

    expect((await refusal(text('known', { IfNoneMatch: ETag }))).status).toBe(304);
    expect((await refusal(text('known', { IfMatch: '"other"' }))).status).toBe(412);
    expect(await text('known', { IfMatch: ETag })).toBe('content');
  });

  it('hold for copies too', async () => {
    await put('original', 'o');
    await put('taken', 't');

    const copy = new CopyObjectCommand({ Bucket, Key: 'taken', CopySource: `${Bucket}/original`, IfNoneMatch: '*' });

    expect((await refusal(server.s3.send(copy))).status).toBe(412);
  });
});
