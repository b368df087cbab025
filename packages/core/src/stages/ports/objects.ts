import type { ByteSource } from '@mlops-actions/evaluation';

/**
 * Named bytes. A location is a path of the repository or an `s3://` URI; a key is a name inside the destination's bucket.
 */
export interface Objects {
  /** The bytes, or undefined when there is nothing at the location. */
  read(location: string): Promise<Uint8Array | undefined>;
  /** A location to be read as a stream or by ranges, without holding it in memory; undefined when there is nothing. */
  open(location: string): Promise<ByteSource | undefined>;
  /**
   * The locations under a folder or an `s3://` prefix, the file itself, or what a pattern like `data/*.csv` names; with forward
   * slashes and in order.
   */
  files(path: string): Promise<readonly string[]>;
  /** sha256 hex of one location, streamed. Throws OBJECT_NOT_FOUND. */
  digest(location: string): Promise<string>;
  exists(location: string): Promise<boolean>;
  /** Stores a repository file or bytes under a key; returns whether anything was sent (false: the key existed). */
  store(key: string, content: Uint8Array | { readonly file: string }): Promise<boolean>;
  /** Creates an object only if the key is free: the lock-free way to claim a name. */
  claim(key: string, content: string): Promise<boolean>;
  copy(fromUri: string, key: string): Promise<void>;
  list(prefix: string): Promise<readonly string[]>;
  /** What lies under an `s3://` URI, without reading it: a digest of names, sizes and ETags; undefined when nothing does. */
  fingerprint(uri: string): Promise<{ readonly digest: string; readonly bytes: number } | undefined>;
  uri(key: string): string;
  /** Writes a record for people and audits, in the bucket and in the run folder; overwrites. Returns the local path. */
  publish(name: string, text: string): Promise<string>;
  /** Writes a file of the repository, e.g. a lock. */
  write(path: string, text: string): Promise<void>;
}
