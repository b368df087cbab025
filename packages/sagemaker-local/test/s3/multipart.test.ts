import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type LocalServer, localServer, refusal } from '../support/local-server.ts';

const Bucket = 'parts';
const large = Buffer.alloc(5 * 1024 * 1024, 'a');
const small = Buffer.from('the end');
let server: LocalServer;

beforeAll(async () => {
  server = await localServer();
  await server.s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => server.close());

async function begin(Key: string) {
  const { UploadId } = await server.s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'text/plain' }),
  );
  return { Bucket, Key, UploadId };
}

type Started = Awaited<ReturnType<typeof begin>>;

async function part(upload: Started, PartNumber: number, Body: Buffer) {
  const { ETag } = await server.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
  return { PartNumber, ETag };
}

const complete = (upload: Started, Parts: { PartNumber: number; ETag: string | undefined }[], rest: object = {}) =>
  server.s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...rest }));

it('joins the parts in order, whatever order they arrived in, under the ETag of parts', async () => {
  const upload = await begin('joined');
  const [second, first] = await Promise.all([part(upload, 2, small), part(upload, 1, large)]);

  await complete(upload, [first, second]);

  const { Body, ETag, ContentType } = await server.s3.send(new GetObjectCommand({ Bucket, Key: 'joined' }));
  const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.concat([large, small]))).toBe(true);
  expect(ETag).toBe(`"${md5(Buffer.concat([md5(large), md5(small)])).toString('hex')}-2"`);
  expect(ContentType).toBe('text/plain');
});

it('refuses parts that are missing, out of order or too small', async () => {
  const upload = await begin('refused');
  const [one, two] = [await part(upload, 1, small), await part(upload, 2, small)];

  expect((await refusal(complete(upload, [{ PartNumber: 3, ETag: one.ETag }]))).name).toBe('InvalidPart');
  expect((await refusal(complete(upload, [{ PartNumber: 1, ETag: '"0"' }]))).name).toBe('InvalidPart');
  expect((await refusal(complete(upload, [two, one]))).name).toBe('EntityTooSmall');
  expect((await refusal(complete(upload, [one, two]))).name).toBe('EntityTooSmall');
  expect((await refusal(complete(upload, [one, one]))).name).toBe('EntityTooSmall');
});

it('forgets an aborted upload', async () => {
  const upload = await begin('aborted');
  const first = await part(upload, 1, small);

  await server.s3.send(new AbortMultipartUploadCommand(upload));

  expect((await refusal(complete(upload, [first]))).name).toBe('NoSuchUpload');
  expect((await refusal(server.s3.send(new HeadObjectCommand({ Bucket, Key: 'aborted' })))).status).toBe(404);
});

it('does not replace an object that appeared meanwhile', async () => {
  const [slow, fast] = [await begin('contested'), await begin('contested')];
  const [late, early] = [await part(slow, 1, small), await part(fast, 1, large)];
  await complete(fast, [early], { IfNoneMatch: '*' });

  expect((await refusal(complete(slow, [late], { IfNoneMatch: '*' }))).status).toBe(412);
});

it('goes on after a restart', async () => {
  const upload = await begin('restarted');
  const first = await part(upload, 1, large);
  await server.stop();
  server = await localServer({ home: server.home });
  const second = await part(upload, 2, small);

  await complete(upload, [first, second]);

  const { ContentLength } = await server.s3.send(new HeadObjectCommand({ Bucket, Key: 'restarted' }));
  expect(ContentLength).toBe(large.length + small.length);
});
