import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer } from '../../../sagemaker-local/test/support/local-server.ts';
import { fingerprint } from '../../src/aws/fingerprint.ts';

let server: LocalServer;
let s3: S3Client;
beforeEach(async () => {
  server = await localServer();
  s3 = new S3Client({ ...server.settings, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
});
afterEach(async () => {
  s3.destroy();
  await server.close();
});

const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'acme', Key, Body }));

describe('the fingerprint of objects in a bucket', () => {
  it('is the same for the same objects, wherever they lie', async () => {
    for (const key of ['a/1.csv', 'a/2.csv', 'b/1.csv', 'b/2.csv']) await put(key, key.slice(2));
    const first = await fingerprint(s3, 's3://acme/a/');

    expect(first).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: 10 });
    expect(await fingerprint(s3, 's3://acme/b/')).toEqual(first);
  });

  it('covers every object, however many pages they fill', async () => {
    for (let n = 0; n < 1_001; n += 1) await put(`a/${n}.csv`, 'x');

    expect(await fingerprint(s3, 's3://acme/a/')).toMatchObject({ bytes: 1_001 });
  });

  it.each([
    ['changes', () => put('data/a.csv', 'other')],
    ['is added', () => put('data/b.csv', 'more')],
  ])('is another one when an object %s', async (_what, change) => {
    await put('data/a.csv', 'one');
    const before = await fingerprint(s3, 's3://acme/data/');
    await change();

    expect((await fingerprint(s3, 's3://acme/data/'))?.digest).not.toBe(before?.digest);
  });

  it('is of one object when the URI names it, and leaves out what only marks a folder', async () => {
    await put('data/', ' ');
    await put('data/a.csv', 'one');

    expect(await fingerprint(s3, 's3://acme/data/a.csv')).toMatchObject({ bytes: 3 });
    expect(await fingerprint(s3, 's3://acme/data')).toMatchObject({ bytes: 3 });
  });

  it('is nothing when there is no object or no bucket', async () => {
    await put('data/', ' ');

    expect(await fingerprint(s3, 's3://acme/data/')).toBeUndefined();
    expect(await fingerprint(s3, 's3://nobody/data/')).toBeUndefined();
  });
});
