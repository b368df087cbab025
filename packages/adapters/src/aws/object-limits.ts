/**
 * How large one request may be. S3's own limits: 5 GB for a single Put or Copy, 10,000 parts of 5 MB to 5 GB.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export interface Limits {
  /** Files up to here go in one request. */
  readonly singlePutBytes: number;
  /** Objects up to here are copied in one request. */
  readonly singleCopyBytes: number;
  /** Least size of a part; larger when 10,000 of them would not do. */
  readonly partBytes: number;
  readonly copyPartBytes: number;
}

const MIB = 2 ** 20;

/** A lost connection costs one part, and the parts in flight fit in memory. */
export const S3_LIMITS: Limits = {
  singlePutBytes: 100 * MIB,
  singleCopyBytes: 5_000_000_000,
  partBytes: 32 * MIB,
  copyPartBytes: 1024 * MIB,
};

const MOST_PARTS = 10_000;

export interface PartRange {
  readonly number: number;
  /** First byte. */
  readonly start: number;
  readonly bytes: number;
}

/** The parts of an object, in order; each but the last of the same size. */
export function partsOf(size: number, leastBytes: number): readonly PartRange[] {
  const bytes = Math.max(leastBytes, Math.ceil(size / MOST_PARTS));
  return Array.from({ length: Math.ceil(size / bytes) }, (_, index) => {
    const start = index * bytes;
    return { number: index + 1, start, bytes: Math.min(bytes, size - start) };
  });
}

export type Encryption =
  | { readonly ServerSideEncryption: 'aws:kms'; readonly SSEKMSKeyId: string; readonly BucketKeyEnabled: true }
  | { readonly ServerSideEncryption?: never };

/** Headers of a write. The bucket key saves a call to KMS for every object, and what it costs. */
export const encryptedWith = (kmsKey: string | undefined): Encryption =>
  kmsKey === undefined ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey, BucketKeyEnabled: true };
