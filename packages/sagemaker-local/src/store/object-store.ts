import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type LocalClock, type ObjectStore, type RecordStore } from '../contracts.ts';
import { type BlobStore, blobStore, type ReceivedBlob } from './blob-store.ts';
import { type ObjectIndex, objectIndex, type StoredObject } from './object-index.ts';

export interface Bucket {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly created: number;
}

/** What a writer says about an object beside its content. */
export interface ObjectFacts {
  readonly contentType?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly checksums?: Readonly<Record<string, string>>;
  /** Quoted; absent for the MD5 of the content. */
  readonly etag?: string;
}

/** The object store as S3's handlers see it; the engine sees the narrower ObjectStore of the contracts. */
export interface LocalObjects extends ObjectStore {
  readonly blobs: BlobStore;
  head(bucket: string, key: string): StoredObject | undefined;
  open(bucket: string, key: string): { readonly info: StoredObject; readonly path: string } | undefined;
  list(bucket: string, prefix: string): readonly StoredObject[];
  bucketExists(name: string): boolean;
  putFile(bucket: string, key: string, file: string, contentType?: string): Promise<StoredObject>;
  buckets(): readonly Bucket[];
  createBucket(name: string): void;
  deleteBucket(name: string): void;
  /** Puts a received blob under a key, at once and durably. */
  commit(bucket: string, key: string, blob: ReceivedBlob, facts: ObjectFacts): StoredObject;
  /** Puts the content of an object under another key; nothing is read or written but the index. */
  link(source: StoredObject, bucket: string, key: string, facts: ObjectFacts): StoredObject;
  delete(bucket: string, key: string): void;
}

/** Buckets as records, keys as an index, content as blobs by sha256: `<home>/{state/bucket,objects,blobs}`. */
export function localObjects(home: string, store: RecordStore, clock: LocalClock): LocalObjects {
  const blobs = blobStore(join(home, 'blobs'));
  const index = objectIndex(join(home, 'objects'));
  const buckets = store.records<Bucket>('bucket');
  blobs.collect(new Set([...index.all()].map(({ sha256 }) => sha256)));

  const put = (object: StoredObject): StoredObject => {
    requireBucket(object.bucket);
    index.put(object);
    return object;
  };
  const requireBucket = (name: string) => {
    if (buckets.get(name) === undefined)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  };
  const objects: LocalObjects = {
    blobs,
    bucketExists: (name) => buckets.get(name) !== undefined,
    buckets: () => buckets.list().map(({ value }) => value),
    createBucket: (name) => buckets.put(name, { name, created: clock.now() }),
    deleteBucket: (name) => {
      buckets.delete(name);
    },
    head: (bucket, key) => index.get(bucket, key),
    open: (bucket, key) => openObject(index, blobs, bucket, key),
    list: (bucket, prefix) => index.list(bucket).filter(({ key }) => key.startsWith(prefix)),
    delete: (bucket, key) => index.delete(bucket, key),
    commit(bucket, key, blob, facts) {
      requireBucket(bucket);
      blobs.keep(blob);
      const { sha256, size } = blob;
      return put({ bucket, key, size, sha256, etag: `"${blob.md5}"`, lastModified: clock.now(), ...described(facts) });
    },
    link(source, bucket, key, facts) {
      const { sha256, size, etag } = source;
      return put({ bucket, key, size, sha256, etag, lastModified: clock.now(), ...described(facts) });
    },
    async putFile(bucket, key, file, contentType) {
      requireBucket(bucket);
      return objects.commit(bucket, key, await blobs.receive(createReadStream(file)), { contentType });
    },
  };
  return objects;
}

function openObject(index: ObjectIndex, blobs: BlobStore, bucket: string, key: string) {
  const info = index.get(bucket, key);
  return info === undefined ? undefined : { info, path: blobs.path(info.sha256) };
}

function described(facts: ObjectFacts): Pick<StoredObject, 'metadata' | 'checksums'> & Partial<StoredObject> {
  const { contentType, etag, metadata = {}, checksums = {} } = facts;
  return {
    metadata,
    checksums,
    ...(contentType === undefined ? {} : { contentType }),
    ...(etag === undefined ? {} : { etag }),
  };
}
