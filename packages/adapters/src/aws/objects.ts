import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { MlopsError, type Objects } from '@mlops-actions/core';
import type { Workspace } from '../node/workspace.ts';
import { call, callUnless } from './call.ts';
import { fingerprint } from './fingerprint.ts';
import { filesAt } from './object-files.ts';
import { type Encryption, encryptedWith, type Limits, S3_LIMITS } from './object-limits.ts';
import { objectSource } from './object-source.ts';
import { copyObject, putFile } from './transfer.ts';

const ABSENT = ['NotFound', 'NoSuchKey', 'NoSuchBucket'];
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

export interface ObjectOptions {
  /** KMS key of every object written; the bucket's own default when absent. */
  readonly kmsKey?: string;
  readonly limits?: Limits;
}

/** Bytes of the repository and of one bucket. Throws AWS_CALL_FAILED and OBJECT_NOT_FOUND. */
export function awsObjects(
  client: S3Client,
  bucket: string,
  workspace: Workspace,
  { kmsKey, limits = S3_LIMITS }: ObjectOptions = {},
): Objects {
  const uri = (key: string) => `s3://${bucket}/${key}`;
  const encryption: Encryption = encryptedWith(kmsKey);
  const target = (Key: string) => ({ Bucket: bucket, Key, ...encryption });

  const put = (key: string, body: Uint8Array | string) =>
    call('PutObject', () => client.send(new PutObjectCommand({ ...target(key), Body: body })));

  const exists = async (location: string) =>
    isS3(location) ? (await head(client, location)) !== undefined : (await workspace.read(location)) !== undefined;

  return {
    uri,
    exists,
    files: (location) => (isS3(location) ? filesAt(client, location) : workspace.files(location)),
    open: (location) => (isS3(location) ? objectSource(client, location, parse(location)) : workspace.open(location)),
    write: workspace.write,
    read: (location) => (isS3(location) ? readObject(client, location) : workspace.read(location)),
    digest: (location) =>
      isS3(location) ? digestObject(client, location) : digestStream(createReadStream(workspace.path(location))),
    store: async (key, content) => {
      if (await exists(uri(key))) return false;
      await ('file' in content
        ? putFile(client, target(key), workspace.path(content.file), limits)
        : put(key, content));
      return true;
    },
    claim: (key, content) => claimObject(client, target(key), content),
    copy: (fromUri, key) => copyObject(client, parse(fromUri), target(key), limits),
    fingerprint: (uri) => fingerprint(client, uri),
    list: (prefix) => listKeys(client, bucket, prefix),
    publish: async (name, text) => {
      await put(`records/${name}`, text);
      return workspace.record(name, text);
    },
  };
}

const isS3 = (location: string) => location.startsWith('s3://');

function parse(location: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  return { Bucket, Key };
}

const head = (client: S3Client, location: string) =>
  callUnless('HeadObject', ABSENT, () => client.send(new HeadObjectCommand(parse(location))));

type Body = NonNullable<GetObjectCommandOutput['Body']>;

/** The call ends when all is read: what breaks off on the way is a failure of the call. */
const taken = <T>(client: S3Client, location: string, take: (body: Body) => Promise<T>): Promise<T | undefined> =>
  callUnless('GetObject', ABSENT, async () => {
    const { Body: body } = await client.send(new GetObjectCommand(parse(location)));
    return body === undefined ? undefined : take(body);
  });

const readObject = (client: S3Client, location: string): Promise<Uint8Array | undefined> =>
  taken(client, location, (body) => body.transformToByteArray());

/** S3 refuses a claim with 409 while another one of the same key is on its way, and wants it sent again. */
const MAX_CLAIMS = 5;

async function claimObject(
  client: S3Client,
  target: Encryption & { readonly Bucket: string; readonly Key: string },
  content: string,
): Promise<boolean> {
  const claim = () => client.send(new PutObjectCommand({ ...target, Body: content, IfNoneMatch: '*' }));
  for (let tried = 1; tried < MAX_CLAIMS; tried += 1) {
    if ((await callUnless('PutObject', TAKEN, claim)) !== undefined) return true;
    // A lost answer makes the SDK try again and meet its own object: the content tells whose it is.
    const found = await readObject(client, `s3://${target.Bucket}/${target.Key}`);
    if (found !== undefined) return new TextDecoder().decode(found) === content;
  }
  await call('PutObject', claim);
  return true;
}

async function digestObject(client: S3Client, location: string): Promise<string> {
  const digest = await taken(client, location, (body) => digestStream(body as Readable));
  if (digest === undefined) throw new MlopsError('OBJECT_NOT_FOUND', { location });
  return digest;
}

async function digestStream(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

async function listKeys(client: S3Client, Bucket: string, Prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await callUnless('ListObjectsV2', ABSENT, () =>
      client.send(
        new ListObjectsV2Command({ Bucket, Prefix, ...(token === undefined ? {} : { ContinuationToken: token }) }),
      ),
    );
    keys.push(...(page?.Contents ?? []).flatMap((object) => (object.Key === undefined ? [] : [object.Key])));
    token = page?.NextContinuationToken;
  } while (token !== undefined);
  return keys;
}
