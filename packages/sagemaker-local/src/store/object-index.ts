import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectInfo } from '../contracts.ts';
import { syncFolder, writeFileAtomic } from './atomic-file.ts';

/** An object with the checksums its writer sent and we verified, by S3's name (`crc32`, `sha256`, …), base64. */
export interface StoredObject extends ObjectInfo {
  /** Names its blob. */
  readonly sha256: string;
  readonly checksums: Readonly<Record<string, string>>;
}

export interface ObjectIndex {
  get(bucket: string, key: string): StoredObject | undefined;
  put(object: StoredObject): void;
  delete(bucket: string, key: string): void;
  /** In S3's order: by the UTF-8 bytes of the key. */
  list(bucket: string): readonly StoredObject[];
  all(): Iterable<StoredObject>;
}

/** Which object has which content: one JSON file per object in `<folder>/<bucket>/`, all of them in memory. */
export function objectIndex(folder: string): ObjectIndex {
  const buckets = loadBuckets(folder);
  const sorted = new Map<string, readonly StoredObject[]>();
  const file = (bucket: string, key: string) =>
    join(folder, bucket, `${createHash('sha256').update(key).digest('hex')}.json`);

  return {
    get: (bucket, key) => buckets.get(bucket)?.get(key),
    put(object) {
      writeFileAtomic(file(object.bucket, object.key), JSON.stringify(object));
      const objects = buckets.get(object.bucket) ?? new Map<string, StoredObject>();
      buckets.set(object.bucket, objects.set(object.key, object));
      sorted.delete(object.bucket);
    },
    delete(bucket, key) {
      if (buckets.get(bucket)?.delete(key) !== true) return;
      rmSync(file(bucket, key));
      syncFolder(join(folder, bucket));
      sorted.delete(bucket);
    },
    list(bucket) {
      const known = sorted.get(bucket) ?? [...(buckets.get(bucket)?.values() ?? [])].sort(byKeyBytes);
      sorted.set(bucket, known);
      return known;
    },
    *all() {
      for (const objects of buckets.values()) yield* objects.values();
    },
  };
}

const byKeyBytes = (one: StoredObject, other: StoredObject) =>
  Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));

function loadBuckets(folder: string): Map<string, Map<string, StoredObject>> {
  mkdirSync(folder, { recursive: true });
  return new Map(readdirSync(folder).map((bucket) => [bucket, loadObjects(join(folder, bucket))]));
}

function loadObjects(folder: string): Map<string, StoredObject> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const objects = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as StoredObject);
  return new Map(objects.map((object) => [object.key, object]));
}
