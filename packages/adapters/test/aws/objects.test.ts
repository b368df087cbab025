import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '@mlops-actions/core';
import { type LocalServer, localServer } from '../../../sagemaker-local/test/support/local-server.ts';
import { S3_LIMITS } from '../../src/aws/object-limits.ts';
import { awsObjects } from '../../src/aws/objects.ts';
import { workspace } from '../../src/node/workspace.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const MIB = 2 ** 20;
const LIMITS = { ...S3_LIMITS, singlePutBytes: 6 * MIB, partBytes: 5 * MIB };

let server: LocalServer;
let s3: S3Client;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  server = await localServer();
  s3 = new S3Client({ ...server.settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
  folder = await temporaryFolder();
});
afterEach(async () => {
  s3.destroy();
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const objects = () => awsObjects(s3, 'acme', workspace(folder.path, join(folder.path, 'records')), { limits: LIMITS });

/** A file whose every part is another one. */
async function largeFile(mib: number): Promise<string> {
  const bytes = Buffer.alloc(mib * MIB, 'x');
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
  await writeFile(join(folder.path, 'large.bin'), bytes);
  return sha256(bytes);
}

const operations = async () => (await server.journal()).map(({ operation }) => operation);

describe('objects of a bucket', () => {
  it('a large file travels in parts and arrives as it was', async () => {
    const digest = await largeFile(12);

    expect(await objects().store('data/large.bin', { file: 'large.bin' })).toBe(true);

    expect(await objects().digest('s3://acme/data/large.bin')).toBe(digest);
    expect((await operations()).filter((name) => name === 'UploadPart')).toHaveLength(3);
  });

  it('a file of one request is sent again when the service breaks it off', async () => {
    const digest = await largeFile(1);
    await server.control('POST', 'faults', { operation: 'PutObject', nth: 1, kind: '503' });
    const patient = new S3Client({ ...server.settings, forcePathStyle: true, maxAttempts: 3 });

    await awsObjects(patient, 'acme', workspace(folder.path, folder.path)).store('a.bin', { file: 'large.bin' });
    patient.destroy();

    expect(await objects().digest('s3://acme/a.bin')).toBe(digest);
  });

  it.each(['read', 'digest'] as const)('an object whose %s the network breaks off is told as that', async (how) => {
    const digest = await largeFile(1);
    await objects().store('data/large.bin', { file: 'large.bin' });
    await server.control('POST', 'faults', { operation: 'GetObject', nth: 1, kind: 'truncate' });

    await expect(objects()[how]('s3://acme/data/large.bin')).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { operation: 'GetObject', transient: true },
    });
    expect(await objects().digest('s3://acme/data/large.bin')).toBe(digest);
  });

  it('an upload that fails leaves no parts behind', async () => {
    await largeFile(12);
    await server.control('POST', 'faults', { operation: 'UploadPart', nth: 2, kind: '503' });

    await expect(objects().store('data/large.bin', { file: 'large.bin' })).rejects.toMatchObject({
      code: 'AWS_CALL_FAILED',
      details: { operation: 'UploadPart' },
    });

    expect(await objects().exists('s3://acme/data/large.bin')).toBe(false);
    expect(await operations()).toContain('AbortMultipartUpload');
  });

  it('is stored once, copied with odd names, and claimed by one of many', async () => {
    const { store, copy, claim, read } = objects();
    await store('models/ä b+c&d.bin', Buffer.from('one'));

    expect(await store('models/ä b+c&d.bin', Buffer.from('two'))).toBe(false);
    await copy('s3://acme/models/ä b+c&d.bin', 'copy/of it');
    expect(new TextDecoder().decode(await read('s3://acme/copy/of it'))).toBe('one');

    const claims = await Promise.all(Array.from({ length: 8 }, (_, one) => claim('ledger/000001.json', `run ${one}`)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
});

describe('a claim', () => {
  it('is sent again when S3 was busy with another one that came to nothing', async () => {
    const answers = [409, 404, 200];
    const asked: string[] = [];
    const busy = createServer((request, response) => {
      asked.push(request.method ?? '');
      const status = answers.shift() ?? 500;
      const code = status === 409 ? 'ConditionalRequestConflict' : 'NoSuchKey';
      request.resume().on('end', () => {
        response.writeHead(status, { 'content-type': 'application/xml' });
        response.end(status === 200 ? '' : `<Error><Code>${code}</Code><Message>no</Message></Error>`);
      });
    });
    await once(busy.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
    const client = new S3Client({ ...server.settings, endpoint, forcePathStyle: true });

    expect(await awsObjects(client, 'acme', workspace(folder.path, folder.path)).claim('ledger/a.json', '{}')).toBe(
      true,
    );

    expect(asked).toEqual(['PUT', 'GET', 'PUT']);
    client.destroy();
    busy.close();
  });
});
