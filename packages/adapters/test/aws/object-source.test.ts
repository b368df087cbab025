import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer } from '../../../sagemaker-local/test/support/local-server.ts';
import { awsObjects } from '../../src/aws/objects.ts';
import { workspace } from '../../src/node/workspace.ts';
import { temporaryFolder } from '../temporary-folder.ts';

let server: LocalServer;
let s3: S3Client;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  server = await localServer();
  s3 = new S3Client({ ...server.settings, forcePathStyle: true, maxAttempts: 1 });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
  folder = await temporaryFolder({ 'here.csv': 'here' });
});
afterEach(async () => {
  s3.destroy();
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const objects = () => awsObjects(s3, 'acme', workspace(folder.path, join(folder.path, 'records')));
const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'acme', Key, Body }));
async function opened(location: string) {
  const source = await objects().open(location);
  if (source === undefined) throw new Error(`nothing at ${location}`);
  return source;
}

const textOf = async (source: Awaited<ReturnType<typeof opened>>) => text(source.stream());

/** Longer than what travels in one piece. */
const LONG = 'a line of some table\n'.repeat(20_000);

/** Speaks of one object and breaks every answer off after so many bytes. */
async function breakingService(text: string, mostBytes: number, ranges: string[]) {
  const service = createServer((request, response) => {
    const range = request.headers.range ?? '';
    const from = Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0);
    response.writeHead(range === '' ? 200 : 206, { etag: '"1"', 'content-length': text.length - from });
    if (request.method === 'HEAD') return response.end();
    ranges.push(range);
    const sent = text.slice(from, from + mostBytes);
    return response.write(sent, () => (from + mostBytes < text.length ? response.destroy() : response.end()));
  });
  await once(service.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void service.close(),
  };
}

describe('an open object', () => {
  it('is read in order and at any place', async () => {
    await put('a.csv', '0123456789');
    const source = await opened('s3://acme/a.csv');

    expect(source).toMatchObject({ name: 's3://acme/a.csv', size: 10 });
    expect(await textOf(source)).toBe('0123456789');
    expect(Buffer.from((await source.range?.(2, 5)) ?? []).toString()).toBe('234');
    expect(await source.range?.(8, 99)).toHaveLength(2);
  });

  it('is empty without a request when it has no bytes', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'acme', Key: 'a.csv', Body: Buffer.alloc(0) }));

    expect(await textOf(await opened('s3://acme/a.csv'))).toBe('');
    expect((await server.journal()).map(({ operation }) => operation)).not.toContain('GetObject');
  });

  it('is asked for again when a connection brings nothing', async () => {
    await put('a.csv', LONG);
    await server.control('POST', 'faults', {
      operation: 'GetObject',
      nth: 1,
      times: 3,
      phase: 'after',
      kind: 'truncate',
    });

    expect(await textOf(await opened('s3://acme/a.csv'))).toBe(LONG);
  });

  it('goes on where a connection broke, however often', async () => {
    const ranges: string[] = [];
    await using service = await breakingService(LONG, 50_000, ranges);
    const client = new S3Client({ ...server.settings, endpoint: service.url, forcePathStyle: true, maxAttempts: 1 });
    const source = await awsObjects(client, 'acme', workspace(folder.path, folder.path)).open('s3://acme/a.csv');

    expect(await text(source?.stream() ?? Readable.from([]))).toBe(LONG);
    client.destroy();
    expect(ranges.slice(0, 2)).toEqual([`bytes=0-${LONG.length - 1}`, `bytes=50000-${LONG.length - 1}`]);
    expect(ranges).toHaveLength(Math.ceil(LONG.length / 50_000));
  });

  it('is told as a failed call when no connection brings anything', async () => {
    await put('a.csv', LONG);
    await server.control('POST', 'faults', { operation: 'GetObject', nth: 1, times: 99, kind: '503' });

    await expect(textOf(await opened('s3://acme/a.csv'))).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { operation: 'GetObject', transient: true },
    });
  });

  it('is not mixed with another one that takes its place', async () => {
    await put('a.csv', LONG);
    const source = await opened('s3://acme/a.csv');
    await put('a.csv', LONG.replaceAll('some', 'that'));

    await expect(textOf(source)).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { awsCode: 'PreconditionFailed', transient: false },
    });
  });

  it('is none where nothing lies', async () => {
    expect(await objects().open('s3://acme/none.csv')).toBeUndefined();
    expect(await objects().open('s3://nobody/none.csv')).toBeUndefined();
    expect(await (await objects().open('here.csv'))?.range?.(0, 4)).toHaveLength(4);
  });
});

describe('objects at a location', () => {
  beforeEach(async () => {
    for (const key of ['data/b.csv', 'data/a.csv', 'data/deep/c.csv', 'data/', 'data-old/a.csv']) await put(key, key);
  });

  it.each([
    ['a prefix', 's3://acme/data', ['data/a.csv', 'data/b.csv', 'data/deep/c.csv']],
    ['a prefix with its slash', 's3://acme/data/', ['data/a.csv', 'data/b.csv', 'data/deep/c.csv']],
    ['the object itself', 's3://acme/data/a.csv', ['data/a.csv']],
    ['a pattern', 's3://acme/data/*.csv', ['data/a.csv', 'data/b.csv']],
    ['a pattern across folders', 's3://acme/data*/{a,c}.csv', ['data-old/a.csv', 'data/a.csv']],
    ['nothing', 's3://acme/none', []],
    ['no bucket', 's3://nobody/data', []],
  ])('%s', async (_what, uri, keys) => {
    expect(await objects().files(uri)).toEqual(keys.map((key) => `s3://acme/${key}`));
  });

  it('a whole bucket', async () => {
    expect(await objects().files('s3://acme')).toHaveLength(4);
  });
});
