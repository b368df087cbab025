import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ObjectStore } from '../../src/contracts.ts';
import { foreignObjects } from '../../src/store/foreign-objects.ts';
import { type LocalServer, localServer } from '../support/local-server.ts';

let other: LocalServer;
let s3: S3Client;
let folder: string;
let store: ObjectStore;
beforeEach(async () => {
  other = await localServer();
  s3 = new S3Client({ ...other.settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
  folder = mkdtempSync(join(tmpdir(), 'foreign-objects-'));
  const { accessKeyId } = other;
  const access = { url: other.endpoint, region: 'us-east-1', accessKeyId, secretAccessKey: 'not-verified' };
  store = foreignObjects(access, join(folder, 'objects'));
});
afterEach(async () => {
  s3.destroy();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'acme', Key, Body }));

describe('objects that another server holds', () => {
  it('are read as they are now, whatever their names', async () => {
    const key = 'data/ä b+c&d=1 (2).csv';
    await put(key, 'one');
    const first = await store.open('acme', key);
    await put(key, 'other');
    const second = await store.open('acme', key);

    expect([first, second].map((found) => found && readFileSync(found.path, 'utf8'))).toEqual(['one', 'other']);
    expect(await store.head('acme', key)).toMatchObject({ key, size: 5, etag: second?.info.etag });
  });

  it('are listed over every page', async () => {
    for (let n = 0; n < 1_001; n += 1) await put(`data/${n}.csv`, 'x');
    await put('elsewhere.csv', 'x');

    const listed = await store.list('acme', 'data/');

    expect(listed).toHaveLength(1_001);
    expect(listed[0]).toMatchObject({ bucket: 'acme', key: 'data/0.csv', size: 1 });
  });

  it('are written there', async () => {
    const file = join(folder, 'model.tar.gz');
    writeFileSync(file, Buffer.alloc(300_000, 7));
    await store.putFile('acme', 'jobs/model.tar.gz', file);

    const stored = await s3.send(new GetObjectCommand({ Bucket: 'acme', Key: 'jobs/model.tar.gz' }));
    expect(Buffer.from((await stored.Body?.transformToByteArray()) ?? [])).toEqual(readFileSync(file));
  });

  it('may be absent, as may their bucket', async () => {
    expect(await store.head('acme', 'none')).toBeUndefined();
    expect(await store.open('acme', 'none')).toBeUndefined();
    expect(await store.list('acme', 'none/')).toEqual([]);
    expect([await store.bucketExists('acme'), await store.bucketExists('other')]).toEqual([true, false]);
  });

  it('are told from a server that refuses', async () => {
    const stranger = { url: other.endpoint, region: 'us-east-1', accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };

    await expect(foreignObjects(stranger, join(folder, 'other')).head('acme', 'none')).rejects.toThrow(
      /answered with 403/,
    );
  });
});
