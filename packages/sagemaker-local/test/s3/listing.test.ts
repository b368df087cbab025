import {
  CreateBucketCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer } from '../support/local-server.ts';

const Bucket = 'listed';
const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'e f', 'é', 'z', '\u{1f600}', '￼'];
let server: LocalServer;

beforeAll(async () => {
  server = await localServer();
  await server.s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of [...keys].reverse()) await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => server.close());

const list = (input: Partial<ListObjectsV2CommandInput>) =>
  server.s3.send(new ListObjectsV2Command({ Bucket, ...input }));

describe('ListObjectsV2', () => {
  it('sorts by the bytes of UTF-8', async () => {
    const { Contents = [] } = await list({});

    const byBytes = [...keys].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(Contents.map(({ Key }) => Key)).toEqual(byBytes);
  });

  it('folds what lies beneath the delimiter', async () => {
    const { Contents = [], CommonPrefixes = [] } = await list({ Prefix: 'b/', Delimiter: '/' });

    expect(Contents.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect(CommonPrefixes.map(({ Prefix }) => Prefix)).toEqual(['b/c/']);
  });

  it.each([1, 2, 3, 7])('gives every line once in pages of %d', async (MaxKeys) => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({
        MaxKeys,
        Delimiter: '/',
        ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
      });
      const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key), ...prefixes);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);

    expect(seen.sort()).toEqual(['a', 'b/', 'd', 'e f', 'é', 'z', '\u{1f600}', '￼'].sort());
  });

  it('begins after a key', async () => {
    const { Contents = [] } = await list({ StartAfter: 'b/2', MaxKeys: 2 });

    expect(Contents.map(({ Key }) => Key)).toEqual(['b/c/3', 'd']);
  });

  it('answers zero keys without promising more', async () => {
    const page = await list({ MaxKeys: 0 });

    expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('encodes names when asked', async () => {
    const { Contents = [] } = await list({ EncodingType: 'url', Prefix: 'e f' });

    expect(Contents.map(({ Key }) => Key)).toEqual(['e+f']);
  });
});
