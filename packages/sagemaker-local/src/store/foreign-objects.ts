import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, openAsBlob, rmSync } from 'node:fs';
import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import type { ObjectInfo, ObjectStore } from '../contracts.ts';
import { fromXml } from '../wire/xml.ts';

/** Another server that holds the objects: S3 itself, or whatever speaks its API with the bucket in the path. */
export interface ForeignS3 {
  /** Without a slash at its end. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Tries of a request that meets 429 or 5xx. */
const RETRIES = 4;

/**
 * Objects of another server. What is read is kept in `folder` by name and ETag; it starts empty. Throws Error with the status
 * of an answer that is neither the object nor its absence.
 */
export function foreignObjects({ url, ...access }: ForeignS3, folder: string): ObjectStore {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const client = new AwsClient({ ...access, service: 's3', retries: RETRIES });

  const ask = async (
    method: string,
    path: string,
    body?: Blob,
    contentType?: string,
  ): Promise<Response | undefined> => {
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    const response = await client.fetch(`${url}/${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw new Error(`${method} ${path} at ${url} was answered with ${response.status}.`);
  };

  const store: ObjectStore = {
    async head(bucket, key) {
      const found = await ask('HEAD', objectPath(bucket, key));
      return found && infoOf(bucket, key, found.headers);
    },
    async open(bucket, key) {
      const found = await ask('GET', objectPath(bucket, key));
      if (found === undefined) return undefined;
      const info = infoOf(bucket, key, found.headers);
      return { info, path: await keep(folder, info, found) };
    },
    async list(bucket, prefix) {
      const all: ObjectInfo[] = [];
      for (let token: string | undefined; ; ) {
        const next = token === undefined ? {} : { 'continuation-token': token };
        const query = new URLSearchParams({ 'list-type': '2', prefix, ...next });
        const page = await ask('GET', `${bucket}?${query}`);
        if (page === undefined) return [];
        const { Contents = [], NextContinuationToken } = fromXml('ListBucketResult', await page.text()) as Page;
        all.push(...[Contents].flat().map((entry) => listed(bucket, entry)));
        if (NextContinuationToken === undefined) return all;
        token = NextContinuationToken;
      }
    },
    async putFile(bucket, key, file, contentType) {
      const stored = await ask('PUT', objectPath(bucket, key), await openAsBlob(file), contentType);
      if (stored === undefined) throw new Error(`the bucket ${bucket} does not exist`);
      await stored.body?.cancel();
    },
    bucketExists: async (bucket) => (await ask('HEAD', bucket)) !== undefined,
  };
  return store;
}

const objectPath = (bucket: string, key: string) => `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

interface Entry {
  readonly Key: string;
  readonly Size: string;
  readonly ETag: string;
  readonly LastModified: string;
}

interface Page {
  readonly Contents?: Entry | readonly Entry[];
  readonly NextContinuationToken?: string;
}

const listed = (bucket: string, { Key, Size, ETag, LastModified }: Entry): ObjectInfo => ({
  ...{ bucket, key: Key, size: Number(Size), etag: ETag, lastModified: Date.parse(LastModified), metadata: {} },
});

const infoOf = (bucket: string, key: string, headers: Headers): ObjectInfo => ({
  bucket,
  key,
  size: Number(headers.get('content-length') ?? 0),
  etag: headers.get('etag') ?? '',
  lastModified: Date.parse(headers.get('last-modified') ?? ''),
  metadata: {},
});

/** The content on disk, written once: a half written file has another name. */
async function keep(folder: string, { bucket, key, etag }: ObjectInfo, response: Response): Promise<string> {
  const path = join(
    folder,
    createHash('sha256')
      .update(JSON.stringify([bucket, key, etag]))
      .digest('hex'),
  );
  if (await exists(path)) {
    await response.body?.cancel();
    return path;
  }
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await pipeline(
    response.body === null ? Readable.from([]) : Readable.fromWeb(response.body),
    createWriteStream(draft),
  );
  await rename(draft, path);
  return path;
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
